import type { Evidence, Field, Posting } from "../../posting/posting.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import type { Result } from "../kleene.ts";

/** What a filter looks at: a stored posting is one without conversion. */
export type PostingView = Pick<
  Posting,
  "title" | "company" | "text" | "source" | "reading" | "publishedAt" | "firstSeenAt" | "closedAt"
>;

/** Words of the posting that decided: the reading's evidence, or a phrase that a filter itself found. */
export type Citation = Omit<Evidence, "field" | "rule"> & { readonly field: Field | "text" };

/** What one rule finds out about one claim. */
export interface Finding {
  readonly result: Result;
  /** For people, without the clause: "Go", "says senior", "pay not stated". */
  readonly reason: string;
  /** What of the posting met the claim, as a card says it; null where nothing is to be said. */
  readonly found: string | null;
  readonly evidence: readonly Citation[];
}

export function pass(found: string, evidence: readonly Citation[]): Finding {
  return { result: "pass", reason: found, found, evidence };
}

export function fail(reason: string, evidence: readonly Citation[]): Finding {
  return { result: "fail", reason, found: null, evidence };
}

export function unknown(reason: string, evidence: readonly Citation[] = []): Finding {
  return { result: "unknown", reason, found: null, evidence };
}

/**
 * The reading's evidence for one value of a field, else for the field, since a reader may print a value in another way
 * than we do.
 */
export function evidenceFor(posting: PostingView, field: Field, value?: string): readonly Evidence[] {
  const own = posting.reading.evidence.filter((evidence) => evidence.field === field);
  if (value === undefined) return own;
  const wanted = fold(value);
  const exact = own.filter((evidence) => fold(evidence.value) === wanted);
  return exact.length > 0 ? exact : own;
}

/** How the values of one term key are compared with a posting. */
export interface TermRule {
  /** What is known of the posting having this value. */
  readonly test: (value: string, posting: PostingView) => Finding;
  /** Whether an exclusion of this value strikes; as `test` passes, unless said. */
  readonly strikes?: (value: string, posting: PostingView) => Finding;
}
