/** Cuts words about places (`Remote (EU or UK)`, `Redmond WA USA`) into places, separators and words about the work. */
import { beginsLongName, lookUp, type Named, type PlaceNode, resolvePlace } from "../vocabulary/places.ts";
import {
  areaWord,
  employmentEnd,
  isFiller,
  isRunningWord,
  modeAt,
  type PlaceMode,
  streetWord,
  zoneAt,
} from "./place-words.ts";

import { wordsIn } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

interface Span {
  /** Offsets in the text that was cut. */
  readonly start: number;
  readonly end: number;
}

export type PlaceToken = Span &
  (
    | {
        readonly kind: "place";
        /** Best first, as `resolvePlace` ranks them. */
        readonly nodes: readonly PlaceNode[];
        /** Only a code such as `CA` or `DE`: it says something beside another place, and little alone. */
        readonly isCode: boolean;
        /** `Tel Aviv District`, `County Kerry`: the unit around a city. */
        readonly isArea: boolean;
      }
    | { readonly kind: "mode"; readonly mode: PlaceMode }
    /** A time zone; null when it is only a wish. */
    | { readonly kind: "zone"; readonly limit: string | null }
    | { readonly kind: "comma" | "or" | "open" | "close" | "filler" | "unknown" }
  );

/** How names are written: with capitals, in a field also as `Tx`, or in a field that has no capitals at all. */
type Spelling = "prose" | "field" | "small";

