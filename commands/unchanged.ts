import { UserError } from "../src/errors.ts";
import { contentHash } from "../src/posting/identity.ts";
import type { Subscription } from "./services.ts";
import { canonicalLine, printReference } from "./subscription-ref.ts";

const codeLength = 6;
const condition = /^\s*@(?<code>[a-z0-9]+)(?=\s|$)/u;

/** In the line of a button that was shown for a query: `edit` refuses what follows where the query is another one by then. */
export function ifStill(query: string): string {
  return `@${codeOf(query)}`;
}

/**
 * The changes behind such a condition, each sign in its column; all of them where there is none.
 *
 * @throws UserError `changed` where the query is another one than when the button was shown.
 */
export function changesIfStill(text: string, subscription: Subscription): string {
  const match = condition.exec(text);
  if (match === null) return text;
  if (match.groups?.["code"] !== codeOf(subscription.query)) {
    const now = canonicalLine(subscription);
    throw new UserError(
      "changed",
      `${printReference(subscription)} was changed since that was offered, so nothing is done. It now says: ${now}`,
    );
  }
  return " ".repeat(match[0].length) + text.slice(match[0].length);
}

function codeOf(query: string): string {
  return contentHash([query]).slice(0, codeLength);
}
