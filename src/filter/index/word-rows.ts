import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { tokenise } from "../tokens.ts";
import { NamedRows } from "./named-rows.ts";
import type { Sight } from "./sight.ts";
import type { SlotRows } from "./slot-rows.ts";

/** A word that stands alone, one that may be a part of another (`market` of "go-to-market"), or a tool however it is written. */
type Kind = "word" | "part" | "tool";

/** By which word of a phrase a filter is found. */
export interface PhraseKey {
  readonly kind: Kind;
  readonly word: string;
}

/** How a filter is found that asks for words. */
export interface WordAccess {
  /** Every posting that matches has one of them. */
  readonly keys: readonly PhraseKey[];
  /** Every posting that matches has one of these as well, unless there are none. */
  readonly besides: readonly PhraseKey[];
  /** Whether having both is all that is asked. */
  readonly isProven: boolean;
}

/** @param alternatives Phrases that are to stand together, of which one alternative will do. */
export function wordAccessOf(alternatives: readonly (readonly string[])[]): WordAccess {
  const chosen = alternatives.map((phrases) => phrases.map(keysOf).toSorted(byLength));
  const [[, other] = []] = chosen;
  const isProven = chosen.every(
    (phrases) => phrases.every(({ isWord }) => isWord) && phrases.length <= (chosen.length === 1 ? 2 : 1),
  );
  return {
    keys: distinct(chosen.flatMap(([first]) => first?.keys ?? [])),
    besides: isProven ? (other?.keys ?? []) : [],
    isProven,
  };
}

/** Rows by words. */
export class WordRows {
  readonly #byKind: Readonly<Record<Kind, NamedRows<string>>>;

  constructor(rows: SlotRows) {
    this.#byKind = { word: new NamedRows(rows), part: new NamedRows(rows), tool: new NamedRows(rows) };
  }

  add({ kind, word }: PhraseKey, slot: number): void {
    this.#byKind[kind].add(word, slot);
  }

  delete({ kind, word }: PhraseKey, slot: number): void {
    this.#byKind[kind].delete(word, slot);
  }

  /** The rows of the words of a posting. */
  for(sight: Sight): readonly number[] {
    const { word, part, tool } = this.#byKind;
    const rows = tool.of(sight.facts.tools);
    // A text is not cut into words before somebody asks for some.
    if (word.size > 0) rows.push(...word.of(sight.words));
    if (part.size > 0) rows.push(...part.of(sight.words), ...part.of(sight.wordParts));
    return rows;
  }
}

interface Phrase {
  readonly keys: readonly PhraseKey[];
  /** Whether having a key is having the phrase. */
  readonly isWord: boolean;
  readonly length: number;
}

/** By its longest word, which is the rarest as a rule; postings may write a tool in another way. */
function keysOf(phrase: string): Phrase {
  const words = tokenise(phrase).map(({ text }) => text);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), "");
  const tool = toolVocabulary.resolve(phrase);
  const isWord = words.length === 1;
  const keys: PhraseKey[] = longest === "" ? [] : [{ kind: isWord ? "word" : "part", word: longest }];
  if (tool !== undefined) keys.push({ kind: "tool", word: tool });
  return { keys, isWord, length: longest.length };
}

function byLength(a: Phrase, b: Phrase): number {
  return b.length - a.length;
}

function distinct(keys: readonly PhraseKey[]): readonly PhraseKey[] {
  return [...new Map(keys.map((key) => [`${key.kind} ${key.word}`, key])).values()];
}
