import type { Clause, Filter, Status, TermClause, TermKey } from "./filter.ts";
import { keys } from "./keys.ts";
import { all, any, type Result } from "./kleene.ts";
import { printClause, printSetting } from "./print.ts";
import { type Citation, fail, type Finding, pass, type PostingView, type TermRule } from "./rules/finding.ts";
import { listedRule, visaRule } from "./rules/listed.ts";
import { locationRule } from "./rules/location.ts";
import { testPay } from "./rules/pay.ts";
import { testPosted } from "./rules/posted.ts";
import { companyRule, sourceRule, textRule } from "./rules/words.ts";

export type { Citation, PostingView } from "./rules/finding.ts";

/** What one clause says of a posting, and by which words. */
export interface ClauseVerdict {
  readonly key: Clause["key"] | "status";
  /** The clause as it is printed: `lang:go,rust`. */
  readonly wanted: string;
  readonly result: Result;
  /** For people, without the clause: "Go", "says senior", "pay not stated". */
  readonly reason: string;
  /** What of the posting met the clause, for the card; null where that is nothing to tell, as for an exclusion. */
  readonly found: string | null;
  readonly evidence: readonly Citation[];
}

export interface Verdict {
  readonly outcome: "match" | "no-match";
  /** The unknown clauses of a match, where the filter asks for a mark (`unknown:flag`). */
  readonly flags: readonly ClauseVerdict[];
  /** Every clause of the filter in its order, and the status last. */
  readonly clauses: readonly ClauseVerdict[];
}

const termRules: Readonly<Record<TermKey, TermRule>> = {
  role: listedRule("roles", "role", keys.role.values),
  level: listedRule("levels", "level", keys.level.values),
  location: locationRule,
  mode: listedRule("modes", "mode", keys.mode.values),
  lang: listedRule("languages", "language", keys.lang.values),
  speaks: listedRule("spoken", "spoken language", keys.speaks.values),
  company: companyRule,
  type: listedRule("employment", "type", keys.type.values),
  visa: visaRule,
  source: sourceRule,
  text: textRule,
};

/**
 * Compares a posting with a filter: pass, fail or unknown by clause, all of them together by Kleene's logic, and the
 * filter's policy for what stays unknown. Pure: the same three arguments give the same verdict.
 *
 * @param now Milliseconds since the epoch, for the age of the posting.
 */
export function evaluate(filter: Filter, posting: PostingView, now: number): Verdict {
  const clauses = filter.clauses.map((clause): ClauseVerdict => {
    return { key: clause.key, wanted: printed(clause), ...testClause(clause, posting, now) };
  });
  const wanted = printSetting("status", filter.status);
  clauses.push({ key: "status", wanted, ...testStatus(filter.status, posting) });
  const result = all(clauses.map((clause) => clause.result));
  const isMatch = result === "pass" || (result === "unknown" && filter.unknown !== "hide");
  const isFlagged = isMatch && filter.unknown === "flag";
  return {
    outcome: isMatch ? "match" : "no-match",
    flags: isFlagged ? clauses.filter((clause) => clause.result === "unknown") : [],
    clauses,
  };
}

const printedClauses = new WeakMap<Clause, string>();

/** Clauses are compared with many postings and printed once. */
function printed(clause: Clause): string {
  const known = printedClauses.get(clause) ?? printClause(clause);
  printedClauses.set(clause, known);
  return known;
}

function testClause(clause: Clause, posting: PostingView, now: number): Finding {
  if (clause.key === "pay") return testPay(clause, posting);
  if (clause.key === "posted") return testPosted(clause, posting, now);
  return testTerms(clause, termRules[clause.key], posting);
}

/** Exclusions first: one that strikes decides. What is not known to be excluded is not. */
function testTerms(clause: TermClause, rule: TermRule, posting: PostingView): Finding {
  for (const value of clause.none) {
    const struck = (rule.strikes ?? rule.test)(value, posting);
    if (struck.result === "pass") return fail(`excluded: ${struck.reason}`, struck.evidence);
  }
  if (clause.any.length === 0) return { result: "pass", reason: "nothing excluded", found: null, evidence: [] };
  const alternatives = clause.any.map((values) => together(values.map((value) => rule.test(value, posting))));
  const result = any(alternatives.map((alternative) => alternative.result));
  const decisive = alternatives.filter((alternative) => alternative.result === result);
  return merged(result === "pass" ? decisive : decisive.slice(0, 1), " or ");
}

/** All values of one alternative. */
function together(findings: readonly Finding[]): Finding {
  const result = all(findings.map((finding) => finding.result));
  return merged(
    findings.filter((finding) => finding.result === result),
    " and ",
  );
}

/** Findings of one result as one. */
function merged(findings: readonly Finding[], conjunction: string): Finding {
  const [first, ...others] = findings;
  if (first === undefined) return fail("nothing asked", []);
  if (others.length === 0) return first;
  const evidence = [...new Set(findings.flatMap((finding): readonly Citation[] => finding.evidence))];
  if (first.result !== "pass") {
    return { ...first, reason: distinct(findings.map(({ reason }) => reason)).join(conjunction), evidence };
  }
  return pass(distinct(findings.flatMap(({ found }) => found ?? [])).join(", "), evidence);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function testStatus(status: Status, { closedAt, reading }: PostingView): Finding {
  const isClosed = closedAt !== null || reading.facts.closed;
  const state = isClosed ? "closed" : "open";
  const evidence = reading.evidence.filter(({ field }) => field === "closed");
  if (status === "any" || status === state) return { result: "pass", reason: state, found: null, evidence };
  return fail(state, evidence);
}
