/** One thing that may be typed, with what is said of it in a menu. */
export interface Offer {
  /** As it stands in a canonical query, without quotes. */
  readonly word: string;
  readonly detail: string;
}

/** How the words of one key become canonical values, and canonical values become words again. */
export interface Terms {
  readonly kind: "terms";
  /** With an article and an example, for error messages: "a role such as backend". */
  readonly expected: string;
  /** Whether a posting can have several of them, so that `a+b` means both; elsewhere a plus is a plain sign. */
  readonly allowsBoth: boolean;
  /** Whether every value is known beforehand: only then may a value be written with spaces and no quotes. */
  readonly isClosed: boolean;
  /** The canonical value for a spelling. For a canonical value's own word it gives that value back. */
  resolve(word: string): string | undefined;
  /** The canonical word for a canonical value. */
  word(value: string): string;
  /** Canonical order. */
  readonly compare: (a: string, b: string) => number;
  /** Whether what has `narrow` always has `wide` too: Berlin is in Germany. */
  readonly implies: (narrow: string, wide: string) => boolean;
  /** For people: "machine learning", "Germany". */
  title(value: string): string;
  /** The known spelling that was probably meant. */
  suggest(word: string): string | undefined;
  /** Best first. */
  complete(prefix: string, limit: number): readonly Offer[];
}
