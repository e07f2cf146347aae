import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type ClaimedMessage, type Outcome, putOffReason } from "../storage/message-store.ts";
import type { Storage } from "../storage/storage.ts";
import { budgetSince, nextDigestAt } from "./cadence.ts";
import { compose, type Sources } from "./compose.ts";
import { type Destination, type Failure, type Found, parseDestination, type Platform } from "./platform.ts";
import { outcomeOf } from "./retry.ts";
import { isPaused, readable, silentUntil, unreadableEveryMs, type Wanted, waitsUntil } from "./wanted.ts";
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
}

/** What a platform answered with, to tell it from faults of ours around it. */
class Refused extends Error {}

async function asked<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof RolecallError && cause.code === "crash") throw cause;
    throw new Refused("the platform refused", { cause });
  }
}

/** Longer than any send may take. */
const leaseMs = 60_000;
/** Messages under way at once, each to another destination. */
const sideBySide = 200;
const unreadableReason = "its subscription cannot be read; it waits until it can";
/** Clocks of platforms and ours differ: a message is looked for from this long before its first try. */
const searchSlackMs = 60_000;
/** And until so long after its last one: wide, as a message that is there and not found is shown twice. */
const searchAfterMs = 10 * 60_000;

/** What is tried again then, as it is; this was no try. */
function putOffUntil(message: ClaimedMessage, dueAt: number, reason: string): Outcome {
  const { isInDoubt, isPlain } = message;
  return { kind: "retry", message, dueAt, reason, countsAttempt: false, isInDoubt, isRefused: true, isPlain };
}

/** Until when none of them wants to be told of anything; null where one does now. */
function silentFor(wantedBy: readonly Wanted[], now: number): number | null {
  const silences = wantedBy.map((wanted) => silentUntil(wanted, now));
  return silences.includes(null) ? null : Math.min(...silences.flatMap((until) => until ?? []));
}

