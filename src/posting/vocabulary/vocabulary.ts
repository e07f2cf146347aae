/** A closed set of names that people write in many ways. The same one serves the reader and the filter language. */
export interface Vocabulary<Name extends string = string> {
  /** Canonical names, in the order in which they are listed to people. */
  readonly names: readonly Name[];
  /** The canonical name for any spelling of it (case, aliases, plural), else undefined. */
  resolve(word: string): Name | undefined;
  /** Every spelling that `resolve` knows, folded, for suggestions and completion. */
  readonly spellings: ReadonlyMap<string, Name>;
}

const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Letters of any case, width and accent on equal terms: `São  PAULO` and `sao paulo` fold to the same. */
export function fold(text: string): string {
  // Most words by far, and an eighth of the time.
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ł/g, "l")
    .replace(/ß/g, "ss")
    .replace(/đ/g, "dj")
    .replace(/ø/g, "o")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * A vocabulary from a table of name → other spellings.
 *
 * @throws RangeError when two names claim one spelling: a shadowed alias would silently never match.
 */
export function defineVocabulary<Name extends string>(
  table: Readonly<Record<Name, readonly string[]>>,
): Vocabulary<Name> {
  const spellings = new Map<string, Name>();
  const names = Object.keys(table) as Name[];
  for (const name of names) {
    for (const spelling of new Set([name, ...table[name]].map(fold))) {
      const taken = spellings.get(spelling);
      if (taken !== undefined) {
        throw new RangeError(`vocabulary: expected one name for "${spelling}", got ${taken} and ${name}`);
      }
      spellings.set(spelling, name);
    }
  }
  return { names, spellings, resolve: (word) => spellings.get(fold(word)) };
}
