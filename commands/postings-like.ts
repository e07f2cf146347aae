import { backtestWindowMs } from "../src/filter/backtest.ts";
import { postingReference } from "../src/posting/identity.ts";
import { fold } from "../src/posting/vocabulary/vocabulary.ts";
import type { Asker, Services } from "./services.ts";

/** A posting as it is completed. */
export interface KnownPosting {
  /** As cards show it. */
  readonly reference: string;
  /** "Backend Engineer — Acme". Text of strangers. */
  readonly about: string;
}

/** Among so many of the newest postings the one that is meant is looked for: others can be typed. */
const mostLookedAt = 1_000;

/** Those of the last 30 days that may be meant by the beginning of an id, or by words of a title and company; newest first. */
export async function postingsLike(
  typed: string,
  asker: Asker,
  { now, postings }: Pick<Services, "now" | "postings">,
  limit: number,
): Promise<readonly KnownPosting[]> {
  const wanted = fold(typed).trim();
  const found: KnownPosting[] = [];
  let looked = 0;
  for await (const { id, title, company, reading } of postings.since(asker, now() - backtestWindowMs)) {
    if (found.length >= limit || looked++ >= mostLookedAt) break;
    const reference = postingReference(id);
    const about = [title, reading.facts.company ?? company].filter(Boolean).join(" — ");
    if (reference.startsWith(wanted) || fold(about).includes(wanted)) found.push({ reference, about });
  }
  return found;
}