/** Names have at most this many words (`Saint Vincent and the Grenadines`). */
const longestName = 5;
/** Names this short are read only as written: `US` is not "us", `LA` not "la". */
const longestAcronym = 3;
const word = plainFirst(/[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’.](?=\p{L}))*/gu);
const joint = /^(?: |-|\.|\. |' |’ )?$/;
const conjunctions: ReadonlySet<string> = new Set([
  "or",
  "and",
  "und",
  "oder",
  "ou",
  "et",
  "o",
  "y",
  "i",
  "ili",
  "lub",
  "of",
  "plus",
]);

/**
 * The tokens of a text. `isField`: the text is a location field; one without any capitals means London by `london`.
 * Elsewhere, and beside names with capitals, a name begins with a capital letter.
 */
export function tokensOf(text: string, isField: boolean): readonly PlaceToken[] {
  return [...eachToken(text, isField)];
}

/** The same, cut one after the other: whoever reads prose seldom needs them all. */
export function* eachToken(text: string, isField: boolean): Generator<PlaceToken> {
  const hasCapitals = (): boolean => /\p{Lu}/u.test(text.replace(/remote|hybrid|on-?site/gi, ""));
  const spelling: Spelling = isField ? (hasCapitals() ? "field" : "small") : "prose";
  const words = wordsOf(text);
  let done = 0;
  let before: PlaceToken | undefined;
  for (let index = 0; index < words.length; ) {
    const { start, end } = words[index] ?? { start: 0, end: 0 };
    for (const separator of separatorsIn(text, done, start)) yield (before = separator);
    before = tokenAt(text, words, index, spelling, before) ?? { kind: "unknown", start, end };
    yield before;
    done = before.end;
    while (index < words.length && (words[index]?.start ?? 0) < done) index += 1;
  }
  yield* separatorsIn(text, done, text.length);
}

function* separatorsIn(text: string, from: number, to: number): Generator<PlaceToken> {
  for (let at = from; at < to; at++) {
    const kind = separatorAt(text, at);
    if (kind !== undefined) yield { kind, start: at, end: at + 1 };
  }
}

function tokenAt(
  text: string,
  words: readonly Span[],
  index: number,
  spelling: Spelling,
  before: PlaceToken | undefined,
): PlaceToken | undefined {
  const { start, end } = words[index] ?? { start: 0, end: 0 };
  const zone = zoneAt(text, start);
  if (zone !== undefined) return { kind: "zone", start, ...zone };
  const mode = modeAt(text, start);
  if (mode !== undefined) return { kind: "mode", start, ...mode };
  const employed = employmentEnd(text, start);
  if (employed !== undefined) return { kind: "filler", start, end: employed };
  const written = text.slice(start, end);
  const isChoice = conjunctions.has(written.toLowerCase());
  // `Portland, OR` is a state and `SF OR NYC` a choice, `Tulsa, OK` a state and `hybrid OK` a word.
  const isListed = before?.kind === "comma" || before?.kind === "open";
  const canBeCode = isListed || (!isChoice && (before?.kind === "place" || before?.kind === "or"));
  const isWord = isChoice || isFiller(written);
  const place =
    isWord && written.length <= longestAcronym && !canBeCode ? undefined : placeAt(text, words, index, spelling);
  if (place !== undefined && !(isChoice && place.end === end && written !== "OR")) return place;
  if (isChoice) return { kind: "or", start, end };
  return isWord || areaWord.test(written) ? { kind: "filler", start, end } : undefined;
}

/** False where the first word is a small one that has nothing to do with places: prose, most of the time. */
export function canBegin(text: string): boolean {
  const first = smallWord.exec(text);
  const written = first?.[1];
  if (first === null || written === undefined) return true;
  const at = first[0].length - written.length;
  return (
    isFiller(written) ||
    conjunctions.has(written) ||
    isWorldwide(written) ||
    areaWord.test(written) ||
    modeAt(text, at) !== undefined ||
    employmentEnd(text, at) !== undefined
  );
}

const smallWord = /^[\s(]*(\p{Ll}(?:[\p{L}\p{M}\p{N}]|['’.](?=\p{L}))*)/u;

/** The world has names that are written small: `Remote, worldwide`. */
function isWorldwide(word: string): boolean {
  return /^(?:worldwide|globally|weltweit|europaweit|wereldwijd)$/.test(word);
}

/** The longest name that begins with this word. */
function placeAt(text: string, words: readonly Span[], index: number, spelling: Spelling): PlaceToken | undefined {
  const start = words[index]?.start ?? 0;
  const first = text.slice(start, words[index]?.end ?? start);
  const isSmall = !/^[\p{Lu}\p{Lo}']/u.test(first);
  if (isSmall && (spelling === "small" ? isRunningWord(first) : !isWorldwide(first))) return undefined;
  let last = index;
  while (
    beginsLongName(first) &&
    last + 1 < words.length &&
    last + 1 < index + longestName &&
    joint.test(text.slice(words[last]?.end, words[last + 1]?.start))
  ) {
    last += 1;
  }
  for (; last >= index; last--) {
    const end = words[last]?.end ?? start;
    const name = text.slice(start, end);
    const next = words[last + 1];
    const follows =
      next !== undefined && next.start === end + 1 && text[end] === " " ? text.slice(next.start, next.end) : "";
    const named = streetWord.test(follows) ? [] : spelledAs(name, lookUp(name), spelling !== "prose");
    if (named.length === 0) continue;
    // `Central - United States` names no town.
    if (isFiller(name) && last === index && named.every(({ node }) => node.kind === "city")) continue;
    // `WA` is a state; the town of Wa is written otherwise.
    const codes = /^\p{L}{2}$/u.test(name) ? named.filter(({ by }) => by === "code") : [];
    const isCode =
      codes.length > 0 && named.every(({ by, node }) => by === "code" || (by === "name" && node.kind === "city"));
    const nodes = isCode ? codes.map(({ node }) => node) : ranked(name, named);
    return {
      kind: "place",
      start,
      end,
      nodes,
      isCode,
      isArea:
        areaWord.test(follows) ||
        /^county /i.test(name) ||
        /\bcounty $/i.test(text.slice(Math.max(0, start - 8), start)),
    };
  }
  return undefined;
}

/**
 * What a name may mean as it is written. Short ones are acronyms only in capitals; `Ulm` is a name of three letters, and
 * in a location field `Tx` is Texas.
 */
function spelledAs(name: string, named: readonly Named[], isField: boolean): readonly Named[] {
  if (name.length > 2 * longestAcronym) return named;
  const letters = name.replace(/[^\p{L}]/gu, "");
  if (letters.length > longestAcronym || letters === letters.toUpperCase()) return named;
  if (!/^\p{Lu}\p{Ll}+$/u.test(name)) return [];
  return named.filter(({ by, node }) => by === "name" || (by === "code" && isField && node.kind === "region"));
}

/** In the order of `resolvePlace`. */
function ranked(name: string, named: readonly Named[]): readonly PlaceNode[] {
  const nodes = new Set(named.map(({ node }) => node));
  return resolvePlace(name).filter((node) => nodes.has(node));
}

function wordsOf(text: string): readonly Span[] {
  return Array.from(wordsIn(word, text), ({ from, to }) => ({ start: from, end: to }));
}

function separatorAt(
  text: string,
  at: number,
): (PlaceToken["kind"] & ("comma" | "or" | "open" | "close" | "unknown")) | undefined {
  const letter = text[at] ?? "";
  if (letter === " ") return undefined;
  if (letter === "(" || letter === "[") return "open";
  if (letter === ")" || letter === "]") return "close";
  if (/[;|/•·\n&+]/.test(letter)) return "or";
  if (/[,:>–—]/.test(letter)) return "comma";
  if (letter === "-") return text[at - 1] === " " ? "comma" : undefined;
  return /[$€£%!?]/.test(letter) ? "unknown" : undefined;
}
