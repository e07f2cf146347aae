import { postingReference } from "../src/posting/identity.ts";
import { cardOf } from "../src/delivery/card/card-of.ts";
import type { Posting } from "../src/posting/posting.ts";

/** One posting in one line: "Backend Engineer — Acme — Belgrade, RS · remote (p2abc)". */
export function postingLine(posting: Posting, now: number): string {
  const { title, company, facts } = cardOf(posting, [], now);
  const place = facts.find(({ name }) => name === "place")?.value ?? null;
  return `${[title, company, place].filter((part) => part !== null).join(" — ")} (${postingReference(posting.id)})`;
}
