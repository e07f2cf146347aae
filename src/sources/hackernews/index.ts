import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { pathIn, queryOf } from "../list-filters.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { Comment, Search, Thread } from "./schema.ts";

const vendor = "https://hn.algolia.com";
/** The account that opens the thread each month, and two others beside it. */
const account = "whoishiring";

/** The newest monthly thread "Who is hiring?" of Hacker News: every top-level comment is a posting. */
export const hackernews = defineSource({
  id: "hackernews",
  title: "Hacker News: Who is hiring?",
  docs: "https://hn.algolia.com/api",
  terms: { minEveryMs: 600_000 },
  options: z.strictObject({ baseUrl }),
  board: () => "who-is-hiring",
  recognise(url) {
    if (url.hostname !== "news.ycombinator.com") return undefined;
    const isOfAccount = ["user", "submitted"].includes(pathIn(url)) && url.searchParams.get("id") === account;
    return isOfAccount ? {} : undefined;
  },
  async snapshot({ baseUrl }, { http }) {
    // Each hit counts its comments, so a search that is answered by 304 means that there is no new comment either.
    const query = queryOf({ tags: `story,author_${account}`, hitsPerPage: "5" });
    const address = apiUrl(vendor, baseUrl, `/api/v1/search_by_date?${query}`);
    const { hits } = await http.json(address, Search, boardFetch);
    const thread = hits.find(({ title }) => /\bwho is hiring\b/i.test(title ?? ""));
    if (thread === undefined) {
      const expected = `expected a thread called "Who is hiring?" among the newest of ${account}`;
      throw new SourceError("schema", "hackernews", `${expected}, got ${hits.length} others`);
    }
    const items = apiUrl(vendor, baseUrl, `/api/v1/items/${thread.objectID}`);
    const { children } = await http.json(items, Thread, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, child] of children.entries()) {
      const comment = builder.parse(child, index, Comment);
      if (comment !== undefined && (comment.text ?? "").trim() !== "") builder.add(postingOf(comment));
    }
    return builder.buildWindow();
  },
});

function postingOf({ id, text, created_at_i: createdAt }: Comment): SourcedPosting {
  return {
    externalId: id,
    url: `https://news.ycombinator.com/item?id=${encodeURIComponent(id)}`,
    ...(typeof createdAt === "number" ? { publishedAt: createdAt * 1000 } : {}),
    title: null,
    company: null,
    location: null,
    text: text ?? "",
    format: "html",
  };
}
