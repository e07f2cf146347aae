/**
 * Which words a text must contain for a regular expression to match it: taken from the expression itself, so that a
 * rule needs no second list of words to be quick.
 *
 * One file, though a long one: a parser of expressions, as small as the ones of this project need.
 */

/** What is known of a piece of an expression. */
interface Piece {
  /** Everything that it matches, where that is a short list. */
  readonly all: readonly string[] | null;
  /** One of these is contained in whatever it matches; null where nothing is known. */
  readonly some: readonly string[] | null;
}

const unknown: Piece = { all: null, some: null };
const nothing: Piece = { all: [""], some: null };
/** Longer lists of spelled out alternatives cost more than they save. */
const mostSpelled = 96;
const longestSpelled = 32;
/** Shorter words are in every text. */
const shortest = 2;
const mostWords = 1_500;

/**
 * Lower-case words one of which stands in the lower-cased text of every match; null where the expression tells none.
 * Words are cut to `length` letters, which is enough to tell them apart.
 *
 * @throws RangeError for syntax that it does not know, an error of whoever writes the rule.
 */
export function requiredWords(pattern: RegExp, length = 8): readonly string[] | null {
  const { some } = new Parser(pattern.source).expression();
  return some === null ? null : [...new Set(some.map((word) => word.slice(0, length)))];
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Alternatives up to a closing bracket or the end. */
  expression(): Piece {
    const branches = [this.#sequence()];
    while (this.#takes("|")) branches.push(this.#sequence());
    if (branches.length === 1) return branches[0] ?? nothing;
    const all = branches.flatMap((branch) => branch.all ?? []);
    const some = branches.flatMap((branch) => branch.some ?? []);
    const areSpelled = branches.every((branch) => branch.all !== null) && all.length <= mostSpelled;
    const areKnown = branches.every((branch) => branch.some !== null) && some.length <= mostWords;
    return { all: areSpelled ? all : null, some: areKnown ? some : null };
  }

  #sequence(): Piece {
    let run: readonly string[] = [""];
    let best: readonly string[] | null = null;
    let isWhole = true;
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at] ?? "")) {
      const piece = this.#repeated(this.#atom());
      const longer = piece.all === null ? null : crossed(run, piece.all);
      if (longer !== null) run = longer;
      else {
        isWhole = false;
        best = better(better(best, run), piece.some);
        run = piece.all ?? [""];
      }
    }
    best = better(best, run);
    return { all: isWhole ? run : null, some: best };
  }

  #repeated(piece: Piece): Piece {
    const sign = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12))?.[0];
    if (sign === undefined) return piece;
    this.#at += sign.length;
    if (sign.startsWith("?") && piece.all !== null) return { all: [...piece.all, ""], some: null };
    return /^(?:[*?]|\{0)/.test(sign) ? unknown : { all: null, some: piece.some };
  }

  #atom(): Piece {
    const letter = this.#source[this.#at++] ?? "";
    if (letter === "(") return this.#group();
    if (letter === "[") return this.#class();
    if (letter === "\\") return this.#escape();
    if (letter === "^" || letter === "$") return nothing;
    return letter === "." ? unknown : spelled(letter);
  }

  #group(): Piece {
    const kind = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? "";
    if (this.#source[this.#at] === "?" && kind === "")
      throw new RangeError(
        `required words: expected a known kind of group, got ${this.#source.slice(this.#at - 1, 30)}`,
      );
    this.#at += kind.length;
    const inner = this.expression();
    this.#at += 1;
    if (kind.endsWith("!")) return nothing;
    // What a look-ahead sees stands in the text as well, but may overlap with what follows it.
    return kind.endsWith("=") ? { all: null, some: inner.some } : inner;
  }

  #class(): Piece {
    const rest = /^(?:\\.|[^\]\\])*\]/su.exec(this.#source.slice(this.#at))?.[0] ?? "]";
    this.#at += rest.length;
    const members = rest.slice(0, -1);
    if (members.startsWith("^") || /\\[^-./]|.-./u.test(members)) return unknown;
    const letters = [...members.replaceAll("\\", "")];
    return letters.length <= 6 ? { all: letters.map((one) => one.toLowerCase()), some: null } : unknown;
  }

  #escape(): Piece {
    const letter = this.#source[this.#at++] ?? "";
    if (letter === "b") return nothing;
    if (letter === "p" || letter === "P") {
      this.#at = this.#source.indexOf("}", this.#at) + 1;
      return unknown;
    }
    if (letter === "u") {
      const code = this.#source.slice(this.#at, this.#at + 4);
      this.#at += 4;
      return spelled(String.fromCharCode(Number.parseInt(code, 16)));
    }
    if (letter === "k") {
      this.#at = this.#source.indexOf(">", this.#at) + 1;
      return unknown;
    }
    return /[a-zA-Z\d]/.test(letter) ? unknown : spelled(letter);
  }

  #takes(letter: string): boolean {
    if (this.#source[this.#at] !== letter) return false;
    this.#at += 1;
    return true;
  }
}

function spelled(letter: string): Piece {
  return { all: [letter.toLowerCase()], some: null };
}

function crossed(run: readonly string[], next: readonly string[]): readonly string[] | null {
  if (run.length * next.length > mostSpelled) return null;
  const words = run.flatMap((head) => next.map((tail) => head + tail));
  return words.every((word) => word.length <= longestSpelled) ? words : null;
}

/** Long words and few of them: rare ones. */
function better(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  return rarity(other) > rarity(one) ? other : one;
}

/** An apostrophe is as rare as three letters. */
function rarity(words: readonly string[] | null): number {
  if (words === null) return Number.NEGATIVE_INFINITY;
  const least = Math.min(...words.map((word) => word.trim().length + (/['’]/.test(word) ? 2 : 0)));
  return least < shortest ? Number.NEGATIVE_INFINITY : Math.min(least, 8) - Math.log2(words.length) / 2;
}
