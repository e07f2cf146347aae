import type { Filter } from "../src/filter/filter.ts";
import { evaluate } from "../src/filter/verdict.ts";
import type { Posting } from "../src/posting/posting.ts";
import type { Appearance } from "../src/trends/trends.ts";
import type { Services } from "./services.ts";

/** Of postings those that match, or may for all that they say; newest first as they are, each with since when it is there. */
export async function* appearances(
  filter: Filter,
  postings: AsyncIterable<Posting>,
  services: Pick<Services, "now" | "postings">,
): AsyncGenerator<Appearance> {
  const now = services.now();
  for await (const posting of postings) {
    const { clauses } = evaluate(filter, posting, now);
    if (clauses.some(({ result }) => result === "fail")) continue;
    const isSure = clauses.every(({ result }) => result === "pass");
    yield { posting, at: await appearedAt(posting, services, now), isSure };
  }
}

/** As its source or its text says, else when we first saw it; null of what was there before we looked. */
async function appearedAt(
  posting: Posting,
  { postings }: Pick<Services, "postings">,
  now: number,
): Promise<number | null> {
  const { publishedAt, firstSeenAt, reading } = posting;
  const stated = publishedAt ?? Date.parse(reading.facts.posted ?? "");
  // A date ahead of us is not believed.
  if (stated <= now) return stated;
  return (await postings.isBaseline(posting)) ? null : firstSeenAt;
}
