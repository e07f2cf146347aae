import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import type { Log } from "../log.ts";
import { type Meter, silentMeter } from "../meter.ts";
import type { ClaimedMessage, Outcome } from "../storage/message-store.ts";
import type { Storage } from "../storage/storage.ts";
import { silentTracing, type Tracing } from "../tracing.ts";
import { createAttempt } from "./attempt.ts";
import type { Sources } from "./compose.ts";
import { viewsFor } from "./corrected-views.ts";
import { parseDestination, type Platform } from "./platform.ts";
import { readable } from "./wanted.ts";
import { withListed } from "./with-listed.ts";

export interface SendReport {
  /** New messages that arrived. */
  readonly posted: number;
  readonly edited: number;
  /** Put off, held, given up or no longer wanted: each with a row that says why. */
  readonly notSent: number;
  /** Why this process can send nothing any more; null while it can. */
  readonly halted: string | null;
}

export interface Sender {
  /**
   * Sends all that is due, also what becomes due meanwhile; a call while it runs has it look at once, and gets the same
   * answer. When the signal aborts it finishes what is being sent and claims no more.
   */
  sendDue(signal: AbortSignal): Promise<SendReport>;
  /** Resolves when nothing is being sent. Never throws. */
  idle(): Promise<void>;
  /**
   * Puts back what a dead process was sending, to be looked for before it is sent again.
   *
   * @param isSole Whether no other process works on the database, so that whatever is being sent is a dead one's.
   */
  recover(isSole: boolean): Promise<void>;
}

export interface SenderPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly meter?: Meter;
  readonly tracing?: Tracing;
}

/** Longer than any send may take. */
const leaseMs = 60_000;
/** Messages under way at once, each to another destination. */
const sideBySide = 200;

