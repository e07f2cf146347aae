import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { idFrom, momentIn } from "../fields.ts";
import { speaksOfJobs } from "../job-words.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, type Outline } from "../source.ts";
import { addressName, webAddress } from "../web-address.ts";
import { type SitemapEntry, sitemapEntries } from "./entries.ts";
import { pageReader } from "./page-reader.ts";

/** A site's list of its pages, of which those with postings are read as `page` reads them. */
export const sitemap = defineSource({
  id: "sitemap",
  title: "Sitemaps whose pages have schema.org JobPosting",
  docs: "https://www.sitemaps.org/protocol.html",
  // Up to fifty files are asked for each time, none of them only if it changed.
  terms: { minEveryMs: 3_600_000 },
  options: z.strictObject({
    url: webAddress.describe("Address of the sitemap, or of an index of several; may end in .gz"),
    include: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("A part of the paths of pages to read, such as /jobs/; common words for jobs when left out"),
    maxPages: z.int().positive().max(5_000).default(500).describe("How many pages to read at most: 500"),
  }),
  board: ({ url }) => addressName(url),
  recognise: () => undefined,
  async snapshot({ url, include, maxPages }, context) {
    const isWanted = ({ pathname }: URL) =>
      include === undefined ? speaksOfJobs(pathname) : pathname.includes(include);
    const { entries, gaps, elsewhere } = await sitemapEntries(url, isWanted, context);
    const builder = new SnapshotBuilder();
    const read = pageReader(context);
    const left = entries.length - maxPages;
    for (const entry of left > 0 ? newestOf(entries, maxPages) : entries) builder.add(outlineOf(entry, read));
    if (left > 0) builder.skip("maxPages", `expected at most ${maxPages} pages with postings, got ${left} more`);
    for (const { what, why } of gaps) builder.skip(what, why);
    if (elsewhere > 0)
      builder.skip(new URL(url).host, `expected addresses of its own, got ${elsewhere} on other hosts`);
    return left > 0 || gaps.length > 0 ? builder.buildWindow() : builder.build();
  },
});

function newestOf(entries: readonly SitemapEntry[], count: number): readonly SitemapEntry[] {
  const modified = ({ lastModified }: SitemapEntry) => momentIn(lastModified) ?? 0;
  return entries.toSorted((a, b) => modified(b) - modified(a)).slice(0, count);
}

/** Asked for when it is new, or its date in the list changed. */
function outlineOf({ url, lastModified }: SitemapEntry, read: (url: URL) => Promise<SourcedPosting>): Outline {
  return { externalId: idFrom(url.href), outline: lastModified, read: () => read(url) };
}
