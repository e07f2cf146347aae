import { UserError } from "../src/errors.ts";
import { contradictionIn } from "../src/filter/contradiction.ts";
import { withDefaults } from "../src/filter/defaults.ts";
import { isEverything, type Query } from "../src/filter/filter.ts";
import { impliedPlaces } from "../src/filter/implied.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { readPlainWords } from "../src/filter/plain/plain-words.ts";
import { queryError } from "../src/filter/query-error.ts";
import { printQuery } from "../src/filter/print.ts";
import type { Subscription } from "./services.ts";
import { everythingWord } from "./words.ts";

/** A query as it was understood. */
export interface ReadQuery {
  readonly query: Query;
  /** Some of it was read from plain words, so that a person should see the canonical text before it counts. */
  readonly isGuess: boolean;
  /** It says `everything`, which a channel may be subscribed to. */
  readonly saysEverything: boolean;
  /** For people: what was said and narrows nothing, with the reason. */
  readonly notes: readonly string[];
}

/**
 * A query as it was typed, wholly understood: no word of it is ignored.
 *
 * @param companies Names that plain words may hold without "at" before them.
 * @throws UserError with the place of the mistake in `fields.start`.
 */
export function readQuery(text: string, companies: readonly string[] = []): ReadQuery {
  const query = parseQuery(text);
  const words = query.words.filter(
    (word, index, all) => word.quoted || !everythingWord.test(word.text) || exception.test(all[index + 1]?.text ?? ""),
  );
  const saysEverything = words.length < query.words.length;
  if (saysEverything) refuseMore(query, words);
  if (words.length === 0) {
    const notes = impliedPlaces(text, query.filter);
    return { query: sensible({ ...query, words }), isGuess: false, saysEverything, notes };
  }
  const { pairs, notes } = readPlainWords(words, text, companies);
  const whole = parseQuery([printQuery(query), ...pairs].join(" "));
  return {
    query: sensible(whole),
    isGuess: true,
    saysEverything,
    notes: [...impliedPlaces(text, whole.filter), ...notes],
  };
}

/** @throws UserError `query` where what is wanted is excluded as well. What is stored already is left to work as it does. */
function sensible(query: Query): Query {
  const found = contradictionIn(query.filter);
  if (found === undefined) return query;
  const { key, wanted, excluded } = found;
  throw new UserError(
    "query",
    `${key}:${wanted} is excluded by ${key}:${excluded}, so that nothing can match it. Leave one of them out.`,
    { key },
  );
}

/** Behind "everything" it begins what is not wanted: "everything except java". */
const exception = /^(?:but|except|apart)$/iu;

/** @throws UserError `query` where it is narrowed all the same. */
function refuseMore({ filter, words }: Query, others: Query["words"]): void {
  if (isEverything(filter) && others.length === 0) return;
  const { start = 0, end = 0 } = words.find(({ text }) => everythingWord.test(text)) ?? {};
  throw queryError("everything alone, or what is wanted of it", "both", { start, end });
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

/** Those whose queries can be read, and of each other one why it is left out: one of them is no reason to tell nothing of all. */
export function readableOf(subscriptions: readonly Subscription[]): {
  readonly readable: readonly Subscription[];
  readonly troubles: readonly string[];
} {
  const troubles: string[] = [];
  const readable = subscriptions.filter((one) => {
    try {
      storedQuery(one);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      troubles.push(error.message);
      return false;
    }
  });
  return { readable, troubles };
}

/** The same as it works, with what its owner has set. @throws What `storedQuery` does. */
export function workingQuery(subscription: Subscription): Query {
  return withDefaults(storedQuery(subscription), subscription.defaults);
}