/** Takes what is due out of the ledger, sends it once, and writes down what came of it. */
export function createSender(ports: SenderPorts): Sender {
  const { storage, platforms, clock, random, log, checkpoint, meter = silentMeter, tracing = silentTracing } = ports;
  const attempt = createAttempt({
    storage,
    platforms,
    clock,
    random,
    log,
    checkpoint,
    meter,
    onFatal(reason) {
      halted = reason;
    },
  });

  async function sourcesOf(messages: readonly ClaimedMessage[]): Promise<Sources> {
    const deliveries = messages.flatMap((message) => message.deliveries);
    const postings = await storage.postings.byIds([...new Set(deliveries.map(({ postingId }) => postingId))]);
    const stored = await storage.subscriptions.byIds([
      ...new Set([
        ...deliveries.flatMap(({ subscriptions }) => subscriptions),
        ...messages.map(({ subscription }) => subscription),
      ]),
    ]);
    const { wanted, unreadable } = readable([...stored.values()], log);
    return {
      postings: await withListed(storage.postings, postings),
      views: await viewsFor(storage.corrections, postings.values(), log),
      hidden: await storage.marks.hiddenBy([...new Set([...postings.values()].map(({ openingId }) => openingId))]),
      subscriptions: new Map(wanted.map((one) => [one.subscription.id, one])),
      unreadable,
    };
  }

  /** One try, as operators see it. */
  async function observed(message: ClaimedMessage, sources: Sources): Promise<Outcome> {
    const { platform } = parseDestination(message.destination);
    const postings = message.deliveries.flatMap(({ postingId }) => sources.postings.get(postingId) ?? []);
    return await tracing.span(
      "send",
      async (span) => {
        const outcome = await attempt(message, sources);
        const { operation, kind, attempts } = message;
        span.setAttributes({
          "rolecall.platform": platform,
          "rolecall.operation": operation,
          "rolecall.kind": kind,
          "rolecall.attempts": attempts,
          "rolecall.outcome": outcome.kind,
        });
        meter.count("rolecall_delivery_outcomes_total", { platform, outcome: outcome.kind });
        if (outcome.kind === "posted") {
          const now = clock.now();
          for (const { firstSeenAt } of postings) {
            meter.observe("rolecall_delivery_delay_seconds", { kind }, Math.max(0, now - firstSeenAt) / 1_000);
          }
        }
        return outcome;
      },
      postings,
    );
  }

  // What another process can send must not wait here. One that is alone says why nothing goes to where it has no platform.
  const own = storage.isShared ? platforms.map(({ id }) => id) : undefined;
  const everyMsOf = new Map(platforms.map(({ id, capabilities }) => [id, capabilities.messageEveryMs]));
  let halted: string | null = null;
  /** What came of messages and is not written down yet: kept until it is, also when the database fails once. */
  const done: Outcome[] = [];

  /** Has the run that is going on look for what is due; null where none is. */
  let look: (() => void) | null = null;
  let last: Promise<SendReport> = Promise.resolve({ posted: 0, edited: 0, notSent: 0, halted });

  async function run(signal: AbortSignal): Promise<SendReport> {
    const counts = { posted: 0, edited: 0, notSent: 0 };
    /** What each workspace is being sent right now. */
    const underWay = new Map<Promise<void>, string>();
    /** Places that may take nothing for a moment, after which there may be more for them. */
    const resting = new Set<Promise<void>>();
    let crash: unknown;
    let wake = Promise.withResolvers<void>();
    let isWoken = false;
    look = () => {
      isWoken = true;
      wake.resolve();
    };

    /** Of several processes each knows only what it has sent itself: the queue gives nothing out before its time. */
    function paced(outcome: Outcome): Outcome {
      const everyMs = everyMsOf.get(parseDestination(outcome.message.destination).platform);
      if (!storage.isShared || outcome.kind !== "posted" || everyMs === undefined) return outcome;
      const rest = clock.sleep(everyMs, signal).then(() => {
        resting.delete(rest);
        look?.();
      });
      resting.add(rest);
      return { ...outcome, notBefore: clock.now() + everyMs };
    }

    async function start(messages: readonly ClaimedMessage[]): Promise<void> {
      const sources = await sourcesOf(messages);
      for (const message of messages) {
        const work = observed(message, sources)
          .then((outcome) => void done.push(paced(outcome)))
          .catch((error: unknown) => {
            crash = error;
          })
          .finally(() => underWay.delete(work));
        underWay.set(work, message.workspace);
      }
    }

    /** Writes down what came back and takes what may go next, in one commit: the disk is what both wait for. */
    async function turn(limit: number): Promise<readonly ClaimedMessage[]> {
      const outcomes = done.slice();
      if (outcomes.length === 0 && limit === 0) return [];
      const now = clock.now();
      const claimed = await storage.transaction(async ({ messages }) => {
        if (outcomes.length > 0) await messages.settle(outcomes, now);
        return limit > 0 ? await messages.claim(now, now + leaseMs, limit, [...underWay.values()], own) : [];
      });
      done.splice(0, outcomes.length);
      if (outcomes.length > 0) checkpoint("settled");
      for (const { kind } of outcomes) {
        if (kind === "posted" || kind === "edited") counts[kind]++;
        else counts.notSent++;
      }
      return claimed;
    }

    try {
      for (;;) {
        if (isWoken) wake = Promise.withResolvers();
        isWoken = false;
        const mayClaim = halted === null && !signal.aborted;
        const claimed = await turn(mayClaim ? sideBySide - underWay.size : 0);
        if (claimed.length > 0) {
          checkpoint("claimed");
          await start(claimed);
        }
        if (crash !== undefined) throw crash;
        const isIdle = underWay.size === 0 && resting.size === 0;
        if (isIdle && done.length === 0 && !isWoken) return { ...counts, halted };
        if (done.length === 0 && !isWoken) await Promise.race([wake.promise, ...underWay.keys()]);
      }
    } finally {
      // Before anybody may ask again: what is asked for from here on is another run's.
      look = null;
    }
  }

  return {
    sendDue(signal) {
      if (look === null) last = run(signal);
      else look();
      return last;
    },

    async idle() {
      await last.catch(() => undefined);
    },

    async recover(isSole) {
      const now = clock.now();
      const leasesBefore = isSole ? Number.POSITIVE_INFINITY : now;
      const recovered = await storage.transaction((stores) => stores.messages.recover(leasesBefore, now));
      if (recovered > 0) log.warn({ recovered }, "messages were interrupted while they were being sent");
    },
  };
}
