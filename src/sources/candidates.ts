/** What a text that was found at an address may be a source of, without asking for anything more. */
import type { FetchedText } from "../http/http-client.ts";
import { jsonOf } from "../http/json.ts";
import { JsonFeed } from "./feed/schema.ts";
import { feed } from "./feed/index.ts";
import { listsOf } from "./github-list/address.ts";
import { githubList } from "./github-list/index.ts";
import { type HtmlPage, readHtmlPage } from "./html-page.ts";
import { indeedXml } from "./indeed-xml/index.ts";
import { recogniseSource } from "./index.ts";
import { jobPostingsIn } from "./job-posting.ts";
import { speaksOfJobs } from "./job-words.ts";
import { page } from "./page/index.ts";
import { sitemap } from "./sitemap/index.ts";
import { type Source, sourceKey } from "./source.ts";
import { tolerantJsonIn } from "./tolerant-json.ts";
import { unsupportedVendor } from "./unsupported-vendors.ts";
import { siteName } from "./web-address.ts";
import { elementsIn, parseXml } from "./xml.ts";

/** A source that an address may belong to, not tried yet. */
export interface Candidate {
  readonly source: Source;
  readonly options: Readonly<Record<string, unknown>>;
  /** Why it may be: "is embedded in the page". */
  readonly because: string;
}

export interface Candidates {
  /** The most trusted first, each board once. */
  readonly candidates: readonly Candidate[];
  /** Pages of the same site, or of a host below it, that speak of jobs, for where there is no candidate. */
  readonly further: readonly URL[];
  /** What it is: "a feed", "a page that leads to Jobvite, whose boards cannot be polled yet". */
  readonly what: string;
  /** Whether that says where else postings may be, though none can be read from there. */
  readonly isTelling: boolean;
}

