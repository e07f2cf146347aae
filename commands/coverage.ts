import { ago } from "../src/delivery/card/age.ts";
import { UserError } from "../src/errors.ts";
import type { TermClause } from "../src/filter/filter.ts";
import { storedQuery } from "./read-query.ts";
import type { Services, SourceHealth, Subscription } from "./services.ts";
import { failureWords, isQuiet, rhythmWords } from "./source-words.ts";

/** What brought nothing for so long is no source of a subscription any more. */
const memoryMs = 60 * 86_400_000;
const mostNamed = 2;

/**
 * By the id of a subscription, what is the matter with the sources that it depends on: those that it names, else those that
 * brought something for it in the last two months. Those with nothing the matter are left out.
 */
export async function coverageTroubles(
  subscriptions: readonly Subscription[],
  sources: readonly SourceHealth[],
  services: Services,
): Promise<ReadonlyMap<string, string>> {
  const now = services.now();
  const troubled = sources.flatMap((source) => {
    const words = troubleOf(source, now);
    return words === null ? [] : [{ key: source.key, words }];
  });
  if (troubled.length === 0 || subscriptions.length === 0) return new Map();
  const brought = await services.sourcesOf(subscriptions, now - memoryMs);
  return new Map(
    subscriptions.flatMap((subscription) => {
      const isItsOwn = dependsOn(subscription, brought.get(subscription.id) ?? new Set());
      const own = troubled.filter(({ key }) => isItsOwn(key));
      if (own.length === 0) return [];
      const named = own.slice(0, mostNamed).map(({ key, words }) => `${key} ${words}`);
      const more = own.length - named.length;
      const rest = more === 0 ? [] : [`${more.toLocaleString("en")} more: /jobs sources`];
      return [[subscription.id, `may miss something: ${[...named, ...rest].join(", ")}`] as const];
    }),
  );
}

function troubleOf(source: SourceHealth, now: number): string | null {
  if (failureWords(source) !== null) {
    return source.lastSuccessAt === null ? "was never read yet" : `was last read ${ago(source.lastSuccessAt, now)}`;
  }
  return source.state === "ok" && isQuiet(source, now) ? `is ${rhythmWords(source, now) ?? ""}` : null;
}

function dependsOn(subscription: Subscription, brought: ReadonlySet<string>): (key: string) => boolean {
  const named = namedSources(subscription);
  if (named.length === 0) return (key) => brought.has(key);
  return (key) => named.some((name) => key === name || key.startsWith(`${name}:`));
}

/** The kinds and boards that it asks for by name; none where its query cannot be read any more. */
function namedSources(subscription: Subscription): readonly string[] {
  try {
    const { clauses } = storedQuery(subscription).filter;
    return clauses.find((one): one is TermClause => one.key === "source")?.any.flat() ?? [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
