import { RolecallError } from "../../errors.ts";
import { boardBytes } from "../../http/http-client.ts";
import type { Dropped, SourceContext } from "../source.ts";
import { siteName } from "../web-address.ts";
import { childrenOf, childText } from "../xml.ts";
import { isWhole, xmlAnswer } from "../xml-answer.ts";

export interface SitemapEntry {
  readonly url: URL;
  /** As written; a hint that something changed, and no more. */
  readonly lastModified: string;
}

interface Sitemap {
  readonly entries: readonly SitemapEntry[];
  /** What was passed over though it may hold entries: with any of it the list is not whole. */
  readonly gaps: readonly Dropped[];
  /** How many addresses on other hosts were left out: a site speaks for itself only. */
  readonly elsewhere: number;
}

/** An index may name as many files; more of them are left out. */
const mostFiles = 50;
/** Of all files together: as many as one of them may hold. */
const mostEntries = 50_000;

/**
 * The entries of a sitemap, or of the files that an index names, that are wanted.
 *
 * @throws HttpError or SourceError; a file of an index that is not there, or is something else, is a gap.
 */
export async function sitemapEntries(
  address: string,
  isWanted: (url: URL) => boolean,
  { http, progress }: Pick<SourceContext, "http" | "progress">,
): Promise<Sitemap> {
  const files: string[] = [address];
  const entries = new Map<string, SitemapEntry>();
  const gaps: Dropped[] = [];
  let elsewhere = 0;

  async function readFile(file: string, isFirst: boolean): Promise<void> {
    const answer = await http.text(file, { maxBytes: boardBytes, isPart: true, accept: "application/xml, text/xml" });
    const root = xmlAnswer(answer, "sitemap", isFirst ? ["urlset", "sitemapindex"] : ["urlset"]);
    if (!isWhole(answer, root)) gaps.push({ what: file, why: "expected a whole file, got one that breaks off" });
    for (const each of childrenOf(root, root.name === "urlset" ? "url" : "sitemap")) {
      const located = childText(each, "loc") ?? "";
      const url = located === "" ? null : URL.parse(located, answer.url.href);
      if (url === null) continue;
      if (siteName(url) !== siteName(answer.url)) elsewhere += 1;
      else if (root.name === "sitemapindex") files.push(url.href);
      else if (isWanted(url)) entries.set(url.href, { url, lastModified: childText(each, "lastmod") ?? "" });
    }
  }

  for (let at = 0; at < Math.min(files.length, mostFiles) && entries.size <= mostEntries; at++) {
    const file = files[at] ?? "";
    try {
      await readFile(file, at === 0);
    } catch (error) {
      if (at === 0 || !isOfOneFile(error)) throw error;
      gaps.push({ what: file, why: error.message });
    }
    if (files.length > 1) progress(at + 1, Math.min(files.length, mostFiles));
  }
  if (files.length > mostFiles) {
    gaps.push({ what: address, why: `expected at most ${mostFiles} files, got ${files.length - 1}` });
  }
  if (entries.size > mostEntries) {
    gaps.push({ what: address, why: `expected at most ${mostEntries} pages to read, got more` });
  }
  return { entries: [...entries.values()].slice(0, mostEntries), gaps, elsewhere };
}

function isOfOneFile(error: unknown): error is RolecallError {
  return error instanceof RolecallError && ["not-found", "gone", "too-large", "schema"].includes(error.code);
}
