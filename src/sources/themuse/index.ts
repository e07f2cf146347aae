import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { filtersIn, isOn, listName, pathIn, queryOf } from "../list-filters.ts";
import { newestPages } from "../newest-pages.ts";
import { defineSource } from "../source.ts";
import { Job, Listing } from "./schema.ts";

/** Five hundred postings in pages of twenty: a small part of the five hundred requests that an hour allows. */
const maxPages = 25;
const name = z.string().trim().min(1).max(100);
const filters = z.strictObject({
  category: name.optional().describe("Only postings of this category, as The Muse spells it: Software Engineering"),
  level: name.optional().describe("Only postings of this level, as The Muse spells it: Senior Level"),
  location: name.optional().describe("Only postings of this place, as The Muse spells it: Berlin, Germany"),
});

/** The newest postings of The Muse, of all kinds or of some: public JSON, no key. */
export const themuse = defineSource({
  id: "themuse",
  title: "The Muse",
  docs: "https://www.themuse.com/developers/api/v2",
  terms: { minEveryMs: 3_600_000, credit: "The Muse" },
  options: filters.extend({ baseUrl }),
  board: ({ category, level, location }) => listName({ category, level, location }),
  recognise(url) {
    if (!isOn(url, "themuse.com")) return undefined;
    const path = pathIn(url);
    if (["", "jobs", "search"].includes(path)) return {};
    if (path !== "api/public/jobs") return undefined;
    return filters.safeParse(filtersIn(url, ["category", "level", "location"])).data;
  },
  async snapshot({ category, level, location, baseUrl }, context) {
    return await newestPages(
      {
        first: 0,
        maxPages,
        item: Job,
        idField: "id",
        async readPage(page) {
          const query = queryOf({ page: String(page), descending: "true", category, level, location });
          const { results, page_count: pages } = await context.http.json(
            apiUrl("https://www.themuse.com", baseUrl, `/api/public/jobs?${query}`),
            Listing,
            boardFetch,
          );
          return { items: results, next: page + 1 < pages ? page + 1 : undefined };
        },
        postingOf,
      },
      context,
    );
  },
});

function postingOf(job: Job): SourcedPosting {
  return {
    externalId: job.id,
    url: job.refs.landing_page,
    ...(job.publication_date === undefined ? {} : { publishedAt: job.publication_date }),
    title: job.name,
    company: job.company?.name?.trim() || null,
    location: joinedLocations((job.locations ?? []).map(({ name }) => name)),
    text: job.contents ?? "",
    format: "html",
  };
}
