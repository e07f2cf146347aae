/**
 * Which rules can match a line at all. Hundreds of patterns look at every line of a posting, and nearly all of them in
 * vain: one walk over the line finds the words that the patterns cannot do without, and the others are not tried.
 */
import { requiredWords } from "./required-words.ts";

/** The patterns that are watched, and the numbers that they have. */
const patterns: RegExp[] = [];
const numbers = new Map<RegExp, number>();
let automaton: Automaton | undefined;

/** Which of the watched patterns may match one line: a bit for each number. */
export type Cues = readonly number[];

/** Announces a pattern, once, when its module is loaded. */
export function watch(pattern: RegExp): RegExp {
  numbers.set(pattern, patterns.length);
  patterns.push(pattern);
  automaton = undefined;
  return pattern;
}

/** A table of rules, of which only those are tried on a line that can match it: asking for each would cost the most. */
export class RuleSet<Rule> {
  readonly #rules: readonly Rule[];
  /** The number of the first rule's pattern; the others follow it. */
  readonly #first: number;

  /** Announces the patterns of all rules, once, when their module is loaded. */
  constructor(rules: readonly Rule[], patternOf: (rule: Rule) => RegExp) {
    this.#rules = rules;
    this.#first = patterns.length;
    for (const rule of rules) watch(patternOf(rule));
  }

  /** The rules that can match the line that the cues were found in, in order; all of them where there are no cues. */
  in(cues: Cues | undefined): readonly Rule[] {
    if (cues === undefined) return this.#rules;
    let found: Rule[] | undefined;
    const end = this.#first + this.#rules.length;
    for (let word = this.#first >> 5; word << 5 < end; word++) {
      for (let bits = cues[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const number = (word << 5) + 31 - Math.clz32(bits & -bits);
        const rule = number < end ? this.#rules[number - this.#first] : undefined;
        if (rule !== undefined) (found ??= []).push(rule);
      }
    }
    return found ?? none;
  }
}

const none: readonly never[] = [];

/** One walk over the text. */
export function cuesIn(text: string): Cues {
  automaton ??= new Automaton(patterns);
  return automaton.cuesIn(text);
}

/** False where the pattern cannot match the line that the cues were found in; for what is not watched always true. */
export function mayMatch(cues: Cues | undefined, pattern: RegExp): boolean {
  const number = numbers.get(pattern);
  if (cues === undefined || number === undefined) return true;
  return ((cues[number >> 5] ?? -1) & (1 << (number & 31))) !== 0;
}

/** A row of the table is as long as a line of the processor's cache. */
const width = 32;

/**
 * The class of a letter, below `width`: one for each of a to z, one for all digits, blanks, marks and other letters. What
 * is told apart less finely is found too often, never too seldom.
 */
function classOf(letter: string): number {
  if (/[a-z]/.test(letter)) return letter.charCodeAt(0) - 96;
  if (letter === " ") return 27;
  if (/\d/.test(letter)) return 28;
  return letter < "\u0080" ? 29 : 30;
}

/** Finds all words at once (Aho and Corasick): one table look-up a letter, whatever the number of words. */
class Automaton {
  /** The classes of the letters that words are made of, in both cases; 0 for all others. */
  readonly #classes = new Uint8Array(0x1_00_00);
  readonly #next: Uint16Array;
  /** By state, the numbers of the patterns whose word ends there. */
  readonly #ends: readonly (readonly number[] | undefined)[];
  /** What may match every line. */
  readonly #always: Cues;

  constructor(patterns: readonly RegExp[]) {
    const always = Array.from({ length: (patterns.length + 31) >> 5 }, () => 0);
    const patternsOf = new Map<string, number[]>();
    for (const [number, pattern] of patterns.entries()) {
      const words = requiredWords(pattern);
      if (words === null) always[number >> 5] = (always[number >> 5] ?? 0) | (1 << (number & 31));
      for (const word of words ?? []) {
        const known = patternsOf.get(word);
        if (known === undefined) patternsOf.set(word, [number]);
        else known.push(number);
      }
    }
    const letters = new Set([...patternsOf.keys()].join(""));
    for (const letter of letters) {
      this.#classes[letter.charCodeAt(0)] = classOf(letter);
      // The capital of `ß` is two letters, and that of `ı` is the one of `i`.
      const capital = letter.toUpperCase();
      if (capital.toLowerCase() === letter) this.#classes[capital.charCodeAt(0)] = classOf(letter);
    }
    const states = [...patternsOf.keys()].reduce((sum, word) => sum + word.length, 1);
    if (states > 0xff_ff) throw new RangeError(`cues: expected words of at most 65535 letters, got ${states}`);
    this.#next = new Uint16Array(states * width);
    this.#ends = this.#built(patternsOf);
    this.#always = always;
  }

  #built(patternsOf: ReadonlyMap<string, readonly number[]>): readonly (readonly number[] | undefined)[] {
    const next = this.#next;
    const ends: (readonly number[] | undefined)[] = [];
    let last = 0;
    const add = (word: string): number => {
      let state = 0;
      for (let at = 0; at < word.length; at++) {
        const edge = state * width + (this.#classes[word.charCodeAt(at)] ?? 0);
        if (next[edge] === 0) next[edge] = ++last;
        state = next[edge] ?? 0;
      }
      return state;
    };
    // Beginnings first: the states in which the walk nearly always is lie side by side, which a processor likes.
    for (let length = 1; length <= 3; length++) for (const word of patternsOf.keys()) add(word.slice(0, length));
    for (const [word, numbers] of patternsOf) {
      const state = add(word);
      ends[state] = [...(ends[state] ?? []), ...numbers];
    }
    // Breadth first, every state learns where to go on when a letter fails, from a state that is done already.
    const failure = new Uint16Array(last + 1);
    const queue: number[] = [];
    for (let one = 1; one < width; one++) if (next[one] !== 0) queue.push(next[one] ?? 0);
    for (const state of queue) {
      const back = failure[state] ?? 0;
      const inherited = ends[back];
      if (inherited !== undefined) ends[state] = [...new Set([...(ends[state] ?? []), ...inherited])];
      for (let one = 1; one < width; one++) {
        const edge = state * width + one;
        const target = next[edge] ?? 0;
        const fallback = next[back * width + one] ?? 0;
        if (target === 0) next[edge] = fallback;
        else {
          failure[target] = fallback;
          queue.push(target);
        }
      }
    }
    return ends;
  }

  cuesIn(text: string): Cues {
    const cues = [...this.#always];
    const classes = this.#classes;
    const next = this.#next;
    const ends = this.#ends;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      state = next[state * width + (classes[text.charCodeAt(at)] ?? 0)] ?? 0;
      if (state === 0) continue;
      const found = ends[state];
      if (found !== undefined)
        for (const number of found) cues[number >> 5] = (cues[number >> 5] ?? 0) | (1 << (number & 31));
    }
    return cues;
  }
}
