import { distance } from "fastest-levenshtein";

/**
 * An error of ours: `code` is a literal for machines, `fields` are its facts, the message is a full sentence for people
 * that names the component, what was expected and what arrived.
 */
export class RolecallError extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.fields = fields;
  }
}

/** What the person at the keyboard can mend: shown as it is, without a stack. */
export class UserError extends RolecallError {}

/** What is wrong with the way the process was started or configured: shown as it is, exit code 2. */
export class UsageError extends RolecallError {}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The candidate that `word` was probably meant to be: a third of its letters wrong at most, two in a short one. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  // Of two letters, everything is near.
  if (wanted.length < 3) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(wanted.length > 3 ? 2 : 1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(wanted, candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** ` Did you mean x?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? "" : ` Did you mean ${guess}?`;
}
