import type { Filter } from "./filter.ts";
import { keys, resolveKey } from "./keys.ts";
import { lex } from "./lexer.ts";
import { dialect } from "./parse.ts";

/**
 * For people: places of a query that narrow nothing, since one that they lie in is asked for beside them. Commas are
 * alternatives, and an address is written with commas too: `location:munich, germany`.
 */
export function impliedPlaces(text: string, { clauses }: Filter): readonly string[] {
  const terms = keys.location.values;
  const kept = clauses.flatMap((clause) => (clause.key === "location" ? clause.any.flat() : []));
  const named = lex(text, dialect).flatMap((segment) => {
    if (segment.kind !== "pair" || segment.excluded || resolveKey(segment.key) !== "location") return [];
    return segment.items.flatMap(({ excluded, pieces }) =>
      excluded || pieces.length !== 1 ? [] : (terms.resolve(pieces[0]?.text ?? "") ?? []),
    );
  });
  return named.flatMap((place) => {
    const wide = kept.includes(place) ? undefined : kept.find((other) => terms.implies(place, other));
    if (wide === undefined) return [];
    return `${place} narrows nothing: it lies in ${wide}, which is asked for as well. For it alone write location:${place}.`;
  });
}
