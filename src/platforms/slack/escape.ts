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
