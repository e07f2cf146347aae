import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { unescapedOnce } from "../escaped-html.ts";
import { joinedLocations } from "../fields.ts";
import { isOn, pathIn } from "../list-filters.ts";
import { newestPages } from "../newest-pages.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Job, Listing } from "./schema.ts";

/** A thousand postings: about what appears in a day or two. */
const maxPages = 10;

/** The newest postings of Arbeitnow, a board for Germany in the main: public JSON, no key. */
export const arbeitnow = defineSource({
  id: "arbeitnow",
  title: "Arbeitnow",
  docs: "https://www.arbeitnow.com/blog/job-board-api",
  terms: { minEveryMs: 3_600_000, credit: "Arbeitnow" },
  options: z.strictObject({ baseUrl }),
  board: () => "all",
  recognise(url) {
    if (!isOn(url, "arbeitnow.com")) return undefined;
    return ["", "jobs", "api/job-board-api"].includes(pathIn(url)) ? {} : undefined;
  },
  async snapshot({ baseUrl }, context) {
    return await newestPages(
      {
        first: 1,
        maxPages,
        item: Job,
        idField: "slug",
        // Its own link to the next page may carry a search along, so only whether there is one counts.
        async readPage(page) {
          const address = apiUrl("https://www.arbeitnow.com", baseUrl, `/api/job-board-api?page=${page}`);
          const { data, links } = await context.http.json(address, Listing, boardFetch);
          return { items: data, next: (links.next ?? "") === "" ? undefined : page + 1 };
        },
        postingOf,
      },
      context,
    );
  },
});

function postingOf(job: Job): SourcedPosting {
  return {
    externalId: job.slug,
    url: job.url,
    ...(typeof job.created_at === "number" ? { publishedAt: job.created_at * 1000 } : {}),
    title: job.title,
    company: job.company_name?.trim() || null,
    location: joinedLocations([job.location]),
    text: unescapedOnce(job.description ?? ""),
    format: "html",
    ...stated({
      modes: job.remote === true ? ["remote"] : [],
      employment: employmentsOf(job.job_types?.join(", ")),
    }),
  };
}
