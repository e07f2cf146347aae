import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { escapedText, joinedSections } from "../html-sections.ts";
import { filtersIn, isOn, pathIn, queryOf } from "../list-filters.ts";
import { remoteLocation } from "../remote-location.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Job, Listing } from "./schema.ts";

const categorySlug = /^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/;

/** All postings of Remotive, or those of one category: public JSON, no key, one page. */
export const remotive = defineSource({
  id: "remotive",
  title: "Remotive",
  docs: "https://github.com/remotive-com/remote-jobs-api",
  terms: { minEveryMs: 6 * 3_600_000, credit: "Remotive" },
  options: z.strictObject({
    category: z
      .string()
      .regex(categorySlug, "expected a category of Remotive in lower case, such as software-dev")
      .optional()
      .describe("Only postings of this category: software-dev of remotive.com/remote-jobs/software-dev"),
    baseUrl,
  }),
  board: ({ category }) => category ?? "all",
  recognise(url) {
    if (!isOn(url, "remotive.com") && !isOn(url, "remotive.io")) return undefined;
    const path = pathIn(url);
    const ofPath = /^remote-jobs\/([^/]+)$/.exec(path)?.[1];
    if (ofPath === undefined && !["", "remote-jobs", "api/remote-jobs"].includes(path)) return undefined;
    const category = ofPath ?? filtersIn(url, ["category"]).category;
    if (category === undefined) return {};
    return categorySlug.test(category) ? { category } : undefined;
  },
  async snapshot({ category, baseUrl }, { http }) {
    const path = category === undefined ? "/api/remote-jobs" : `/api/remote-jobs?${queryOf({ category })}`;
    const listing = await http.json(apiUrl("https://remotive.com", baseUrl, path), Listing, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, job] of listing.jobs.entries()) builder.addItem(job, index, Job, postingOf);
    return builder.build(listing.jobs.length === listing["job-count"]);
  },
});

function postingOf(job: Job): SourcedPosting {
  return {
    externalId: job.id,
    url: job.url,
    ...(job.publication_date === undefined ? {} : { publishedAt: job.publication_date }),
    title: job.title,
    company: job.company_name?.trim() || null,
    location: remoteLocation([job.candidate_required_location]),
    text: joinedSections([{ html: job.description }, { heading: "Salary", html: escapedText(job.salary ?? "") }]),
    format: "html",
    ...stated({ modes: ["remote"], employment: employmentsOf(job.job_type) }),
  };
}
