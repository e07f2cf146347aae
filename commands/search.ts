import { z } from "zod";
import { inert } from "../src/delivery/card/inert.ts";
import { cardOf } from "../src/delivery/card/card-of.ts";
import { UserError } from "../src/errors.ts";
import { withDefaults } from "../src/filter/defaults.ts";
import { wordsOf } from "../src/filter/facets.ts";
import { isEverything } from "../src/filter/filter.ts";
import { lex } from "../src/filter/lexer.ts";
import { parseQuery } from "../src/filter/parse.ts";
import { printQuery } from "../src/filter/print.ts";
import { evaluate } from "../src/filter/verdict.ts";
import type { Posting } from "../src/posting/posting.ts";
import { languageVocabulary } from "../src/posting/vocabulary/languages.ts";
import { defineCommand } from "./command.ts";
import { keysOnly } from "./query-pairs.ts";
import { type Choice, card, choices, info, type ReplyPart, text } from "./reply.ts";
import type { SearchWords } from "./services.ts";

const perPage = 5;
const maxReason = 200;
/** Further pages are not what somebody looks for. */
const mostPages = 20;

/** Looks through what is stored, by keys of the language and by words. */
export const search = defineCommand({
  verb: "search",
  summary: "Look through the postings that are there",
  example: "/jobs search kafka streaming role:backend location:berlin",
  options: z.object({ query: z.string().describe("words, and which postings, as key:value") }),
  takes: { query: "search" },
  isReading: true,
  async run({ options, asker, services }) {
    const { typed, page } = pageIn(options.query);
    const read = readSearch(typed);
    const empty = read.words.find(({ text: word }) => wordsOf(word).length === 0);
    if (empty !== undefined) {
      throw new UserError(
        "query",
        `Expected words of letters or digits to look for, got ${JSON.stringify(empty.text)}.`,
        {
          key: "query",
        },
      );
    }
    const typedWords = read.words.map(({ text: word, quoted }) => ({ text: word, isPhrase: quoted }));
    if (isEverything(read.filter) && typedWords.length === 0) {
      throw new UserError("query", "Expected words or keys to look for, such as kafka role:backend.", { key: "query" });
    }
    const now = services.now();
    const { filter } = withDefaults(read, await services.settings.get(asker));
    const corrections = await services.postings.respellings(asker, typedWords);
    const words = corrected(typedWords, corrections);
    const { found, isMore } = await pageOf(services.postings.search(asker, filter, words), page);
    const said = [...typedWords.map(wordText), printQuery(read)].filter((part) => part !== "").join(" ");
    const instead = corrections.map(({ typed: from, meant }) =>
      text(`Nothing has ${from}; ${found.length === 0 ? "I looked for" : "these have"} ${meant}.`),
    );
    if (found.length === 0) return info(text(noneWords(said, page)), ...instead);
    // Where words are all that is asked, they are the only reason.
    const isWordsAlone =
      filter.status === "open" && filter.clauses.every((clause) => clause.key === "text" && clause.any.length === 0);
    const cards = found.map((posting) => {
      const shown = cardOf(posting, [{ name: null, verdict: evaluate(filter, posting, now) }], now);
      if (words.length === 0) return card(shown);
      const has = `has ${words.map((word) => foundWord(word, posting)).join(", ")}`;
      return card({ ...shown, why: inert(isWordsAlone ? has : `${has}; ${shown.why}`, maxReason) });
    });
    const next: readonly Choice[] = isMore ? [{ label: "More", line: `/jobs search ${said} page:${page + 1}` }] : [];
    return info(
      text(page === 1 ? `The best for ${said}:` : `Page ${page} for ${said}:`),
      ...instead,
      ...cards,
      following(next, words, printQuery(read)),
    );
  },
});

/** A word that is left out is left out, as in all other queries: `-go`. */
function readSearch(typed: string): ReturnType<typeof parseQuery> {
  const read = parseQuery(typed);
  const { excluded = [], wanted = [] } = Object.groupBy(read.words, ({ text: word, quoted }) =>
    !quoted && /^-+[^-]/u.test(word) ? "excluded" : "wanted",
  );
  if (excluded.length === 0) return read;
  const clauses = excluded.map(({ text: word }) => `text:-"${word.replace(/^-+/u, "")}"`);
  return { ...parseQuery([printQuery(read), ...clauses].join(" ")), words: wanted };
}

/** How to go on from what was found: further, or by being told of what comes. */
function following(next: readonly Choice[], words: SearchWords, keys: string): ReplyPart {
  const { languages = [], others = [] } = Object.groupBy(words, (word) =>
    languageOf(word) === undefined ? "others" : "languages",
  );
  const query = [
    ...(languages.length === 0 ? [] : [`lang:${languages.map(wordText).join("+")}`]),
    ...(others.length === 0 ? [] : [`text:${others.map(wordText).join("+")}`]),
    keys,
  ];
  const line = `/jobs subscribe ${query.filter((part) => part !== "").join(" ")}`;
  return choices([...next, { label: "Subscribe to it", line }]);
}

/**
 * The query without its `page:2`, in its columns: a key, since the words "landing page 3" are looked for as they stand.
 *
 * @throws UserError `query`.
 */
function pageIn(query: string): { readonly typed: string; readonly page: number } {
  const [said, another] = lex(query, keysOnly).filter(
    (segment) => segment.kind === "pair" && segment.key.toLowerCase() === "page",
  );
  if (said === undefined) return { typed: query, page: 1 };
  const { start, end } = said;
  const value = query.slice(start, another?.end ?? end).replace(/^[^:：﹕=＝]*./u, "");
  const page = /^\d{1,4}$/u.test(value) ? Number(value) : 0;
  if (page < 1 || page > mostPages) {
    throw new UserError("query", `Expected a page from 1 to ${mostPages}, got ${value}.`, { key: "query", start, end });
  }
  return { typed: query.slice(0, start) + " ".repeat(end - start) + query.slice(end), page };
}

function corrected(
  words: SearchWords,
  corrections: readonly { readonly typed: string; readonly meant: string }[],
): SearchWords {
  const meant = new Map(corrections.map((one) => [one.typed, one.meant]));
  return words.map((word) => ({ ...word, text: meant.get(word.text) ?? word.text }));
}

async function pageOf(
  postings: AsyncIterable<Posting>,
  page: number,
): Promise<{ readonly found: readonly Posting[]; readonly isMore: boolean }> {
  const found: Posting[] = [];
  let at = 0;
  for await (const posting of postings) {
    at += 1;
    if (at > page * perPage) return { found, isMore: page < mostPages };
    if (at > (page - 1) * perPage) found.push(posting);
  }
  return { found, isMore: false };
}

function wordText({ text: word, isPhrase }: SearchWords[number]): string {
  return isPhrase ? `"${word}"` : word;
}

function languageOf({ text: word, isPhrase }: SearchWords[number]): string | undefined {
  return isPhrase ? undefined : languageVocabulary.resolve(word);
}

/** What of a word a posting has: "Go", or "the word go" of one that does not ask for the language. */
function foundWord(word: SearchWords[number], { reading }: Posting): string {
  const language = languageOf(word);
  if (language === undefined) return wordText(word);
  return reading.facts.languages.includes(language) ? language : `the word ${word.text}`;
}

function noneWords(said: string, page: number): string {
  return page === 1
    ? `Nothing that is stored has ${said}. /jobs subscribe tells you when something does.`
    : `There is no page ${page} for ${said}.`;
}
