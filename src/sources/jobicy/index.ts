import { z } from "zod";
import type { Pay, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { plainWords } from "../escaped-html.ts";
import { filtersIn, isOn, listName, pathIn, queryOf } from "../list-filters.ts";
import { remoteLocation } from "../remote-location.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { amountIn, employmentsOf, periodIn, stated, widestPay } from "../stated.ts";
import { Job, Listing } from "./schema.ts";

/** The most that it hands over at once. */
const count = "100";
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/, "expected a name in lower case, such as data-science");
const tag = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} +#.-]{2,49}$/u, "expected a word or two of three letters or more, such as python");
const filters = z.strictObject({
  geo: slug.optional().describe("Only postings for workers of this region, by its name at Jobicy: usa, europe, uk"),
  industry: slug.optional().describe("Only postings of this industry, by its name at Jobicy: dev, marketing"),
  tag: tag.optional().describe("Only postings with this word in title or text"),
});

/** The newest postings of Jobicy, of all kinds or of some: public JSON, no key, one page. */
export const jobicy = defineSource({
  id: "jobicy",
  title: "Jobicy",
  docs: "https://github.com/Jobicy/remote-jobs-api",
  terms: { minEveryMs: 3_600_000, credit: "Jobicy" },
  options: filters.extend({ baseUrl }),
  board: ({ geo, industry, tag }) => listName({ geo, industry, tag }),
  recognise(url) {
    if (!isOn(url, "jobicy.com")) return undefined;
    const path = pathIn(url);
    if (["", "jobs", "feed/job_feed"].includes(path)) return {};
    if (path !== "api/v2/remote-jobs") return undefined;
    return filters.safeParse(filtersIn(url, ["geo", "industry", "tag"])).data;
  },
  async snapshot({ geo, industry, tag, baseUrl }, { http }) {
    const path = `/api/v2/remote-jobs?${queryOf({ count, geo, industry, tag })}`;
    const { jobs } = await http.json(apiUrl("https://jobicy.com", baseUrl, path), Listing, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, job] of jobs.entries()) builder.addItem(job, index, Job, postingOf);
    return builder.buildWindow();
  },
});

function postingOf(job: Job): SourcedPosting {
  return {
    externalId: job.id,
    url: job.url,
    ...(job.pubDate === undefined ? {} : { publishedAt: job.pubDate }),
    title: plainWords(job.jobTitle) || null,
    company: plainWords(job.companyName ?? "") || null,
    location: remoteLocation([plainWords(job.jobGeo ?? "")]),
    text: job.jobDescription ?? "",
    format: "html",
    ...stated({ modes: ["remote"], employment: employmentsOf(job.jobType?.join(", ")), pay: payOf(job) }),
  };
}

function payOf(job: Job): Pay | null {
  const currency = job.salaryCurrency;
  return widestPay([
    { min: amountIn(job.salaryMin), max: amountIn(job.salaryMax), currency, period: periodIn(job.salaryPeriod) },
    { min: amountIn(job.annualSalaryMin), max: amountIn(job.annualSalaryMax), currency, period: "year" },
  ]);
}
