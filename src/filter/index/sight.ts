import { type Facts, isClosed } from "../../posting/posting.ts";
import type { PostingView } from "../rules/finding.ts";
import { type Whereabouts, whereaboutsOf } from "../rules/location.ts";
import { statedCompanies, tokensOf } from "../rules/words.ts";
import { tokenise } from "../tokens.ts";

interface Words {
  readonly whole: ReadonlySet<string>;
  readonly parts: ReadonlySet<string>;
}

/** A posting as claims are tested on it: what many of them ask is worked out once, and what none asks not at all. */
export class Sight {
  readonly posting: PostingView;
  readonly facts: Facts;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isClosed: boolean;
  #whereabouts: Whereabouts | undefined;
  #companies: { readonly names: ReadonlySet<string> | undefined } | undefined;
  #words: Words | undefined;

  constructor(posting: PostingView, now: number) {
    this.posting = posting;
    this.facts = posting.reading.facts;
    this.now = now;
    this.isClosed = isClosed(posting);
  }

  get whereabouts(): Whereabouts {
    this.#whereabouts ??= whereaboutsOf(this.facts);
    return this.#whereabouts;
  }

  /** Every beginning of the company's names in whole words, as `wordsKey` has it; undefined where none is stated. */
  get companies(): ReadonlySet<string> | undefined {
    this.#companies ??= { names: companiesOf(this.posting) };
    return this.#companies.names;
  }

  /** The words that stand alone in the title or the text. */
  get words(): ReadonlySet<string> {
    this.#words ??= wordsOf(this.posting);
    return this.#words.whole;
  }

  /** The others, parts of words such as "go-to-market". */
  get wordParts(): ReadonlySet<string> {
    this.#words ??= wordsOf(this.posting);
    return this.#words.parts;
  }
}

function companiesOf(posting: PostingView): ReadonlySet<string> | undefined {
  const stated = statedCompanies(posting);
  return stated.length === 0 ? undefined : new Set(stated.flatMap(beginnings));
}

function beginnings(name: string): string[] {
  const words = tokenise(name).map(({ text }) => text);
  return words.map((_, last) => words.slice(0, last + 1).join(" "));
}

function wordsOf(posting: PostingView): Words {
  const whole = new Set<string>();
  const parts = new Set<string>();
  for (const origin of ["title", "text"] as const) {
    for (const { text, opens, closes } of tokensOf(posting, origin)) (opens && closes ? whole : parts).add(text);
  }
  return { whole, parts };
}

/** Small letters and single spaces: as most names of companies are in filters. */
const plainWords = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Words of a phrase such that equal ones have equal keys, whatever stands between them. */
export function wordsKey(phrase: string): string {
  if (plainWords.test(phrase)) return phrase;
  return tokenise(phrase)
    .map(({ text }) => text)
    .join(" ");
}
