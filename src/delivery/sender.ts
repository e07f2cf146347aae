import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { ClaimedMessage, Outcome } from "../storage/message-store.ts";
import type { Storage } from "../storage/storage.ts";
import { budgetSince, nextDigestAt } from "./cadence.ts";
import { compose, type Sources } from "./compose.ts";
import { type Destination, type Failure, type Found, parseDestination, type Platform } from "./platform.ts";
import { outcomeOf } from "./retry.ts";
import { silentUntil, type Wanted, wantedBy } from "./wanted.ts";

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
  /** Sends all that is due. When the signal aborts it finishes what is being sent and claims no more. */
  sendDue(signal: AbortSignal): Promise<SendReport>;
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
}

/** Longer than any send may take. */
const leaseMs = 60_000;
/** Messages under way at once, each to another destination. */
const sideBySide = 200;
/** Clocks of platforms and ours differ: a message is looked for from this long before its first try. */
const searchSlackMs = 60_000;

/** Takes what is due out of the ledger, sends it once, and writes down what came of it. */
export function createSender({ storage, platforms, clock, random, log, checkpoint }: SenderPorts): Sender {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));

  async function sourcesOf(messages: readonly ClaimedMessage[]): Promise<Sources> {
    const deliveries = messages.flatMap((message) => message.deliveries);
    return {
      postings: await storage.postings.byIds([...new Set(deliveries.map(({ postingId }) => postingId))]),
      subscriptions: await storage.subscriptions.byIds([
        ...new Set([
          ...deliveries.flatMap(({ subscriptions }) => subscriptions),
          ...messages.map(({ subscription }) => subscription),
        ]),
      ]),
    };
  }

  /** Whether now is a moment for it at all: what must wait goes to a digest, unless it is or may be there already. */
  async function putOff(message: ClaimedMessage, sources: Sources, now: number): Promise<Outcome | undefined> {
    const subscription = sources.subscriptions.get(message.subscription);
    if (message.operation === "edit" || subscription === undefined || subscription.endedAt !== null) return undefined;
    const wanted = wantedBy(subscription);
    const until = silentUntil(wanted, now) ?? (message.header === null ? await overBudgetUntil(wanted, now) : null);
    if (until === null) return undefined;
    if (message.header === null && !message.isInDoubt) return { kind: "postponed", message, dueAt: until };
    const { isInDoubt, isPlain } = message;
    return {
      kind: "retry",
      message,
      dueAt: until,
      reason: "paused, quiet or over max",
      countsAttempt: false,
      isInDoubt,
      isPlain,
    };
  }

  /** When the next digest takes what is over a subscription's `max`; null while there is room. */
  async function overBudgetUntil({ subscription, plan }: Wanted, now: number): Promise<number | null> {
    if (plan.max === null) return null;
    const sent = await storage.messages.sentSince(subscription.id, budgetSince(plan.max, plan.tz, now));
    return sent < plan.max.count ? null : nextDigestAt(plan, now);
  }

  async function attempt(message: ClaimedMessage, sources: Sources): Promise<Outcome> {
    const destination = parseDestination(message.destination);
    const platform = byId.get(destination.platform);
    if (platform === undefined) {
      const failure: Failure = {
        class: "installation",
        code: "no-platform",
        reason: `${destination.platform} is not set up here`,
      };
      return outcomeOf(message, failure, clock.now(), random);
    }
    try {
      return await tryOnce(message, sources, destination, platform);
    } catch (error) {
      if (error instanceof RolecallError && error.code === "crash") throw error;
      return failed(message, platform, error);
    }
  }

  async function tryOnce(
    claimed: ClaimedMessage,
    sources: Sources,
    destination: Destination,
    platform: Platform,
  ): Promise<Outcome> {
    const now = clock.now();
    const composed = compose(claimed, sources, now, platform.capabilities.digest.characters);
    const shown = composed.kind === "message" ? composed.shown : "";
    const found =
      claimed.isInDoubt && claimed.operation === "post" ? await lookFor(claimed, destination, platform) : null;
    if (found?.kind === "found") return { kind: "posted", message: claimed, reference: found.reference, shown };
    // Surely not there: as if it had never been tried.
    const message = found?.kind === "absent" ? { ...claimed, isInDoubt: false } : claimed;
    if (composed.kind === "expired") return { ...composed, message };
    const later = await putOff(message, sources, now);
    if (later !== undefined) return later;
    const options = { isPlain: message.isPlain };
    if (message.operation === "edit" && message.reference !== null) {
      if (shown !== message.shown) await platform.edit(destination, message.reference, composed.message, options);
      return { kind: "edited", message, shown };
    }
    if (found?.kind === "unknown") {
      if (message.isUncertain) return { kind: "dead", message, reason: "interrupted twice while it was being sent" };
      await storage.messages.markUncertain([message.id]);
      log.warn({ message: message.id, destination: message.destination }, "sent again without knowing if it arrived");
    }
    const reference = await platform.send(destination, composed.message, message.id, options);
    checkpoint("sent");
    return { kind: "posted", message, reference, shown };
  }

  /** Whether a message that may have arrived stands in its destination. */
  async function lookFor(message: ClaimedMessage, destination: Destination, platform: Platform): Promise<Found> {
    if (!platform.capabilities.findsByKey) return { kind: "unknown" };
    return await platform.find(destination, message.id, message.triedAt - searchSlackMs);
  }

  function failed(message: ClaimedMessage, platform: Platform, error: unknown): Outcome {
    const failure = platform.classify(error);
    const { id, destination } = message;
    const fields = { message: id, destination, class: failure.class, code: failure.code };
    log.warn({ ...fields, reason: failure.reason }, "send failed");
    if (failure.class === "process") halted = `${failure.code}: ${failure.reason}`;
    return outcomeOf(message, failure, clock.now(), random);
  }

  let halted: string | null = null;

  return {
    async sendDue(signal) {
      const counts = { posted: 0, edited: 0, notSent: 0 };
      const underWay = new Set<Promise<void>>();
      let done: Outcome[] = [];
      let crash: unknown;

      async function start(messages: readonly ClaimedMessage[]): Promise<void> {
        const sources = await sourcesOf(messages);
        for (const message of messages) {
          const work = attempt(message, sources)
            .then((outcome) => void done.push(outcome))
            .catch((error: unknown) => {
              crash = error;
            })
            .finally(() => underWay.delete(work));
          underWay.add(work);
        }
      }

      async function settle(): Promise<void> {
        const outcomes = done;
        done = [];
        await storage.transaction((stores) => stores.messages.settle(outcomes, clock.now()));
        checkpoint("settled");
        for (const { kind } of outcomes) {
          if (kind === "posted" || kind === "edited") counts[kind]++;
          else counts.notSent++;
        }
      }

      for (;;) {
        if (done.length > 0) await settle();
        const free = sideBySide - underWay.size;
        if (free > 0 && halted === null && !signal.aborted) {
          const now = clock.now();
          const claimed = await storage.transaction((stores) => stores.messages.claim(now, now + leaseMs, free));
          if (claimed.length > 0) {
            checkpoint("claimed");
            await start(claimed);
          }
        }
        if (crash !== undefined) throw crash;
        if (underWay.size === 0 && done.length === 0) return { ...counts, halted };
        if (done.length === 0) await Promise.race(underWay);
      }
    },

    async recover(isSole) {
      const now = clock.now();
      const leasesBefore = isSole ? Number.POSITIVE_INFINITY : now;
      const recovered = await storage.transaction((stores) => stores.messages.recover(leasesBefore, now));
      if (recovered > 0) log.warn({ recovered }, "messages were interrupted while they were being sent");
    },
  };
}
