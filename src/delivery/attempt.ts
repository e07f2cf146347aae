import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Meter } from "../meter.ts";
import { type ClaimedMessage, type Outcome, putOffReason } from "../storage/message-store.ts";
import type { Storage } from "../storage/storage.ts";
import { budgetSince, nextDigestAt } from "./cadence.ts";
import { compose, type Sources } from "./compose.ts";
import { type Destination, type Failure, type Found, parseDestination, type Platform } from "./platform.ts";
import { outcomeOf } from "./retry.ts";
import { isPaused, silentUntil, unreadableEveryMs, type Wanted, waitsUntil } from "./wanted.ts";

/** Tries one claimed message. Throws for nothing but a simulated crash. */
export type Attempt = (message: ClaimedMessage, sources: Sources) => Promise<Outcome>;

export interface AttemptPorts {
  readonly storage: Storage;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly meter: Meter;
  /** The platform said that this process can send nothing any more, and why. */
  readonly onFatal: (reason: string) => void;
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

/** What becomes of one message: it is put off, looked for, sent or edited, and what its platform says is understood. */
export function createAttempt(ports: AttemptPorts): Attempt {
  const { storage, platforms, clock, random, log, checkpoint, meter, onFatal } = ports;
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));

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
      if (!platform.capabilities.editsInPlace) {
        // Then it is a new line: nobody wants that of what they no longer follow, nor during their pause or quiet hours.
        if (composed.wantedBy.length === 0) {
          return { kind: "expired", message, reason: "unsubscribed before it changed" };
        }
        const silent = silentFor(composed.wantedBy, now);
        if (silent !== null) return putOffUntil(message, silent, putOffReason);
      }
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
    const { platform } = parseDestination(destination);
    meter.count("rolecall_send_failures_total", { platform, class: failure.class });
    if (failure.class === "process") onFatal(`${failure.code}: ${failure.reason}`);
    return outcomeOf(message, failure, clock.now(), random);
  }

  return async (message, sources) => {
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
  };
}
