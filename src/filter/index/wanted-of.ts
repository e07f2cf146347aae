import type { Filter, TermClause, TermKey } from "../filter.ts";

/** What a filter wants by one key; empty where it asks nothing. */
export function wantedOf({ clauses }: Filter, key: TermKey): TermClause["any"] {
  return clauses.find((clause): clause is TermClause => clause.key === key)?.any ?? [];
}

/** A filter that wants nothing by these keys any more; what it excludes stays. */
export function withoutWanted(filter: Filter, keys: ReadonlySet<string>): Filter {
  const clauses = filter.clauses.flatMap((clause) => {
    if (!("none" in clause) || !keys.has(clause.key)) return [clause];
    return clause.none.length === 0 ? [] : [{ ...clause, any: [] }];
  });
  return { ...filter, clauses };
}

/** A filter that wants what another wants by these keys, and nothing else. */
export function onlyWanted(filter: Filter, keys: ReadonlySet<string>): Filter {
  const clauses = filter.clauses.flatMap((clause) => {
    return "none" in clause && keys.has(clause.key) && clause.any.length > 0 ? [{ ...clause, none: [] }] : [];
  });
  return { clauses, status: "any", unknown: filter.unknown };
}
