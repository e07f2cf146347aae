import type { Query } from "../src/filter/filter.ts";
import { companiesFor } from "./known-companies.ts";
import { readQuery, storedQuery } from "./read-query.ts";
import type { Asker, Services } from "./services.ts";
import { findSubscription } from "./subscription-ref.ts";

/** What somebody means by a query or the name of a subscription of theirs. */
export interface MeantQuery {
  readonly said: Query;
  /** The subscription's name. */
  readonly subscription: string | null;
  /** For people: what of it was not understood as they may think. */
  readonly notes: readonly string[];
}

/** A subscription's name wins over the same word in a query. @throws UserError where it is neither. */
export async function meantQuery(typed: string, asker: Asker, services: Services): Promise<MeantQuery> {
  const found = findSubscription(typed.trim(), await services.subscriptions.list(asker));
  if (found !== undefined) return { said: storedQuery(found), subscription: found.name, notes: [] };
  const { query, notes } = readQuery(typed, await companiesFor(typed, services));
  return { said: query, subscription: null, notes };
}
