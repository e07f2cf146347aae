import { inert } from "../src/delivery/card/inert.ts";
import type { ClauseVerdict, Verdict } from "../src/filter/verdict.ts";
import { type ReplyPart, table, text } from "./reply.ts";
import type { Subscription } from "./services.ts";

/** A subscription with what it makes of one posting. */
export interface Compared {
  readonly subscription: Subscription;
  readonly verdict: Verdict;
}

const maxQuote = 80;
const maxQuotes = 3;

/** Clause by clause: what was asked, whether it is met, why, and the words of the posting that decided. */
export function verdictParts({ subscription, verdict }: Compared): readonly ReplyPart[] {
  return verdictPartsOf(subscription.name, verdict);
}

/** The same of a query that is no subscription. */
export function verdictPartsOf(name: string, verdict: Verdict): readonly ReplyPart[] {
  return [text(`${headline(name, verdict)}:`), table(verdict.clauses.map(row))];
}

function headline(name: string, { outcome, flags }: Verdict): string {
  if (outcome === "no-match") return `${name} does not match`;
  return flags.length === 0 ? `${name} matches` : `${name} matches, flagged for what is unknown`;
}

function row({ wanted, result, reason, evidence }: ClauseVerdict): readonly string[] {
  const quotes = new Set(evidence.map(({ quote }) => `“${inert(quote, maxQuote)}”`));
  return [wanted, result, inert(reason, 200), [...quotes].slice(0, maxQuotes).join(" ")];
}
