import type { Filter, TermClause, TermKey } from "../filter.ts";

/** What a filter wants by one key; empty where it asks nothing. */
export function wantedOf({ clauses }: Filter, key: TermKey): TermClause["any"] {
  return clauses.find((clause): clause is TermClause => clause.key === key)?.any ?? [];
}
