/**
 * Finds the names of programming languages in one piece of text, and decides which of them are meant as such.
 *
 * One file, though a long one: finding, judging and listing all look at the same candidates and their offsets.
 */
import { fold } from "../vocabulary/vocabulary.ts";
import { languageVocabulary } from "../vocabulary/languages.ts";
import {
  blocked,
  cueAfter,
  cueBefore,
  declined,
  declines,
  type Guard,
  guards,
  listGap,
  phraseEnd,
  strongCueAfter,
  tools,
} from "./language-words.ts";

import { type Token, tokensOf } from "./word-tokens.ts";

export type LanguageName = (typeof languageVocabulary.names)[number];

export interface LanguageMention {
  readonly name: LanguageName;
  /** UTF-16 offsets in the piece of text. */
  readonly from: number;
  readonly to: number;
  /** Why it counts: an unmistakable word, a list, a cue, a capitalised name, or a line of its own. */
  readonly rule: "word" | "list" | "cue" | "name" | "alone";
}

/** A member of a list: a language, perhaps, or a tool that languages are listed with (`name` null). */
interface Candidate {
  readonly name: LanguageName | null;
  readonly spelling: string;
  readonly guard: Guard | null;
  readonly from: number;
  readonly to: number;
}

/** The longest spelling, in tokens; the windows tried at one token are bounded by it. */
const windowTokens = 3;
/** How much of the neighbourhood cues may look at; keeps the work linear. */
const reach = 40;
const longestList = 120;

/**
 * Every mention that counts, in order. Linear in the length of the text.
 *
 * @param isSkill Whether the text is a point in a list of skills, where any name stands for the language.
 * @param tokens Its tokens, where they are known.
 */
export function languageMentions(
  text: string,
  isSkill = false,
  tokens: readonly Token[] = tokensOf(text),
): readonly LanguageMention[] {
  const candidates = candidatesOf(text, tokens);
  const isList = isListOfNames(text, candidates);
  const sides = candidates.map((candidate): Decision => (isList ? "list" : direct(text, candidate, isSkill)));
  return candidates.flatMap((candidate, index): LanguageMention[] => {
    if (candidate.name === null) return [];
    const rule = sides[index] ?? listRule(text, candidates, sides, index);
    return rule === null || rule === "blocked"
      ? []
      : [{ name: candidate.name, from: candidate.from, to: candidate.to, rule }];
  });
}

/** `SAS or Julia`, on a line of its own: two names or more, as names are written, and nothing else. */
function isListOfNames(text: string, candidates: readonly Candidate[]): boolean {
  if (candidates.length < 2 || text.length > longestList) return false;
  let end = 0;
  for (const { name, from, to } of candidates) {
    const gap = text.slice(end, from);
    if (name === null || !/^\p{Lu}/u.test(text.slice(from)) || (end === 0 ? gap.trim() !== "" : !listGap.test(gap)))
      return false;
    end = to;
  }
  return /^[\s.;,]*$/.test(text.slice(end));
}

type Decision = LanguageMention["rule"] | "blocked" | null;

