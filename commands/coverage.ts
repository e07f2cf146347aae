import { ago } from "../src/delivery/card/age.ts";
import { UserError } from "../src/errors.ts";
import type { TermClause } from "../src/filter/filter.ts";
import { fold } from "../src/posting/vocabulary/vocabulary.ts";
import { storedQuery } from "./read-query.ts";
import type { Services, SourceHealth, Subscription } from "./services.ts";
import { failureWords, isQuiet, rhythmWords } from "./source-words.ts";

/** What brought nothing for so long is no source of a subscription any more. */
const memoryMs = 60 * 86_400_000;
const mostNamed = 2;

/** On what a subscription depends, folded: the kinds and sources that it names, else the sources that brought it something. */
interface Dependence {
  readonly names: ReadonlySet<string>;
  readonly isNamed: boolean;
}

/**
 * By the id of a subscription, what is the matter with the sources that it depends on: those that it names, else those that
 * brought something for it in the last two months and that it does not exclude. Those with nothing the matter are left out.
 *
 * @param sourcesLike How those sources fare whose keys are wanted: there may be thousands that nobody here depends on.
 */
export async function coverageTroubles(
  subscriptions: readonly Subscription[],
  sourcesLike: (isWanted: (key: string) => boolean) => Promise<readonly SourceHealth[]>,
  services: Pick<Services, "now" | "sourcesOf">,
): Promise<ReadonlyMap<string, string>> {
  if (subscriptions.length === 0) return new Map();
  const now = services.now();
  const brought = await services.sourcesOf(subscriptions, now - memoryMs);
  const own = new Map(subscriptions.map((one) => [one.id, dependenceOf(one, brought.get(one.id) ?? new Set())]));
  const wanted = new Set(Array.from(own.values(), ({ names }) => [...names]).flat());
  const sources = await sourcesLike((key) => sourceNames(key).some((name) => wanted.has(name)));
  /** None of a name that is there and well. */
  const troubles = new Map<string, string[]>();
  for (const source of sources) {
    const words = troubleOf(source, now);
    for (const name of sourceNames(source.key).filter((one) => wanted.has(one))) {
      const known = troubles.get(name) ?? [];
      troubles.set(name, known);
      if (words !== null) known.push(`${source.key} ${words}`);
    }
  }
  return new Map(
    [...own].flatMap(([id, { names, isNamed }]) => {
      const found = [...names].flatMap((name) => troubles.get(name) ?? (isNamed ? [`${name} is no source here`] : []));
      return found.length === 0 ? [] : [[id, troublesWords([...new Set(found)])] as const];
    }),
  );
}

function troublesWords(found: readonly string[]): string {
  const more = found.length - mostNamed;
  const rest = more > 0 ? [`${more.toLocaleString("en")} more: /jobs sources`] : [];
  return `may miss something: ${[...found.slice(0, mostNamed), ...rest].join(", ")}`;
}

function troubleOf(source: SourceHealth, now: number): string | null {
  if (failureWords(source) !== null) {
    return source.lastSuccessAt === null ? "was never read yet" : `was last read ${ago(source.lastSuccessAt, now)}`;
  }
  return source.state === "ok" && isQuiet(source, now) ? `is ${rhythmWords(source, now) ?? ""}` : null;
}

/** By what a filter may name a source, folded: `ashby:acme` and `ashby`. */
export function sourceNames(key: string): readonly string[] {
  const parts = fold(key).split(":");
  return parts.map((_, index) => parts.slice(0, index + 1).join(":"));
}

/** What brought something counts where the query cannot be read any more, too. */
function dependenceOf(subscription: Subscription, brought: ReadonlySet<string>): Dependence {
  const clause = sourceClause(subscription);
  const named = clause?.any.flat() ?? [];
  if (named.length > 0) return { names: new Set(named), isNamed: true };
  const excluded = new Set(clause?.none);
  const left = [...brought].filter((key) => !sourceNames(key).some((name) => excluded.has(name)));
  return { names: new Set(left.map(fold)), isNamed: false };
}

function sourceClause(subscription: Subscription): TermClause | undefined {
  try {
    return storedQuery(subscription).filter.clauses.find((one): one is TermClause => one.key === "source");
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
