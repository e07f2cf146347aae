/**
 * The last guard before a terminal: a terminal obeys what is printed, so nothing of a stranger's text may be a command.
 * Cards are inert already; this holds even where one forgot.
 */

/** Format characters (bidirectional overrides, zero-width ones), invisible fillers, lone surrogates. */
const invisible = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
/** Controls other than those that people mean as space. */
const control = /(?![\t-\r\u0085])\p{Cc}/gu;
const space = /[\s\u0085]/gu;
/** Marks piled up so high that they cover the lines around. */
const pile = /(\p{M}{4})\p{M}+/gu;

/** One line without anything that a terminal obeys; every kind of white space becomes one blank, none is merged. */
export function printable(text: string): string {
  return text.replace(invisible, "").replace(control, "").replace(pile, "$1").replace(space, " ");
}

/** The same for text that may hold several lines. */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085]/u).map(printable);
}

/** What may be opened from a terminal. */
export interface PrintableLink {
  /** In printable ASCII, without user info. */
  readonly href: string;
  /** Unicode names in their ASCII form, so that look-alike letters show. */
  readonly host: string;
}

/** Null for all that is not http(s). */
export function printableLink(link: string | null): PrintableLink | null {
  const url = link === null ? null : URL.parse(link);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  url.username = "";
  url.password = "";
  return /^[\x21-\x7e]+$/u.test(url.href) ? { href: url.href, host: url.host } : null;
}
