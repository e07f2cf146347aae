import * as fc from "fast-check";
import type { Card } from "../../src/delivery/card/card.ts";
import type { Digest, DigestEntry, DigestLine, Message } from "../../src/delivery/card/digest.ts";
import { aCard, anyCard, anyLink, anyText } from "./a-card.ts";

export function cardMessage(card: Partial<Card> = {}): Message {
  return { kind: "card", card: aCard(card) };
}

export function digestMessage(digest: Partial<Digest> = {}): Message {
  return { kind: "digest", digest: aDigest(digest) };
}

export function aLine(line: Partial<DigestLine> = {}): DigestLine {
  return {
    postingId: "p3def",
    title: "Go Engineer",
    url: "https://jobs.example.org/acme/2",
    about: "Acme — Berlin · remote",
    state: "open",
    ...line,
  };
}

export function cardEntry(card: Partial<Card> = {}): DigestEntry {
  return { kind: "card", card: aCard(card) };
}

export function lineEntry(line: Partial<DigestLine> = {}): DigestEntry {
  return { kind: "line", line: aLine(line) };
}

/** One part with a card and a line, of which a test names only what it is about. */
export function aDigest(digest: Partial<Digest> = {}): Digest {
  return {
    name: "infra",
    total: 2,
    part: 1,
    parts: 1,
    late: null,
    cause: null,
    groups: [
      { heading: "Backend", entries: [cardEntry()] },
      { heading: "Infrastructure", entries: [lineEntry()] },
    ],
    ...digest,
  };
}

/** So many cards and lines, all told apart by title and id, in groups of at most `groupSize`. */
export function aDigestOf(cards: number, lines: number, groupSize = 1_000): Digest {
  const entries = [
    ...Array.from({ length: cards }, (_, index) =>
      cardEntry({ postingId: `c${index}x`, title: `Card ${index}x`, evidence: [] }),
    ),
    ...Array.from({ length: lines }, (_, index) =>
      lineEntry({ postingId: `l${index}x`, title: `Line ${index}x`, url: "https://example.org/", about: "Acme" }),
    ),
  ];
  const groups = Array.from({ length: Math.ceil(entries.length / groupSize) }, (_, index) => ({
    heading: `Role ${index}`,
    entries: entries.slice(index * groupSize, (index + 1) * groupSize),
  }));
  return aDigest({ total: entries.length, groups });
}

const anyLine: fc.Arbitrary<DigestLine> = fc.record({
  postingId: anyText,
  title: anyText,
  url: anyLink,
  about: anyText,
  state: fc.constantFrom("open", "closed"),
});

const anyEntry: fc.Arbitrary<DigestEntry> = fc.oneof(
  fc.record({ kind: fc.constant("card"), card: anyCard }),
  fc.record({ kind: fc.constant("line"), line: anyLine }),
);

/** Few openings, whose makers forgot to make them inert or short. */
const anyDigest: fc.Arbitrary<Digest> = fc.record({
  name: anyText,
  total: fc.nat(),
  part: fc.nat({ max: 9 }),
  parts: fc.nat({ max: 9 }),
  late: fc.option(anyText),
  cause: fc.option(anyText),
  groups: fc.array(fc.record({ heading: anyText, entries: fc.array(anyEntry, { maxLength: 2 }) }), { maxLength: 3 }),
});

export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ kind: fc.constant("card"), card: anyCard }),
  fc.record({ kind: fc.constant("digest"), digest: anyDigest }),
);
