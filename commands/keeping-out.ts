import { type Defaults, withDefaults } from "../src/filter/defaults.ts";
import type { Query } from "../src/filter/filter.ts";
import { evaluate } from "../src/filter/verdict.ts";
import { inert } from "../src/delivery/card/inert.ts";
import type { Posting } from "../src/posting/posting.ts";
import type { Narrowing } from "./narrowings.ts";

/** What a narrower query would have kept out of what the one before took in the last 30 days. */
export interface KeptOut {
  readonly narrowing: Narrowing;
  readonly count: number;
  readonly all: number;
  /** Titles of the newest, each once, but for the opening that it is about. */
  readonly examples: readonly string[];
}

const mostExamples = 3;
const mostTitle = 60;

/**
 * Whether a query took a posting when it was new: one that has closed or aged since counts as what it was.
 *
 * @param defaults What holds where the query says nothing.
 */
export function tookAsNew({ filter, ...query }: Query, defaults: Defaults, posting: Posting): boolean {
  const status = filter.status === "open" ? "any" : filter.status;
  const working = withDefaults({ ...query, filter: { ...filter, status } }, defaults);
  return evaluate(working.filter, posting, posting.firstSeenAt).outcome === "match";
}

/** Tries all ways in one pass. @param recent The stored postings of the last 30 days. */
export async function keptOut(
  before: Query,
  ways: readonly Narrowing[],
  { openingId }: Posting,
  defaults: Defaults,
  recent: AsyncIterable<Posting>,
): Promise<readonly KeptOut[]> {
  const counts = ways.map(() => ({ count: 0, examples: [] as string[] }));
  let all = 0;
  for await (const posting of recent) {
    if (!tookAsNew(before, defaults, posting)) continue;
    all += 1;
    for (const [i, { query }] of ways.entries()) {
      const one = counts[i];
      if (one === undefined || tookAsNew(query, defaults, posting)) continue;
      one.count += 1;
      const title = titleOf(posting);
      if (posting.openingId === openingId || one.examples.includes(title)) continue;
      if (one.examples.length < mostExamples) one.examples.push(title);
    }
  }
  return ways.map((narrowing, i) => ({ narrowing, all, count: 0, examples: [], ...counts[i] }));
}

/** "would have kept out 14 of 52 in the last 30 days, among them A; B; C". */
export function keptOutWords({ count, all, examples }: Pick<KeptOut, "count" | "all" | "examples">): string {
  const others = examples.length === 0 ? "" : `, among them ${examples.join("; ")}`;
  return `would have kept out ${count.toLocaleString("en")} of ${all.toLocaleString("en")} in the last 30 days${others}`;
}

function titleOf({ title, company, reading }: Posting): string {
  const { facts } = reading;
  const named = facts.title ?? title ?? "Untitled posting";
  const at = facts.company ?? company;
  return inert(at === null ? named : `${named} at ${at}`, mostTitle);
}
