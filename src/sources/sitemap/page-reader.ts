import { HttpError } from "../../http/http-error.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { postingsIn } from "../page/postings-in.ts";
import { NoPosting, type SourceContext, SourceError } from "../source.ts";
import { addressName } from "../web-address.ts";

/** Pages in a row that may fail before it is their site that fails. */
const mostFailures = 5;

/**
 * Reads pages of one site, each of which has one posting. What is wrong with a single page is `schema` of that page and
 * keeps none of the others from being read.
 */
export function pageReader({
  http,
  clock,
}: Pick<SourceContext, "http" | "clock">): (url: URL) => Promise<SourcedPosting> {
  let failures = 0;
  return async (url) => {
    try {
      const answer = await http.text(url.href, { isPage: true, accept: "text/html, application/xhtml+xml" });
      failures = 0;
      return onlyPosting(answer, clock.now());
    } catch (error) {
      if (!(error instanceof HttpError) || !isOfOnePage(error)) throw error;
      if (!isRefused(error)) failures += 1;
      if (failures > mostFailures) throw error;
      throw new SourceError("schema", "sitemap", error.message, { url: error.fields.url }, error);
    }
  };
}

/** Whether it may be this page alone; 503 is said of a site as a whole. */
function isOfOnePage(error: HttpError): boolean {
  return isRefused(error) || (error.code === "unreachable" && error.fields.status !== 503);
}

/** Kept out by robots.txt, or sent where nobody may go: that says nothing of the next page. */
function isRefused({ fields: { reason = "" } }: HttpError): boolean {
  return ["robots", "redirects", "address"].includes(reason);
}

function onlyPosting({ text, url }: { readonly text: string; readonly url: URL }, now: number): SourcedPosting {
  const { builder, isWhole } = postingsIn({ text, url }, now);
  const found = builder?.build().postings ?? [];
  const postings = found.flatMap((one) => ("read" in one ? [] : [one]));
  const own = postings.filter((one) => one.url !== null && addressName(one.url) === addressName(url.href));
  const [posting, ...others] = postings.length === 1 ? postings : own;
  if (posting !== undefined && others.length === 0) return posting;
  const instead = postings.length === 0 ? "none" : `${postings.length}, which the source page can read`;
  const message = `expected one schema.org JobPosting at ${url.pathname}, got ${instead}`;
  if (builder === undefined && isWhole) throw new NoPosting("sitemap", message);
  throw new SourceError("schema", "sitemap", message);
}
