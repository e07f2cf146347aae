import type { Filter, TermClause } from "../src/filter/filter.ts";
import { nearestWord } from "../src/filter/query-error.ts";
import { sourceNames } from "./coverage.ts";
import type { Asker, Services } from "./services.ts";

const mostProposed = 3;

/**
 * For people: of each source that a filter names and that is not there now, that it is not, with the nearest that are. It may
 * come yet, so it is no mistake.
 */
export async function unknownSources(
  { clauses }: Filter,
  asker: Asker,
  services: Pick<Services, "sources">,
): Promise<readonly string[]> {
  const clause = clauses.find((one): one is TermClause => one.key === "source");
  const wanted = clause === undefined ? [] : [...clause.any.flat(), ...clause.none];
  if (wanted.length === 0) return [];
  const named = await services.sources(asker, (key) => sourceNames(key).some((name) => wanted.includes(name)));
  const there = new Set(named.flatMap(({ key }) => sourceNames(key)));
  const unknown = wanted.filter((name) => !there.has(name));
  if (unknown.length === 0) return [];
  const all = await services.sources(asker);
  return unknown.map((name) => {
    const near = nearestOf(name, new Set(all.flatMap(({ key }) => sourceNames(key))));
    const hint = near.length === 0 ? "/jobs sources shows what there is" : `the nearest: ${near.join(", ")}`;
    return `No source here is named ${name} now; ${hint}.`;
  });
}

/** Boards of that very name first, then what differs in a few letters. */
function nearestOf(name: string, names: ReadonlySet<string>): readonly string[] {
  const boards = [...names].filter((one) => one.split(":").includes(name)).toSorted();
  return [...new Set([...boards, nearestWord(name, names) ?? []].flat())].slice(0, mostProposed);
}
