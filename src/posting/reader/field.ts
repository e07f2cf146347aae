/** What every field reader has in common: its shape, the strings that it reads, and how it shows its evidence. */
import type { Evidence, EvidenceOrigin, Field } from "../posting.ts";
import type { Document, Line } from "./document.ts";

/** A value with the words that it rests on. A value that says nothing (`null`, `[]`) has no evidence. */
export interface Found<Value> {
  readonly value: Value;
  readonly evidence: readonly Evidence[];
}

/** Reads one field, or a pair that only makes sense together. Pure; never throws, whatever the text. */
export type FieldReader<Value> = (document: Document) => Found<Value>;

/**
 * Proof for one value: the words between `start` and `end` of the string that `origin` names. The quote is cut here,
 * so that `string.slice(start, end) === quote` holds by construction.
 *
 * @throws RangeError when the span is empty or outside the string: an error of the rule that asks.
 */
export function evidenceOf(
  document: Document,
  proof: {
    readonly field: Field;
    readonly value: string;
    readonly rule: string;
    readonly origin: Exclude<EvidenceOrigin, "source" | "correction">;
    readonly start: number;
    readonly end: number;
  },
): Evidence {
  const { field, value, rule, origin, start, end } = proof;
  const string = document[origin] ?? "";
  if (!(start >= 0 && start < end && end <= string.length)) {
    throw new RangeError(
      `reader: expected the evidence of ${field} (${rule}) inside 0-${string.length} of the ${origin}, got ${start}-${end}`,
    );
  }
  return { field, value, origin, start, end, quote: string.slice(start, end), rule };
}

/** A piece of text to search: a given string, or one line of the text. `start` is where it begins in its origin. */
export interface Passage {
  readonly origin: Exclude<EvidenceOrigin, "source" | "correction">;
  readonly text: string;
  readonly start: number;
  /** Null for the title, company and location that came with the posting. */
  readonly line: Line | null;
}

/** One line of the document's text, as a passage. */
export function passageOf(line: Line): Passage {
  return { origin: "text", text: line.content, start: line.start, line };
}

/**
 * What a field reader may read, in order of weight: the given title and location, then the lines of the posting
 * without the page's furniture.
 */
export function passagesOf(document: Document): readonly Passage[] {
  const known = passages.get(document);
  if (known !== undefined) return known;
  const given = (["title", "location"] as const).flatMap((origin): Passage[] => {
    const text = document[origin];
    return text === null || text === "" ? [] : [{ origin, text, start: 0, line: null }];
  });
  const all = [...given, ...document.lines.filter((line) => line.part !== "furniture").map(passageOf)];
  passages.set(document, all);
  return all;
}

/** Every field asks for the same ones. */
const passages = new WeakMap<Document, readonly Passage[]>();

/** Proof for one value by the words between `from` and `to` of a passage. */
export function evidenceIn(
  document: Document,
  passage: Passage,
  proof: {
    readonly field: Field;
    readonly value: string;
    readonly rule: string;
    readonly from: number;
    readonly to: number;
  },
): Evidence {
  const { field, value, rule, from, to } = proof;
  return evidenceOf(document, {
    field,
    value,
    rule,
    origin: passage.origin,
    start: passage.start + from,
    end: passage.start + to,
  });
}
