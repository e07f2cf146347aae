import { type Clock, withinTime } from "./clock.ts";
import type { IndexSize } from "./delivery/subscription-index.ts";
import { RolecallError } from "./errors.ts";
import type { Reading } from "./ops/metrics/metrics.ts";
import type { MetricName } from "./meter.ts";
import type { Storage } from "./storage/storage.ts";

/** For so long an answer is given again, and for longer where it was dear: whoever asks often costs the database no more. */
const freshForMs = 10_000;
/** Of the time at the most, the part that looking may take. */
const largestShare = 1 / 50;

/** Whoever scrapes gives up after ten seconds as a rule, and then gets nothing at all. */
const answerWithinMs = 5_000;

export interface ReadingsPorts {
  readonly storage: Storage;
  readonly clock: Clock;
}

export interface OwnReadingsPorts {
  readonly storage: Pick<Storage, "poolStats">;
  readonly indexSize: () => IndexSize;
}

/** What this process alone knows, and knows also while the database gives no answer. */
export function createOwnReadings({ storage, indexSize }: OwnReadingsPorts): () => readonly Reading[] {
  return () => {
    const size = indexSize();
    return [
      reading("rolecall_index_subscriptions", size.subscribers),
      reading("rolecall_index_filters", size.filters),
      reading("rolecall_index_claims", size.claims),
      ...Object.entries(storage.poolStats?.() ?? {}).map(([state, count]) =>
        reading("rolecall_database_connections", count, { state }),
      ),
    ];
  };
}

/** What gauges stand at, looked up when it is asked for. Throws where the database gives no answer. */
export function createReadings({ storage, clock }: ReadingsPorts): () => Promise<readonly Reading[]> {
  let last: { readonly at: number; freshForMs: number; readonly readings: Promise<readonly Reading[]> } | undefined;

  async function read(): Promise<readonly Reading[]> {
    const now = clock.now();
    const { messages, uncertain, oldestDueAt, sources, pollDueAt } = await storage.statistics.at(now);
    const oldestPendingAt = await storage.messages.oldestPending();
    const deliveries = { ...messages, waiting: await storage.deliveries.waiting() };
    return [
      ...Object.entries(deliveries).map(([state, count]) => reading("rolecall_deliveries", count, { state })),
      reading("rolecall_uncertain_deliveries", uncertain),
      reading("rolecall_oldest_pending_seconds", secondsSince(oldestPendingAt)),
      reading("rolecall_oldest_due_seconds", secondsSince(oldestDueAt)),
      ...sources.map(({ kind, state, count }) => reading("rolecall_sources", count, { source: kind, state })),
      reading("rolecall_poll_overdue_seconds", secondsSince(pollDueAt)),
    ];

    function secondsSince(at: number | null | undefined): number {
      return typeof at === "number" ? Math.max(0, now - at) / 1_000 : 0;
    }
  }

  async function readInTime(): Promise<readonly Reading[]> {
    return await withinTime(clock, answerWithinMs, read(), () => {
      return new RolecallError("slow", `metrics: expected the database to answer within ${answerWithinMs} ms`);
    });
  }

  return async () => {
    const now = clock.now();
    // A clock that is set back must not keep an old answer.
    if (last === undefined || Math.abs(now - last.at) >= last.freshForMs) {
      const look = { at: now, freshForMs, readings: readInTime() };
      last = look;
      look.readings.then(
        () => {
          look.freshForMs = Math.max(freshForMs, (clock.now() - now) / largestShare);
        },
        () => {
          last = undefined;
        },
      );
    }
    return await last.readings;
  };
}

function reading(name: MetricName, value: number, labels: Readonly<Record<string, string>> = {}): Reading {
  return { name, labels, value };
}