/** Addresses within scripts, also as JSON escapes them, and as they stand in quotes without their scheme. */
const addressInScript = /(?:https?:|(?<=["'`]))(?:\\?\/){2}[^\s"'<>`)]+/g;
/** Pages that list more are of no use here, and every address is tried with every source. */
const mostInScripts = 3_000;
const mostFurther = 3;
/** How many of several boards are named. */
const mostNamed = 4;

/** The board of an address that a source knows by its form. */
export function candidateOf(url: URL, because = "the address belongs to it"): Candidate | undefined {
  const known = recogniseSource(url);
  return known && { source: known.source, options: known.options as Candidate["options"], because };
}

/** Where a repository's address leads to its list, if it has one; nothing for other addresses. */
export function listCandidates(url: URL): readonly Candidate[] {
  return listsOf(url).map((options) => ({ source: githubList, options, because: "the repository holds it" }));
}

export function candidatesIn({ text, url }: Pick<FetchedText, "text" | "url">): Candidates {
  const address = { url: url.href };
  const start = text
    .slice(0, 2_000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (/^[[{]/.test(start)) {
    const isFeed = JsonFeed.safeParse(jsonOrNothing(text)).success;
    if (isFeed) return alone({ source: feed, options: address, because: "it is a JSON Feed" }, "a JSON Feed");
    return { candidates: [], further: [], what: "JSON that is no feed", isTelling: false };
  }
  if (start.startsWith("<") && !/^<(?:!doctype html|html)\b/i.test(start)) {
    const found = xmlCandidates(text, url);
    if (found !== undefined) return found;
  }
  return htmlCandidates(readHtmlPage(text, url), url);
}

function xmlCandidates(text: string, url: URL): Candidates | undefined {
  const address = { url: url.href };
  const root = rootOf(text);
  if (root === undefined) return undefined;
  const has = (name: string) => !elementsIn(root, name).next().done;
  switch (root.name) {
    case "rss":
    case "rdf:rdf":
    case "feed":
      if (!has("item") && has("job")) break;
      return alone({ source: feed, options: address, because: "it is a feed" }, "a feed");
    case "source":
    case "jobs":
    case "joblist":
      break;
    case "urlset":
    case "sitemapindex":
      return alone({ source: sitemap, options: address, because: "it is a sitemap" }, "a sitemap");
    default:
      // Pages may begin with any tag; only XML says that it is.
      if (!/^\s*<\?xml\b/.test(text) || root.name === "html") return undefined;
      if (!has("job"))
        return {
          candidates: [],
          further: [],
          what: `XML of another kind, <${root.name.slice(0, 40)}>`,
          isTelling: false,
        };
  }
  return alone(
    { source: indeedXml, options: address, because: "it is a list of jobs in XML" },
    "a list of jobs in XML",
  );
}

function htmlCandidates(html: HtmlPage, url: URL): Candidates {
  const written = html.scripts.flatMap((script) => script.match(addressInScript) ?? []);
  const inScripts = [...new Set(written)]
    .slice(0, mostInScripts)
    .flatMap((address) => URL.parse(address.replace(/\\/g, ""), url.href) ?? []);
  const isDescribed = tolerantJsonIn(html.linkedData).some((value) => jobPostingsIn(value).length > 0);
  const linked = boardsAmong(html.links, "the page leads to it");
  const all = [
    ...[candidateOf(url, "the address leads to it")].filter((one) => one !== undefined),
    ...boardsAmong(html.embedded, "is embedded in the page"),
    ...boardsAmong(inScripts, "is embedded in the page by a script"),
    ...(isDescribed
      ? [{ source: page, options: { url: url.href }, because: "the page describes its postings for search engines" }]
      : []),
    // Which of several is the page's own, links do not tell.
    ...(linked.length === 1 ? linked : []),
    ...html.feeds
      .filter(({ href }) => speaksOfJobs(href))
      .map(({ href }) => ({ source: feed, options: { url: href }, because: "the page announces the feed" })),
  ];
  const unique = new Map(all.map((one) => [`${one.source.id} ${JSON.stringify(one.options)}`, one]));
  const vendor = [...html.embedded, ...inScripts, ...html.links]
    .map(unsupportedVendor)
    .find((name) => name !== undefined);
  const further = html.links.filter(
    (link) =>
      (link.host === url.host && link.pathname !== url.pathname && speaksOfJobs(link.pathname)) ||
      (link.host.endsWith(`.${siteName(url)}`) && link.host !== url.host && speaksOfJobs(link.host + link.pathname)),
  );
  return {
    candidates: [...unique.values()],
    // The shortest is the list, the longer ones are postings.
    further: further.toSorted((a, b) => a.pathname.length - b.pathname.length).slice(0, mostFurther),
    what: unique.size > 0 ? "a page" : pageWithout(linked, vendor),
    isTelling: unique.size === 0 && (linked.length > 0 || vendor !== undefined),
  };
}

/** A page without candidates, in words. */
function pageWithout(linked: readonly Candidate[], vendor: string | undefined): string {
  if (linked.length > 0) {
    const names = linked.slice(0, mostNamed).map(nameOf);
    return `a page that leads to several boards, ${names.join(", ")}${linked.length > mostNamed ? " and more" : ""}`;
  }
  if (vendor !== undefined) return `a page that leads to ${vendor}, whose boards cannot be polled yet`;
  return "a page without postings that can be read";
}

function nameOf({ source, options }: Candidate): string {
  return sourceKey(source, source.options.parse(options));
}

/**
 * Boards that addresses lead to, the one that most lead to first. Those that want to be named collect the postings of
 * everybody, and that a page leads to one says nothing of the page.
 */
function boardsAmong(urls: readonly URL[], because: string): readonly Candidate[] {
  const found = urls
    .flatMap((url) => candidateOf(url, because) ?? [])
    .filter(({ source }) => source.terms?.credit === undefined);
  const byBoard = [...Map.groupBy(found, ({ source, options }) => `${source.id} ${JSON.stringify(options)}`).values()];
  return byBoard.toSorted((a, b) => b.length - a.length).flatMap(([first]) => first ?? []);
}

function alone(candidate: Candidate, what: string): Candidates {
  return { candidates: [candidate], further: [], what, isTelling: false };
}

function rootOf(text: string) {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

function jsonOrNothing(text: string): unknown {
  try {
    return jsonOf(text);
  } catch {
    return undefined;
  }
}
