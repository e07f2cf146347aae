import { UserError } from "../src/errors.ts";
import type { Query } from "../src/filter/filter.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { printQuery } from "../src/filter/print.ts";
import { pairsOf } from "./plain-words.ts";
import type { Subscription } from "./services.ts";

/** A query as it was understood. */
export interface ReadQuery {
  readonly query: Query;
  /** Some of it was read from plain words, so that a person should see the canonical text before it counts. */
  readonly isGuess: boolean;
}

/**
 * A query as it was typed, wholly understood: no word of it is ignored.
 *
 * @throws UserError with the place of the mistake in `fields.start`.
 */
export function readQuery(text: string): ReadQuery {
  const query = parseQuery(text);
  if (query.words.length === 0) return { query, isGuess: false };
  const pairs = pairsOf(query.words, text);
  return { query: parseQuery([printQuery(query), ...pairs].join(" ")), isGuess: true };
}

/**
 * The query of a stored subscription.
 *
 * @throws UserError `stored-query` where the language has changed since; it names no place in what was typed now.
 */
export function storedQuery({ name, query }: Subscription): Query {
  try {
    return parseQuery(query);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `The stored query of ${name} cannot be read any more (${query}). Unsubscribe it and make it anew.`;
    throw new UserError("stored-query", message, { name }, error);
  }
}
