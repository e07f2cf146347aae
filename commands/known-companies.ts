import { backtestWindowMs } from "../src/filter/backtest.ts";
import { resolveKey } from "../src/filter/keys.ts";
import { lex } from "../src/filter/lexer.ts";
import { fold } from "../src/posting/vocabulary/vocabulary.ts";
import { keysOnly } from "./query-pairs.ts";
import type { Services } from "./services.ts";

const keepMs = 3_600_000;
/** More than anybody completes from; the rest can still be typed. */
const mostCompanies = 5_000;

/** Of nobody's own sources: all are asked at once for everybody. */
const nobody = { workspace: "" };

/**
 * Companies of the last 30 days' postings, those with the most postings first. All postings are gone through for it, so it is
 * asked for anew only after an hour, and meanwhile as it was.
 */
export function createKnownCompanies({
  now,
  postings,
}: Pick<Services, "now" | "postings">): () => Promise<readonly string[]> {
  let known: { readonly at: number; readonly names: Promise<readonly string[]> } | undefined;

  async function read(): Promise<readonly string[]> {
    const counts = new Map<string, { readonly name: string; count: number }>();
    for await (const { reading, company } of postings.since(nobody, now() - backtestWindowMs)) {
      const name = reading.facts.company ?? company;
      if (name === null) continue;
      const entry = counts.get(fold(name)) ?? { name, count: 0 };
      entry.count += 1;
      counts.set(fold(name), entry);
    }
    const ordered = [...counts.values()].toSorted((a, b) => b.count - a.count);
    return ordered.slice(0, mostCompanies).map(({ name }) => name);
  }

  return async () => {
    if (known === undefined || now() - known.at >= keepMs) {
      const asked = { at: now(), names: read() };
      known = asked;
      asked.names.catch(() => {
        if (known === asked) known = undefined;
      });
    }
    return await known.names;
  };
}

/** Those that may be meant at the end of a text that is typed on; none where no key for them is typed there. */
export async function companiesAt(
  text: string,
  services: Pick<Services, "now" | "postings">,
): Promise<readonly string[]> {
  const key = /(?<key>[\p{L}_-]+)[:=：](?:"[^"]*"?|[^\s"])*$/u.exec(text)?.groups?.["key"] ?? "";
  return resolveKey(key.replace(/^-/, "")) === "company" ? await companiesOf(services) : [];
}

const knownBy = new WeakMap<Pick<Services, "now" | "postings">, () => Promise<readonly string[]>>();

/** Those that words of a query may name; none where it has no words beside its keys, so that nothing is gone through in vain. */
export async function companiesFor(
  query: string,
  services: Pick<Services, "now" | "postings">,
): Promise<readonly string[]> {
  if (lex(query, keysOnly).every(({ kind }) => kind === "pair")) return [];
  return await companiesOf(services);
}

function companiesOf(services: Pick<Services, "now" | "postings">): Promise<readonly string[]> {
  const known = knownBy.get(services) ?? createKnownCompanies(services);
  knownBy.set(services, known);
  return known();
}
