import { z } from "zod";
import { postingsIn } from "../page/postings-in.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, type Outline, SourceError, type SourceContext } from "../source.ts";
import { addressName, webAddress } from "../web-address.ts";
import { type SitemapEntry, sitemapEntries } from "./entries.ts";

/** Words in the paths of pages with postings, in several languages. */
const jobPath =
  /(?:^|[/_-])(?:jobs?|careers?|positions?|openings?|vacanc(?:y|ies)|stellen?|stellenangebote?|karriere|emplois?|offres?|ofertas?|empleos?|vagas?|praca|oferty|posao|vacatures?)(?=[/_.-]|$)/i;

/** A site's list of its pages, of which those with postings are read as `page` reads them. */
export const sitemap = defineSource({
  id: "sitemap",
  title: "Sitemaps whose pages have schema.org JobPosting",
  docs: "https://www.sitemaps.org/protocol.html",
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
    const { entries, isWhole } = await sitemapEntries(url, context.http);
    const wanted = entries.filter(({ url: { pathname } }) =>
      include === undefined ? jobPath.test(pathname) : pathname.includes(include),
    );
    const builder = new SnapshotBuilder();
    for (const entry of wanted.slice(0, maxPages)) builder.add(outlineOf(entry, context));
    const left = wanted.length - maxPages;
    if (left > 0) builder.skip("maxPages", `expected at most ${maxPages} pages with postings, got ${left} more`);
    return builder.build(isWhole && left <= 0);
  },
});

/** Asked for when it is new, or its date in the list changed. */
function outlineOf({ url, lastModified }: SitemapEntry, { http, clock }: SourceContext): Outline {
  const externalId = url.href.slice(0, 500);
  return {
    externalId,
    outline: lastModified,
    async read() {
      const answer = await http.text(url.href, { isPage: true, accept: "text/html, application/xhtml+xml" });
      const [posting] = postingsIn(answer, clock.now())?.build().postings ?? [];
      if (posting === undefined || "read" in posting) {
        throw new SourceError("schema", "sitemap", `expected schema.org JobPosting at ${url.pathname}, got none`);
      }
      return { ...posting, externalId };
    },
  };
}
