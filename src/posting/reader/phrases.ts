/** Cutting lines into the pieces that field readers look at: matches, segments between separators, sentences. */

/** Every match of a pattern, global or not, up to so many. Unlike `matchAll` it makes no new pattern each time, which is what costs most. */
export function matchesOf(pattern: RegExp, text: string, most = Number.POSITIVE_INFINITY): readonly RegExpExecArray[] {
  const global = globalOf(pattern);
  const found: RegExpExecArray[] = [];
  global.lastIndex = 0;
  while (found.length < most) {
    const match = global.exec(text);
    if (match === null) break;
    found.push(match);
    if (match[0] === "") global.lastIndex += String.fromCodePoint(text.codePointAt(match.index) ?? 0).length;
  }
  return found;
}

/** The words that a global pattern finds, with their offsets. Several times as fast as a match object for each. */
export function wordsIn(pattern: RegExp, text: string): readonly Piece[] {
  let at = 0;
  return (text.match(pattern) ?? []).map((word): Piece => {
    const from = text.indexOf(word, at);
    at = from + word.length;
    return { text: word, from, to: at };
  });
}

const globals = new WeakMap<RegExp, RegExp>();

function globalOf(pattern: RegExp): RegExp {
  if (pattern.global) return pattern;
  const known = globals.get(pattern);
  if (known !== undefined) return known;
  const global = new RegExp(pattern.source, `${pattern.flags}g`);
  globals.set(pattern, global);
  return global;
}

/** A phrase that states a value, and the words around it that make it speak of something else. */
export interface PhraseRule<Value> {
  readonly name: string;
  readonly value: Value;
  readonly pattern: RegExp;
  /** Looked for right after the match (`full-time` followed by `experience`). */
  readonly unlessFollowed?: RegExp;
  /** Looked for right before the match (`no` before `remote work`); to be anchored with `$`. */
  readonly unlessPreceded?: RegExp;
}

/** How many letters around a match its rule may look at. */
const surroundings = 80;

/** The first place between `from` and `to` where a rule holds. */
export function firstMatchOf<Value>(
  rule: PhraseRule<Value>,
  text: string,
  from = 0,
  to = text.length,
): Piece | undefined {
  const pattern = globalOf(rule.pattern);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const end = match.index + match[0].length;
    if (end === match.index) pattern.lastIndex += 1;
    if (match.index < from || end > to) continue;
    if (rule.unlessFollowed?.test(text.slice(end, end + surroundings)) === true) continue;
    if (rule.unlessPreceded?.test(text.slice(Math.max(0, match.index - surroundings), match.index)) === true) continue;
    return { text: match[0], from: match.index, to: end };
  }
  return undefined;
}

/** A piece of a text with its offsets, without the blanks around it. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The pieces between `|`, `/`, `,`, `;`, `·`, `•` and brackets: what forms and head lines list. */
export function segmentsOf(text: string, from = 0): Piece[] {
  return piecesOf(text, betweenSegments, from);
}

const betweenSegments = /[|/,;·•()[\]–—]|\s-\s|\s(?:or|and|&|oder|und|ou|et|o|y|of|en)\s/gi;

/** The pieces of a head line between its pipes (or bullets and dashes, where it uses those instead). */
export function pipePiecesOf(text: string): Piece[] {
  return piecesOf(text, pipe, 0);
}

const pipe = /\|/g;

/** Sentences and clauses that stand for themselves: up to a full stop, semicolon, question or exclamation mark. */
export function clausesOf(text: string): Piece[] {
  return piecesOf(text, betweenClauses, 0);
}

const betweenClauses = /[;!?]|\.(?=\s|$)|\s[–—•]\s/g;

function piecesOf(text: string, separator: RegExp, from: number): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  const add = (end: number): void => {
    const raw = text.slice(start, end);
    const piece = raw.trim();
    if (piece === "") return;
    const at = start + (raw.length - raw.trimStart().length);
    pieces.push({ text: piece, from: at, to: at + piece.length });
  };
  for (const match of matchesOf(separator, text)) {
    if (match.index < start) continue;
    add(match.index);
    start = match.index + match[0].length;
  }
  add(text.length);
  return pieces;
}