/** Takes what is due out of the ledger, sends it once, and writes down what came of it. */
export function createSender({ storage, platforms, clock, random, log, checkpoint }: SenderPorts): Sender {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));

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
      hidden: await storage.marks.hiddenBy([...new Set([...postings.values()].map(({ openingId }) => openingId))]),
      subscriptions: new Map(wanted.map((one) => [one.subscription.id, one])),
      unreadable,
    };
  }

  /** Whether now is a moment for it at all: what must wait goes to a digest, unless it is or may be there already. */
  async function putOff(
    message: ClaimedMessage,
    wantedBy: readonly Wanted[],
    now: number,
  ): Promise<Outcome | undefined> {
    if (message.operation === "edit") return undefined;
    const owner = wantedBy.find(({ subscription: { id } }) => id === message.subscription);
    if (message.header !== null && !message.isInDoubt && (owner === undefined || isPaused(owner.subscription, now))) {
      // Not shown for whoever ended or paused it, which may never end: its openings are waiting again, each for whoever of
      // the others shows it the soonest.
      return { kind: "postponed", message, subscription: message.subscription, dueAt: now };
    }
    const { subscription, dueAt } = await soonest(message, wantedBy, now);
    if (dueAt === null) {
      // It counts for the `max` of the one that is told now.
      if (message.header === null && subscription !== message.subscription) {
        await storage.messages.handOver(message.id, subscription);
      }
      return undefined;
    }
    if (!message.isInDoubt && message.header === null) return { kind: "postponed", message, subscription, dueAt };
    return putOffUntil(message, dueAt, putOffReason);
  }

  /**
   * The one of its subscriptions for which it may be shown the soonest, and when that is; null is now. The digest of one
   * that is in force, and what may have been shown for it already, waits for that one alone, unless it is paused.
   */
  async function soonest(message: ClaimedMessage, wantedBy: readonly Wanted[], now: number) {
    const own = wantedBy.find(({ subscription: { id } }) => id === message.subscription);
    const isBound = message.header !== null || message.isInDoubt;
    const candidates = isBound && own !== undefined && !isPaused(own.subscription, now) ? [own] : wantedBy;
    let best: { readonly subscription: string; readonly dueAt: number | null } | undefined;
    for (const candidate of candidates) {
      const { subscription } = candidate;
      // What may be there already can join no digest: it would wait for the next one for ever.
      const isByItself = candidate === own || message.isInDoubt;
      const silent = isByItself ? silentUntil(candidate, now) : waitsUntil(candidate, now);
      const dueAt = silent ?? (message.header === null ? await overBudgetUntil(candidate, message, now) : null);
      if (dueAt === null) return { subscription: subscription.id, dueAt };
      if (best === undefined || dueAt < (best.dueAt ?? 0)) best = { subscription: subscription.id, dueAt };
    }
    return best ?? { subscription: message.subscription, dueAt: null };
  }

  /** When the next digest takes what is over a subscription's `max`; null while there is room. */
  async function overBudgetUntil(
    { subscription, plan }: Wanted,
    { id }: ClaimedMessage,
    now: number,
  ): Promise<number | null> {
    if (plan.max === null) return null;
    const sent = await storage.messages.sentSince(subscription.id, budgetSince(plan.max, plan.tz, now), id);
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
      if (error instanceof Refused) return failed(message, platform.classify(error.cause));
      if (error instanceof RolecallError && error.code === "crash") throw error;
      log.error({ error, message: message.id }, "a message could not be handled by a fault of ours");
      return failed(message, { class: "transient", code: "internal", reason: "a fault of ours" });
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
    if (found?.kind === "found") {
      // It was made when it was first tried, and what it shows may have changed since.
      const known = platform.capabilities.editsInPlace ? null : shown;
      return { kind: "posted", message: claimed, reference: found.reference, shown: known };
    }
    // Surely not there: as if it had never been tried.
    const message = found?.kind === "absent" ? { ...claimed, isInDoubt: false } : claimed;
    if (composed.kind === "expired") return { ...composed, message };
    if (composed.kind === "unreadable") return putOffUntil(message, now + unreadableEveryMs, unreadableReason);
    const later = await putOff(message, composed.wantedBy, now);
    if (later !== undefined) return later;
    const options = { isPlain: message.isPlain };
    if (message.operation === "edit" && message.reference !== null) {
      const { reference } = message;
      // Where it cannot be changed in place an edit is a new line: nobody wants that of what they no longer follow.
      if (!platform.capabilities.editsInPlace && composed.wantedBy.length === 0) {
        return { kind: "expired", message, reason: "unsubscribed before it changed" };
      }
      // And nobody wants to hear now what changed while their pause or quiet hours last.
      const silent = platform.capabilities.editsInPlace ? null : silentFor(composed.wantedBy, now);
      if (silent !== null) return putOffUntil(message, silent, putOffReason);
      // After an edit whose answer was lost, nobody knows what is shown.
      if (shown !== message.shown || message.isInDoubt) {
        await asked(() => platform.edit(destination, reference, composed.message, options));
      }
      return { kind: "edited", message, shown };
    }
    if (found?.kind === "unknown") {
      if (message.isUncertain) return { kind: "dead", message, reason: "interrupted twice while it was being sent" };
      await storage.messages.markUncertain([message.id]);
      log.warn({ message: message.id, destination: message.destination }, "sent again without knowing if it arrived");
    }
    const reference = await asked(() => platform.send(destination, composed.message, message.id, options));
    checkpoint("sent");
    return { kind: "posted", message, reference, shown };
  }

  /** Whether a message that may have arrived stands in its destination. */
  async function lookFor(message: ClaimedMessage, destination: Destination, platform: Platform): Promise<Found> {
    if (!platform.capabilities.findsByKey) return { kind: "unknown" };
    const { id, triedAt, doubtedAt } = message;
    // A clock may have been set back between them.
    const until = Math.max(triedAt, doubtedAt) + searchAfterMs;
    return await asked(() => platform.find(destination, id, triedAt - searchSlackMs, until));
  }

  function failed(message: ClaimedMessage, failure: Failure): Outcome {
    const { id, destination } = message;
    const fields = { message: id, destination, class: failure.class, code: failure.code };
    log.warn({ ...fields, reason: failure.reason }, "send failed");
    if (failure.class === "process") halted = `${failure.code}: ${failure.reason}`;
    return outcomeOf(message, failure, clock.now(), random);
  }

  let halted: string | null = null;
  /** What came of messages and is not written down yet: kept until it is, also when the database fails once. */
  const done: Outcome[] = [];

  /** Has the run that is going on look for what is due; null where none is. */
  let look: (() => void) | null = null;
  let last: Promise<SendReport> = Promise.resolve({ posted: 0, edited: 0, notSent: 0, halted });

  async function run(signal: AbortSignal): Promise<SendReport> {
    try {
      return await sendAll(signal);
    } finally {
      look = null;
    }
  }

  async function sendAll(signal: AbortSignal): Promise<SendReport> {
    const counts = { posted: 0, edited: 0, notSent: 0 };
    /** What each workspace is being sent right now. */
    const underWay = new Map<Promise<void>, string>();
    let crash: unknown;
    let asked = Promise.withResolvers<void>();
    let isAsked = false;
    look = () => {
      isAsked = true;
      asked.resolve();
    };

    async function start(messages: readonly ClaimedMessage[]): Promise<void> {
      const sources = await sourcesOf(messages);
      for (const message of messages) {
        const work = attempt(message, sources)
          .then((outcome) => void done.push(outcome))
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
        return limit > 0 ? await messages.claim(now, now + leaseMs, limit, [...underWay.values()]) : [];
      });
      done.splice(0, outcomes.length);
      if (outcomes.length > 0) checkpoint("settled");
      for (const { kind } of outcomes) {
        if (kind === "posted" || kind === "edited") counts[kind]++;
        else counts.notSent++;
      }
      return claimed;
    }

    for (;;) {
      if (isAsked) asked = Promise.withResolvers();
      isAsked = false;
      const mayClaim = halted === null && !signal.aborted;
      const claimed = await turn(mayClaim ? sideBySide - underWay.size : 0);
      if (claimed.length > 0) {
        checkpoint("claimed");
        await start(claimed);
      }
      if (crash !== undefined) throw crash;
      if (underWay.size === 0 && done.length === 0 && !isAsked) {
        // Before anybody may ask again: what is asked for from here on is another run's.
        look = null;
        return { ...counts, halted };
      }
      if (done.length === 0 && !isAsked) await Promise.race([asked.promise, ...underWay.keys()]);
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