/** What the candidate and the words around it say by themselves; null leaves it to the list that it stands in. */
function direct(text: string, { name, guard, spelling, from, to }: Candidate, isSkill: boolean): Decision {
  if (name === null) return "word";
  if (isStrayLetter(text, from, to)) return "blocked";
  const before = text.slice(Math.max(0, from - reach), from);
  const after = text.slice(to, to + reach);
  if (isBlocked(spelling, before, after) || declines.test(before)) return "blocked";
  if (guard === null) return "word";
  const written = text.slice(from, to);
  if (!isWrittenAs(written, name)) return null;
  if (
    /^[\s*_`"'.,;•-]*$/.test(text.slice(0, from)) &&
    /^[\s*_`"'.,;-]*$/.test(after) &&
    (guard !== "listed" || isSkill)
  )
    return "alone";
  // A list of skills explains its members: `R (two of our forecasts are written in it)`.
  if (guard === "cued" && /^[\s*_`•-]*$/.test(text.slice(0, from)) && /^[*_`]* \([^)]{12}/.test(after)) return "alone";
  if (strongCueAfter.test(after)) return "cue";
  if (guard === "listed") return null;
  if (cueAfter.test(after)) return "cue";
  if (cueBefore.test(before) && phraseEnd.test(after)) return "cue";
  return guard === "named" && isNameInSentence(before, after) ? "name" : null;
}

/** A small letter is a language in a list only ("c/c++"); `e` and `d`, words of Romance languages, between two marks of one. */
function isStrayLetter(text: string, from: number, to: number): boolean {
  const letter = text.slice(from, to);
  if (!/^\p{Ll}$/u.test(letter)) return false;
  const isAfter = /[,/(]\s*$/.test(text.slice(Math.max(0, from - 3), from));
  const isBefore = /^\s*[,/)]/.test(text.slice(to, to + 3));
  return letter === "e" || letter === "d" ? !(isAfter && isBefore) : !(isAfter || isBefore);
}

function isBlocked(spelling: string, before: string, after: string): boolean {
  const block = blocked[spelling];
  const last = before.replace(/[\s-]+$/, "");
  if (block?.before?.test(last) === true && isApart(last, before) && wholeWord(last, block.before)) return true;
  return block?.after?.test(after.replace(/^[\s-]+/, "")) === true;
}

/** The word that blocks ends before the name begins: `MySQL` is one word, `A/R` and `Series C` are not. */
function isApart(last: string, before: string): boolean {
  return last !== before || !/[\p{L}\p{N}]$/u.test(last);
}

/** The words that block must be whole words: `into` is not `to`. */
function wholeWord(text: string, pattern: RegExp): boolean {
  const at = text.search(pattern);
  return at <= 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

/** In the capitals of its name: `Go`, not `go` or `GO`. An alias of some length may be small: "shell scripts". */
function isWrittenAs(written: string, name: string): boolean {
  if (fold(written) === fold(name)) return written === name;
  return written.length > 3 || /^\p{Lu}/u.test(written);
}

/** A capital within a sentence is a name; before or after another capitalised word it may be part of a longer one. */
function isNameInSentence(before: string, after: string): boolean {
  if (!/[\p{L}\p{N},(/&][\s*_`"'(/]*$/u.test(before) || /[.!?:•]\s*$/.test(before)) return false;
  return !/(?:^|[^\p{L}])\p{Lu}[\p{Ll}]+\s+$/u.test(before) && !/^\s\p{Lu}\p{Ll}/u.test(after);
}

/** A guarded word counts beside a member of its list that counts; a tool is enough company unless the word is rare as a language. */
function listRule(
  text: string,
  candidates: readonly Candidate[],
  sides: readonly Decision[],
  index: number,
): LanguageMention["rule"] | null {
  const self = candidates[index];
  if (self === undefined) return null;
  for (const step of [-1, 1]) {
    // Lists of weak members only are not walked far: four neighbours either side are enough to meet a sure one.
    for (let at = index + step, walked = 0; walked < 4; at += step, walked += 1) {
      const other = candidates[at];
      const previous = candidates[at - step];
      if (other === undefined || previous === undefined) break;
      const gap = step < 0 ? text.slice(other.to, previous.from) : text.slice(previous.to, other.from);
      if (gap.length > reach || !listGap.test(gap) || (self.name !== null && isLetterRun(self, other, gap))) break;
      if (sides[at] === "blocked" || sides[at] === null) continue;
      if (other.name !== null) return "list";
      if (self.guard !== "listed" && isWrittenAs(text.slice(self.from, self.to), self.name ?? "")) return "list";
    }
  }
  return null;
}

/** `a C C++ b`: two names with nothing but a space between are one phrase, not a list. */
function isLetterRun(self: Candidate, other: Candidate, gap: string): boolean {
  return /^\s*$/.test(gap) && other.name === null && self.guard !== null;
}

function candidatesOf(text: string, tokens: readonly Token[]): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const match = longestAt(text, tokens, at);
    if (match === null) continue;
    found.push(match.candidate);
    at += match.count - 1;
  }
  return found;
}

const firstWords: ReadonlySet<string> = new Set(
  [...languageVocabulary.spellings.keys()].map((spelling) => tokensOf(spelling)[0]?.folded ?? spelling),
);

function longestAt(text: string, tokens: readonly Token[], at: number): { candidate: Candidate; count: number } | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (firstWords.has(first.folded)) {
    for (let count = Math.min(windowTokens, tokens.length - at); count > 0; count -= 1) {
      const last = tokens[at + count - 1];
      if (last === undefined || last.to - first.from > reach) continue;
      const spelling = count === 1 ? first.folded : fold(text.slice(first.from, last.to));
      const name = languageVocabulary.spellings.get(spelling);
      if (name === undefined || !standsAlone(text, first.from, last.to)) continue;
      const guard = guards.get(spelling) ?? null;
      return { candidate: { name, spelling, guard, from: first.from, to: last.to }, count };
    }
  }
  const bare = endsInDigit(first.folded) ? first.folded.replace(/\d[\d.]*$/, "") : first.folded;
  const versioned = bare.length >= 3 && bare !== first.folded ? languageVocabulary.spellings.get(bare) : undefined;
  if (versioned !== undefined && !guards.has(bare) && standsAlone(text, first.from, first.to)) {
    return { candidate: { name: versioned, spelling: bare, guard: null, from: first.from, to: first.to }, count: 1 };
  }
  const inflected = declined.get(first.folded);
  const declinedName = inflected === undefined ? undefined : languageVocabulary.resolve(inflected);
  if (
    declinedName !== undefined &&
    /^\p{Lu}/u.test(text.slice(first.from)) &&
    standsAlone(text, first.from, first.to)
  ) {
    const span = { from: first.from, to: first.to };
    return { candidate: { name: declinedName, spelling: first.folded, guard: null, ...span }, count: 1 };
  }
  if (!tools.has(first.folded)) return null;
  return { candidate: { name: null, spelling: first.folded, guard: null, from: first.from, to: first.to }, count: 1 };
}

function endsInDigit(word: string): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57;
}

/** Not a piece of a compound: `text-to-SQL`, `go-to-market`, `R-12`, `U.S.C`, `C-level`; `Python-based` stands alone. */
function standsAlone(text: string, from: number, to: number): boolean {
  if (
    /[\p{L}\p{N}][-.@_'’]$/u.test(text.slice(Math.max(0, from - 2), from)) ||
    /[§°$@#.]$/.test(text.slice(Math.max(0, from - 1), from))
  ) {
    return (
      /[\p{Ll})]\.$/u.test(text.slice(Math.max(0, from - 2), from)) &&
      /^\p{Lu}/u.test(text.slice(from)) &&
      to - from > 1
    );
  }
  const after = text.slice(to, to + 12);
  if (/^['’]\p{L}/u.test(after)) return to - from > 2;
  if (/^[-_][\p{L}\p{N}]/u.test(after))
    return to - from > 2 || /^-(?:based|like|native|first|only|lang|heavy)/i.test(after);
  return !/^&[\p{L}]/u.test(after) || to - from > 2;
}
