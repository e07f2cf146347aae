import type { Citation, ClauseVerdict, Verdict } from "../../filter/verdict.ts";
import { whyLine } from "../../filter/why-line.ts";
import { postingReference } from "../../posting/identity.ts";
import { isClosed, type Posting } from "../../posting/posting.ts";
import { type Card, cardButtons, type CardEvidence, closedCardButtons } from "./card.ts";
import { cardFacts } from "./card-facts.ts";
import { inert, inertLink, inertOrNull } from "./inert.ts";

const maxTitle = 150;
const maxCompany = 80;
const maxWhy = 300;
const maxQuote = 160;
const maxEvidence = 5;

/** Why a posting is shown: one subscription of the destination and how it matched. */
export interface CardReason {
  /** The subscription's name; null for a query that is none, as in a preview. */
  readonly name: string | null;
  readonly verdict: Verdict;
}

/**
 * The neutral card of a posting.
 *
 * @param reasons Those that matched; all of them are named, and what they say alike is said once.
 * @param now Milliseconds since the epoch, for the age.
 */
export function cardOf(posting: Posting, reasons: readonly CardReason[], now: number): Card {
  const { facts } = posting.reading;
  const state = isClosed(posting) ? "closed" : "open";
  return {
    postingId: postingReference(posting.id),
    title: inertOrNull(facts.title, maxTitle) ?? inertOrNull(posting.title, maxTitle) ?? "Untitled posting",
    url: inertLink(posting.url),
    company: inertOrNull(facts.company, maxCompany) ?? inertOrNull(posting.company, maxCompany),
    facts: cardFacts(posting, now),
    why: inert(whyOf(posting, reasons), maxWhy),
    evidence: evidenceOf(reasons),
    buttons: state === "closed" ? closedCardButtons : cardButtons,
    state,
  };
}

function whyOf(posting: Posting, reasons: readonly CardReason[]): string {
  const names = reasons.flatMap(({ name }) => name ?? []).join(", ");
  return `matches${names === "" ? "" : ` ${names}`}: ${whyLine(together(reasons), posting)}`;
}

/** All verdicts as one, with a clause a key: what several found stands in it once. */
function together(reasons: readonly CardReason[]): Verdict {
  const byKey = Map.groupBy(
    reasons.flatMap(({ verdict }) => verdict.clauses),
    ({ key }) => key,
  );
  return {
    outcome: "match",
    flags: reasons.flatMap(({ verdict }) => verdict.flags),
    clauses: [...byKey.values()].flatMap(alike),
  };
}

/** The clauses of one key as one that passed, with all that was found, and those that are unknown in different ways. */
function alike(clauses: readonly ClauseVerdict[]): readonly ClauseVerdict[] {
  const [first, ...others] = clauses;
  if (first === undefined || others.length === 0) return clauses;
  const passed = clauses.filter(({ result }) => result === "pass").slice(0, 1);
  const found = [...new Set(clauses.flatMap((clause) => clause.found?.split(", ") ?? []))].join(", ") || null;
  const unknown = new Map(
    clauses.filter(({ result }) => result === "unknown").map((clause) => [clause.reason, clause]),
  );
  return [...passed.map((clause) => ({ ...clause, found })), ...unknown.values()];
}

/** The posting's own words: those on what was met before those on what stayed open. */
function evidenceOf(reasons: readonly CardReason[]): readonly CardEvidence[] {
  const clauses = reasons.flatMap(({ verdict }) => verdict.clauses);
  const cited = (["pass", "unknown"] as const).flatMap((result) =>
    clauses.flatMap((clause) => (clause.result === result ? clause.evidence : [])),
  );
  const shown = new Map<string, CardEvidence>();
  for (const { field, value, quote } of cited.filter(isQuoted)) {
    const key = `${field}\n${value}`;
    if (!shown.has(key)) shown.set(key, { field, value: inert(value, maxCompany), quote: inert(quote, maxQuote) });
  }
  return [...shown.values()].slice(0, maxEvidence);
}

function isQuoted({ origin }: Citation): boolean {
  // What was corrected stands among the facts.
  return origin !== "source" && origin !== "correction";
}
