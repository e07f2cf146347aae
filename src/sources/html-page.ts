import { readHtml } from "./html-tags.ts";

/** What a page holds for whoever looks for postings. Addresses are absolute http(s) ones. */
export interface HtmlPage {
  /** Texts of its `application/ld+json` scripts. */
  readonly linkedData: readonly string[];
  /** Feeds that it announces. */
  readonly feeds: readonly URL[];
  /** Frames, scripts and forms, and what its tags are told to embed or says of itself: `data-src`, `canonical`. */
  readonly embedded: readonly URL[];
  readonly links: readonly URL[];
  /** Texts of its other scripts, in which boards are embedded too. */
  readonly scripts: readonly string[];
  /** Whether it is there to its end: what it opens as a whole document it also closes. */
  readonly isWhole: boolean;
}

/** More of one kind is of no use, and would make a page of nothing but links expensive. */
const mostOfAKind = 3_000;
const longestScript = 1024 * 1024;
const feedTypes = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)\b/i;

const absoluteAddress = /(?:https?:)?\/\/[^\s"'<>`;]+/i;
const hostAlone = /^\s*[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){2,4}\s*$/i;
const longestAddress = 2_000;

/** Reads a page in one pass, without ever building a tree of it. */
export function readHtmlPage(html: string, url: URL): HtmlPage {
  const linkedData: string[] = [];
  const scripts: string[] = [];
  const feeds = new Map<string, URL>();
  const embedded = new Map<string, URL>();
  const links = new Map<string, URL>();
  let base = url;
  let isDocument = false;
  let isEnded = false;
  let script: { type: string; text: string } | undefined;

  function note(kind: Map<string, URL>, address: string | undefined): void {
    if (address === undefined || kind.size >= mostOfAKind || !URL.canParse(address, base.href)) return;
    const target = new URL(address, base.href);
    if (target.protocol === "https:" || target.protocol === "http:") kind.set(target.href, target);
  }

  /** Widgets are told in attributes what to show: an address, at times without its scheme, or the board's host alone. */
  function noteWithin(value: string): void {
    const [address] = absoluteAddress.exec(value.slice(0, longestAddress)) ?? [];
    if (address !== undefined) note(embedded, address);
    else if (hostAlone.test(value)) note(embedded, `https://${value.trim()}/`);
  }

  readHtml(html, {
    onTag(name, attributes) {
      if (name === "html" || name === "body") isDocument = true;
      for (const [attribute, value] of attributes) {
        if (attribute.startsWith("data-") || (name === "meta" && attribute === "content")) noteWithin(value);
      }
      const [href, src] = [attributes.get("href"), attributes.get("src")];
      const [rel, type] = [attributes.get("rel") ?? "", attributes.get("type") ?? ""];
      if (name === "base" && href !== undefined && URL.canParse(href, url.href)) base = new URL(href, url.href);
      else if (name === "a") note(links, href);
      else if (name === "link" && /\balternate\b/i.test(rel) && feedTypes.test(type)) note(feeds, href);
      else if (name === "link") note(embedded, href);
      else if (name === "iframe" || name === "form") note(embedded, src ?? attributes.get("action"));
      else if (name === "script") {
        note(embedded, src);
        script = { type, text: "" };
      }
    },
    onText(data) {
      if (script !== undefined) script.text += data;
    },
    onEnd(name) {
      if (name === "html" || name === "body") isEnded = true;
      if (name !== "script" || script === undefined) return;
      const { type, text } = script;
      script = undefined;
      if (text.trim() === "") return;
      const isLinkedData = /^\s*application\/ld\+json/i.test(type);
      const kind = isLinkedData ? linkedData : scripts;
      if (kind.length < mostOfAKind) kind.push(isLinkedData ? text : text.slice(0, longestScript));
    },
  });
  return {
    linkedData,
    scripts,
    feeds: [...feeds.values()],
    embedded: [...embedded.values()],
    links: [...links.values()],
    isWhole: isEnded || (!isDocument && html.trim() !== ""),
  };
}
