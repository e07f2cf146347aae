import type { Random } from "../clock.ts";
import { evaluate } from "../filter/verdict.ts";
import type { Log } from "../log.ts";
import type { Posting } from "../posting/posting.ts";
import type { StoredCorrection } from "../storage/correction-store.ts";
import type { OpeningPosting } from "../storage/posting-store.ts";
import type { Stores } from "../storage/storage.ts";
import type { StoredSubscription } from "../storage/subscription-store.ts";
import type { CorrectedViews } from "./corrected-views.ts";
import { addDeliveries, byAge, draftsOf } from "./drafts.ts";
import { readable, type Wanted } from "./wanted.ts";

/** An opening that reads otherwise from now on, to those for whom a correction holds. */
export interface CorrectedOpening {
  readonly correction: Pick<StoredCorrection, "workspace" | "destination">;
  /** All postings of the opening, reserved. */
  readonly postings: readonly OpeningPosting[];
  readonly before: CorrectedViews;
  readonly after: CorrectedViews;
}

/**
 * Has those told of it whose subscriptions match it now and did not before, as matching would have: nothing older than the
 * subscription, nothing that was there before its source was watched, and in no place a second time. What waits to be sent and
 * matches no more is dropped when its turn comes. To be called in the transaction in which the correction is made.
 *
 * @returns How the subscriptions of those for whom it holds judge a posting, before and after.
 */
export async function matchCorrected(
  stores: Stores,
  { correction: { workspace, destination }, postings, before, after }: CorrectedOpening,
  { now, random, log }: { readonly now: number; readonly random: Random; readonly log: Log },
): Promise<(posting: Posting) => Effect> {
  const all =
    destination === null
      ? await stores.subscriptions.ofWorkspace(workspace)
      : (await stores.subscriptions.at([destination])).filter((one) => one.workspace === workspace);
  const { wanted } = readable(all, log);

  function judged(views: CorrectedViews, posting: Posting, { query, subscription }: Wanted): boolean {
    return evaluate(query.filter, views.of(posting, subscription), now).outcome === "match";
  }

  function isGained({ posting, matchedAs }: Matched, one: Wanted): boolean {
    const { createdAt, endedAt } = one.subscription;
    if (endedAt !== null || createdAt > posting.firstSeenAt) return false;
    return !judged(before, matchedAs, one) && judged(after, posting, one);
  }

  // What was never matched is matched as it reads by then. What waits for it anew is not left to that: it would be compared
  // with what it was as that reads from now on, and be taken for known.
  const told = postings.flatMap(({ posting, matchedAs, isBaseline }): Matched[] =>
    matchedAs === null || isBaseline ? [] : [{ posting, matchedAs }],
  );
  const gaining = wanted.filter((one) => told.some((matched) => isGained(matched, one)));
  if (gaining.length > 0) {
    // Reserved, so that they are and stay as they are here: what waits for one that ends meanwhile would wait for ever.
    const stored = await stores.subscriptions.toDeliver(gaining.map(({ subscription }) => subscription.id));
    const reserved = readable([...stored.values()], log).wanted;
    const matches = told.map((matched) => ({
      posting: matched.posting,
      before: null,
      wanted: reserved.filter((one) => isGained(matched, one)).toSorted(byAge),
    }));
    const hidden = await stores.marks.hiddenBy(told.map(({ posting }) => posting.openingId));
    await addDeliveries(stores, draftsOf(matches, hidden, after, now), now, random);
  }

  return (posting) => {
    const was = new Set(wanted.filter((one) => judged(before, posting, one)));
    const is = new Set(wanted.filter((one) => judged(after, posting, one)));
    return {
      gained: [...is.difference(was)].map(({ subscription }) => subscription),
      lost: [...was.difference(is)].map(({ subscription }) => subscription),
    };
  };
}

/** A posting, and as what it was last matched. */
interface Matched {
  readonly posting: Posting;
  readonly matchedAs: Posting;
}

/** Subscriptions that match what they did not match before, and the reverse. */
export interface Effect {
  readonly gained: readonly StoredSubscription[];
  readonly lost: readonly StoredSubscription[];
}
