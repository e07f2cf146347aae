import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { isOn, pathIn, queryOf } from "../list-filters.ts";
import { newestPages } from "../newest-pages.ts";
import { remoteLocation } from "../remote-location.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, stated, widestPay } from "../stated.ts";
import { Job, Listing } from "./schema.ts";

/** The most that it hands over at once. */
const limit = "20";
/** Six hundred postings: more than what appears in a few hours. */
const maxPages = 30;

/** The newest postings of Himalayas, a board of remote work: public JSON, no key. */
export const himalayas = defineSource({
  id: "himalayas",
  title: "Himalayas",
  docs: "https://himalayas.app/api",
  terms: { minEveryMs: 3 * 3_600_000, credit: "Himalayas" },
  options: z.strictObject({ baseUrl }),
  board: () => "all",
  recognise(url) {
    return isOn(url, "himalayas.app") && ["", "jobs", "jobs/api"].includes(pathIn(url)) ? {} : undefined;
  },
  async snapshot({ baseUrl }, context) {
    return await newestPages<string | null, typeof Job>(
      {
        first: null,
        maxPages,
        item: Job,
        idField: "guid",
        async readPage(at) {
          const path = `/jobs/api?${queryOf({ limit, cursor: at ?? undefined })}`;
          const { jobs, nextCursor } = await context.http.json(
            apiUrl("https://himalayas.app", baseUrl, path),
            Listing,
            boardFetch,
          );
          return { items: jobs, next: String(nextCursor ?? "") || undefined };
        },
        postingOf,
      },
      context,
    );
  },
});

function postingOf(job: Job): SourcedPosting {
  const { minSalary, maxSalary, currency, salaryPeriod, locationRestrictions } = job;
  return {
    externalId: job.guid,
    url: job.applicationLink,
    ...(typeof job.pubDate === "number" ? { publishedAt: job.pubDate * 1000 } : {}),
    title: job.title,
    company: job.companyName?.trim() || null,
    location: remoteLocation(locationRestrictions?.length === 0 ? ["Worldwide"] : (locationRestrictions ?? [])),
    text: job.description ?? "",
    format: "html",
    ...stated({
      modes: ["remote"],
      employment: employmentsOf(job.employmentType),
      pay: widestPay([{ min: minSalary, max: maxSalary, currency, period: periodIn(salaryPeriod) }]),
    }),
  };
}
