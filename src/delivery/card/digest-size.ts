import type { Card } from "./card.ts";
import type { Digest, DigestEntry, DigestLine } from "./digest.ts";

/** What a part of a digest takes of a platform's limits. */
export interface DigestSize {
  readonly cards: number;
  readonly lines: number;
  /** UTF-16 units of all that it says: names, headings, texts, ids and links; not what a renderer sets around them. */
  readonly characters: number;
}

export function digestSize(digest: Digest): DigestSize {
  const entries = digest.groups.flatMap((group) => group.entries);
  const cards = entries.filter(({ kind }) => kind === "card").length;
  const headings = sum(digest.groups.map(({ heading }) => heading.length));
  const characters = headerSize(digest) + headings + sum(entries.map(entrySize));
  return { cards, lines: entries.length - cards, characters };
}

export function headerSize({ name, late, cause }: Pick<Digest, "name" | "late" | "cause">): number {
  return name.length + sizeOf(late) + sizeOf(cause);
}

export function cardSize({ postingId, title, url, company, facts, why, evidence }: Card): number {
  const said = sum(facts.map(({ value }) => value.length));
  const quoted = sum(evidence.map(({ field, value, quote }) => field.length + value.length + quote.length));
  return postingId.length + title.length + sizeOf(url) + sizeOf(company) + said + why.length + quoted;
}

export function lineSize({ postingId, title, url, about }: DigestLine): number {
  return postingId.length + title.length + sizeOf(url) + about.length;
}

function entrySize(entry: DigestEntry): number {
  return entry.kind === "card" ? cardSize(entry.card) : lineSize(entry.line);
}

function sizeOf(text: string | null): number {
  return text?.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
