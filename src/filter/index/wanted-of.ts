import type { Clause, Filter, TermClause, TermKey } from "../filter.ts";

/** What a filter wants by one key; empty where it asks nothing. */
export function wantedOf({ clauses }: Filter, key: TermKey): TermClause["any"] {
  return clauses.find((clause): clause is TermClause => clause.key === key)?.any ?? [];
}

/** A filter that wants nothing by these keys any more; what it excludes stays. */
export function withoutWanted(filter: Filter, keys: ReadonlySet<string>): Filter {
  const clauses = filter.clauses.flatMap((clause): readonly Clause[] => {
    if (!("none" in clause) || !keys.has(clause.key)) return [clause];
    return clause.none.length === 0 ? [] : [{ ...clause, any: [] }];
  });
  return { ...filter, clauses };
}

export function excludes({ clauses }: Filter): boolean {
  return clauses.some((clause) => "none" in clause && clause.none.length > 0);
}

export function withoutExcluded(filter: Filter): Filter {
  if (!excludes(filter)) return filter;
  const clauses = filter.clauses.flatMap((clause): readonly Clause[] => {
    if (!("none" in clause)) return [clause];
    return clause.any.length === 0 ? [] : [{ ...clause, none: [] }];
  });
  return { ...filter, clauses };
}

/** A filter that wants what another wants by these keys and excludes what it excludes, and asks nothing else. */
export function onlyOpen(filter: Filter, keys: ReadonlySet<string>): Filter {
  const clauses = filter.clauses.flatMap((clause): readonly Clause[] => {
    if (!("none" in clause)) return [];
    const any = keys.has(clause.key) ? clause.any : [];
    return any.length + clause.none.length === 0 ? [] : [{ ...clause, any }];
  });
  return { clauses, status: "any", unknown: filter.unknown };
}
