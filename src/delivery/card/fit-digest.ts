import type { Card } from "./card.ts";
import type { Digest, DigestEntry, DigestLine } from "./digest.ts";
import { digestSize } from "./digest-size.ts";
import { inert, inertOrNull } from "./inert.ts";

/** A link is kept only where so much of the title fits beside it. */
const leastTitle = 20;
const briefText = 60;
const briefWhy = 100;

/** Shorter ways to say the openings of a part. */
interface Shortening {
  /** @param room UTF-16 units that each opening has, were all of one size. */
  readonly card: (card: Card, room: number) => Card;
  readonly line: (line: DigestLine, room: number) => DigestLine;
}

/** From what is missed least. */
const shortenings: readonly Shortening[] = [
  { card: (card) => ({ ...card, evidence: card.evidence.slice(0, 2) }), line: (line) => line },
  { card: (card) => ({ ...card, evidence: [] }), line: (line) => line },
  { card: briefCard, line: (line) => ({ ...line, about: inert(line.about, briefText) }) },
  {
    card: (card, room) => ({ ...card, company: null, facts: [], why: "", evidence: [], ...bare(card, room) }),
    line: (line, room) => ({ ...line, about: "", ...bare(line, room) }),
  },
];

/**
 * The same openings within so many characters, each of them shortened alike and no further than needed. Only a limit
 * too small for ids and headings is broken all the same.
 */
export function fitDigest(digest: Digest, characters: number): Digest {
  const { cards, lines, characters: used } = digestSize(digest);
  if (used <= characters) return digest;
  const unnamed = digestSize(shortened(digest, () => null)).characters;
  const room = Math.floor((characters - unnamed) / (cards + lines));
  let fitted = digest;
  for (const { card, line } of shortenings) {
    fitted = shortened(digest, (entry) =>
      entry.kind === "card"
        ? { kind: "card", card: card(entry.card, room) }
        : { kind: "line", line: line(entry.line, room) },
    );
    if (digestSize(fitted).characters <= characters) return fitted;
  }
  return fitted;
}

function shortened(digest: Digest, shorten: (entry: DigestEntry) => DigestEntry | null): Digest {
  const groups = digest.groups.map(({ heading, entries }) => ({
    heading,
    entries: entries.flatMap((entry) => shorten(entry) ?? []),
  }));
  return { ...digest, groups };
}

function briefCard(card: Card): Card {
  return {
    ...card,
    company: inertOrNull(card.company, briefText),
    facts: card.facts.map(({ name, value }) => ({ name, value: inert(value, briefText) })),
    why: inert(card.why, briefWhy),
    evidence: [],
  };
}

function bare({ postingId, title, url }: Pick<Card, "postingId" | "title" | "url">, room: number) {
  const forTitle = room - postingId.length;
  const isLinked = url !== null && forTitle - url.length >= Math.min(leastTitle, title.length);
  return { title: inert(title, Math.max(1, forTitle - (isLinked ? url.length : 0))), url: isLinked ? url : null };
}
