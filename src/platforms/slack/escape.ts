import { inert } from "../../delivery/card/inert.ts";

/**
 * Text of strangers for the one place where Slack reads its markup: the line that notifications and screen readers take.
 * Three signs begin everything that Slack obeys there. Blocks hold no markup at all: see `rich-text.ts`.
 *
 * @param maxLength In UTF-16 units, escapes counted as they are sent.
 */
export function escaped(text: string, maxLength: number): string {
  for (let length = maxLength; ; length = Math.floor(length / 2)) {
    const sent = inert(text, length).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    if (sent.length <= maxLength) return sent;
  }
}

/** Signs that look like those that format where Slack reads its markup. */
const lookAlikes: Readonly<Record<string, string>> = {
  "*": "\u2217",
  _: "\u02cd",
  "~": "\u223c",
  "`": "\u02cb",
  ":": "\u2236",
  ">": "\u203a",
};
/** What is bold, slanted, struck or code, an emoji's name, and a quote, which begins a line. */
const formatting = /[*_~`]|:(?=[\w+'-]+:)|^>/gu;

/**
 * Text of strangers where it has no blocks to be inert in: `mrkdwn: false` keeps what is posted from being formatted, but
 * what is changed has no such switch.
 */
export function unformatted(text: string): string {
  return text.replace(formatting, (sign) => lookAlikes[sign] ?? sign);
}

/** The same for an address, which leads where it did. */
export function unformattedUrl(url: string): string {
  // `:tada:` within an address would be shown as a picture; the colons of scheme and port stay.
  return url.replace(
    /[*_~`]|(?<!^https?):(?=[^\s:/?#]+:)/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
