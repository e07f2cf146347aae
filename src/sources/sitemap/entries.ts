import { boardBytes } from "../../http/http-client.ts";
import type { SourceHttp } from "../source.ts";
import { childrenOf, childText } from "../xml.ts";
import { xmlAnswer } from "../xml-answer.ts";

export interface SitemapEntry {
  readonly url: URL;
  /** As written; a hint that something changed, and no more. */
  readonly lastModified: string;
}

/** An index may name as many files; more of them are left out, and the list counts as cut off. */
const mostFiles = 50;

/**
 * All entries of a sitemap or of the files that an index names, those on other hosts left out: a site speaks for itself only.
 *
 * @throws HttpError or SourceError, also where one of the files of an index cannot be read.
 */
export async function sitemapEntries(
  address: string,
  http: SourceHttp,
): Promise<{ readonly entries: readonly SitemapEntry[]; readonly isWhole: boolean }> {
  const files: string[] = [address];
  const entries = new Map<string, SitemapEntry>();
  for (let at = 0; at < Math.min(files.length, mostFiles); at++) {
    const answer = await http.text(files[at] ?? "", {
      maxBytes: boardBytes,
      isPart: true,
      accept: "application/xml, text/xml",
    });
    const root = xmlAnswer(answer, "sitemap", ["urlset", "sitemapindex"]);
    const isOwn = (url: URL) => url.host === answer.url.host;
    for (const each of childrenOf(root, root.name === "urlset" ? "url" : "sitemap")) {
      const located = childText(each, "loc") ?? "";
      if (!URL.canParse(located) || !isOwn(new URL(located))) continue;
      const url = new URL(located);
      if (root.name === "urlset") entries.set(url.href, { url, lastModified: childText(each, "lastmod") ?? "" });
      else if (at === 0) files.push(url.href);
    }
  }
  return { entries: [...entries.values()], isWhole: files.length <= mostFiles };
}
