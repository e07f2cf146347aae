/** One way to go on: `value` takes the place of the text from `start` to `end` (UTF-16 units). */
export interface Candidate {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Candidates for the place of the cursor in the typed text, best first. */
export type Complete = (text: string, cursor: number) => readonly Candidate[] | Promise<readonly Candidate[]>;

/** What a press of Tab does to the typed text. */
export interface Completion {
  /** The text before the cursor that `inserted` takes the place of; equal to it when nothing is to be done. */
  readonly replaced: string;
  readonly inserted: string;
  /** Text after the cursor that goes as well. */
  readonly surplus: string;
  /** What there is to choose from when the text cannot go on without a choice. */
  readonly choices: readonly string[];
}

/** The only candidate whole; of several as much as all begin with, and the choices where that is nothing new. */
export function completionOf(text: string, cursor: number, candidates: readonly Candidate[]): Completion {
  const usable = candidates.filter(({ start, end }) => start >= 0 && start <= cursor && end >= cursor);
  const from = Math.min(cursor, ...usable.map(({ start }) => start));
  const replaced = text.slice(from, cursor);
  const values = usable.map(({ value, start }) => text.slice(from, start) + value);
  const [only, second] = values;
  if (only === undefined) return { replaced, inserted: replaced, surplus: "", choices: [] };
  if (second === undefined) {
    return { replaced, inserted: only, surplus: text.slice(cursor, usable[0]?.end), choices: [] };
  }
  const shared = values.reduce(commonStart);
  return shared.length > replaced.length
    ? { replaced, inserted: shared, surplus: "", choices: [] }
    : { replaced, inserted: replaced, surplus: "", choices: usable.map(({ value }) => value.trim()) };
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length).isWellFormed() ? a.slice(0, length) : a.slice(0, length - 1);
}
