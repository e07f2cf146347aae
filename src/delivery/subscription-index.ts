import { FilterIndex } from "../filter/index/filter-index.ts";
import type { PostingView } from "../filter/verdict.ts";
import type { Log } from "../log.ts";
import type { SubscriptionStore } from "../storage/subscription-store.ts";
import { readable } from "./wanted.ts";

/** Subscriptions, the filters among them that differ, and the values and words that those ask for. */
export type IndexSize = FilterIndex["size"];

/** Which subscriptions want a posting. */
export interface SubscriptionIndex {
  /**
   * Takes in what changed since the last call, at the first one all there is. To be called with the stores of the
   * transaction in which the answers are used.
   */
  follow(subscriptions: Pick<SubscriptionStore, "changedSince">): Promise<void>;
  /**
   * Ids of those in force whose filters match, in no order.
   *
   * @param now Milliseconds since the epoch.
   */
  matches(posting: PostingView, now: number): Iterable<string>;
  size(): IndexSize;
}

/** Changes read at once. */
const pageSize = 500;

export function createSubscriptionIndex(log: Log): SubscriptionIndex {
  const index = new FilterIndex();
  /** The index knows subscriptions by numbers. */
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const free: number[] = [];
  let sequence = 0;

  function take(id: string): number {
    const number = numbers.get(id) ?? free.pop() ?? ids.length;
    numbers.set(id, number);
    ids[number] = id;
    return number;
  }

  function drop(id: string): void {
    const number = numbers.get(id);
    if (number === undefined) return;
    index.delete(number);
    numbers.delete(id);
    free.push(number);
  }

  return {
    async follow(subscriptions) {
      for (;;) {
        const changes = await subscriptions.changedSince(sequence, pageSize);
        const stored = changes.flatMap(({ subscription }) => subscription ?? []);
        const understood = new Map(
          readable(stored, log).wanted.map(({ subscription, query }) => [subscription.id, query.filter]),
        );
        for (const { id } of changes) {
          const filter = understood.get(id);
          if (filter === undefined) drop(id);
          else index.set(take(id), filter);
        }
        sequence = changes.at(-1)?.sequence ?? sequence;
        if (changes.length < pageSize) return;
      }
    },

    *matches(posting, now) {
      for (const number of index.matches(posting, now)) yield ids[number] ?? "";
    },

    size: () => index.size,
  };
}
