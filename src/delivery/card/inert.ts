/** Text and links of strangers made harmless, so that no renderer has to think of it: a card holds nothing else. */

/** Format characters (bidirectional overrides, zero-width ones), invisible fillers, lone surrogates. */
const invisible = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
/** Controls other than those that people mean as space (tab, line feed, next line …). */
const control = /(?![\t-\r\u0085])\p{Cc}/gu;
const space = /[\s\u0085]+/gu;

/**
 * One line of plain text: nothing in it can reorder, hide or break the words around it. Markup is left alone, escaping
 * it is the renderer's part.
 *
 * @param maxLength In UTF-16 units, the ellipsis of a cut included.
 */
export function inert(text: string, maxLength: number): string {
  const clean = text.replace(invisible, "").replace(control, "").replace(space, " ").trim();
  return clean.length <= maxLength ? clean : cut(clean, maxLength);
}

/** As `inert`; null where nothing is left to see. */
export function inertOrNull(text: string | null, maxLength: number): string | null {
  return text === null ? null : inert(text, maxLength) || null;
}

function cut(text: string, maxLength: number): string {
  const head = text.slice(0, Math.max(0, maxLength - 1));
  return `${head.isWellFormed() ? head.trimEnd() : head.slice(0, -1).trimEnd()}…`;
}

/** Longer addresses are refused by platforms, and no board needs them. */
const maxLinkLength = 2_000;

const trackingPrefixes = ["utm_", "mtm_", "pk_", "lever-source", "lever-origin"];
/** What only tells where a reader came from. Ids of postings (`gh_jid`, `ashby_jid`, `lever-id`) must never stand here. */
const trackingNames = new Set([
  "_ga",
  "dclid",
  "fbclid",
  "gclid",
  "gh_src",
  "igshid",
  "mc_cid",
  "mc_eid",
  "msclkid",
  "ref",
  "referer",
  "referrer",
  "refid",
  "source",
  "trackingid",
  "trk",
  "yclid",
]);

/** Signs that browsers take in an address and the standard of addresses (RFC 3986) does not: Discord refuses them. */
const unwritten = /[[\]{}|\\^`]/g;

/**
 * An address that may be shown: http(s), without user info and tracking parameters; all else of it stays as it was
 * written, but for signs that no address may hold, which are written as their codes. Null when it cannot be one.
 */
export function inertLink(link: string | null): string | null {
  const url = link === null ? null : URL.parse(link);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  url.username = "";
  url.password = "";
  url.search = url.search
    .slice(1)
    .split("&")
    .filter((parameter) => !isTracking(parameter))
    .join("&");
  // Not in the host, whose brackets mean something.
  for (const part of ["pathname", "search", "hash"] as const)
    url[part] = url[part].replace(unwritten, encodeURIComponent);
  return url.href.length <= maxLinkLength ? url.href : null;
}

/** @param parameter `name=value` as it stands in the address. */
function isTracking(parameter: string): boolean {
  const [name = ""] = new URLSearchParams(parameter).keys();
  const folded = name.toLowerCase();
  return trackingNames.has(folded) || trackingPrefixes.some((prefix) => folded.startsWith(prefix));
}
