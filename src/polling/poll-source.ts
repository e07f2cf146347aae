import { isDeepStrictEqual } from "node:util";
import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { messageOf, RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type Meter, silentMeter } from "../meter.ts";
import type { PolledSource, Snapshot, SourceHttp } from "../sources/source.ts";
import type { KnownPosting } from "../storage/posting-store.ts";
import type { SourceRecord } from "../storage/source-store.ts";
import type { Storage } from "../storage/storage.ts";
import { nextPollAfterFailure, nextPollAfterSuccess } from "./schedule.ts";
import { type Counts, noCounts, storeSnapshot } from "./store-snapshot.ts";

/** HTTP for one poll: it sends the validators of the last stored snapshot and gathers those of the next, and moves. */
export interface PollSession extends SourceHttp {
  /** To be kept with the snapshot, and for how long its server says that it stays fresh. */
  collected(): { readonly validators: unknown; readonly moves: unknown; readonly freshForMs: number };
}

export interface PollHttp {
  session(poll: {
    /** As `collected` gave them; none, or of another form, count as none. */
    readonly validators: unknown;
    readonly moves: unknown;
    readonly allowHosts: readonly string[];
    readonly signal: AbortSignal;
  }): PollSession;
}

/** `postponed`: its host asked one of its other sources to wait. */
export const pollOutcomes = ["read", "unchanged", "failed", "postponed", "stopped"] as const;

/** What one poll came to. */
export interface PollReport extends Omit<Counts, "missing" | "shrunkSince" | "isAnyUnread"> {
  readonly key: string;
  readonly outcome: (typeof pollOutcomes)[number];
  readonly errorCode: string | null;
  readonly errorText: string | null;
}

export interface PollProgress {
  readonly key: string;
  readonly done: number;
  readonly total: number | undefined;
}

export interface PollSourcePorts {
  readonly storage: Storage;
  readonly http: PollHttp;
  /** The same without the operator's private hosts, for guests. */
  readonly guestHttp?: PollHttp;
  /** Folder that relative paths of sources start from. */
  readonly baseDir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
  readonly meter?: Meter;
}

/** A poll that shows no sign of life for so long is taken over; far more than the deadline of any request. */
export const leaseMs = 15 * 60_000;

/** Shorter ones are within what a source's interval leaves open. */
const shortestOutageMs = 3_600_000;

/** One poll of a claimed source: what is asked, what is kept of the answer, and when the next time is. Never throws for a source that fails. */
export type PollSource = (
  record: SourceRecord,
  polled: PolledSource,
  signal: AbortSignal,
  onProgress: ((progress: PollProgress) => void) | undefined,
) => Promise<PollReport>;

export function createPollSource(ports: PollSourcePorts): PollSource {
  const { storage, clock, random, log, checkpoint, meter = silentMeter } = ports;

  async function poll(
    record: SourceRecord,
    polled: PolledSource,
    signal: AbortSignal,
    onProgress: ((progress: PollProgress) => void) | undefined,
  ): Promise<PollReport> {
    const minEveryMs = polled.source.terms?.minEveryMs ?? 0;
    const cache = storage.cache("http");
    const moves = storage.cache("moves");
    const movedBefore: unknown = await moves.get(record.key);
    const session = clientFor(polled).session({
      validators: record.snapshots > 0 ? ((await cache.get(record.key)) ?? {}) : {},
      moves: movedBefore,
      allowHosts: polled.allowHosts,
      signal,
    });
    let extendedAt = clock.now();
    let extending: Promise<void> = Promise.resolve();
    /** Whoever is at work keeps the claim. */
    function progress(done: number, total?: number): void {
      onProgress?.({ key: record.key, done, total });
      const now = clock.now();
      if (now - extendedAt < leaseMs / 5) return;
      extendedAt = now;
      extending = extending.then(() => storage.sources.extend(record.key, now + leaseMs));
      // Its error is that of the poll, which waits for it.
      extending.catch(() => {});
    }
    // Only where it is asked for: most polls find nothing new.
    let loading: Promise<readonly KnownPosting[]> | undefined;
    const known = () => (loading ??= storage.postings.known(record.key));
    try {
      const taken = await snapshotOf(polled, { session, signal, progress, known });
      await extending;
      const counts =
        taken === "unchanged"
          ? noCounts
          : await storeSnapshot(record, taken, {
              storage,
              clock,
              signal,
              isBaseline: polled.baseline && !record.hasBaseline,
              credit: polled.source.terms?.credit ?? null,
              known: await known(),
              progress,
              onStored: (change, count) =>
                meter.count("rolecall_postings_total", { source: polled.source.id, change }, count),
              onChunk: () => storage.sources.extend(record.key, clock.now() + leaseMs),
            });
      const { validators, freshForMs, moves: moved } = session.collected();
      checkpoint("poll-stored");
      // Only now: a validator without its snapshot would make every later poll say "unchanged" of postings we lack. And
      // none while something is wanted that "unchanged" would hide: an absence that waits to be seen again or believed,
      // a posting that could not be asked for.
      const isInDoubt = counts.missing > counts.closed || counts.shrunkSince !== null;
      if (taken !== "unchanged") await cache.set(record.key, isInDoubt || counts.isAnyUnread ? {} : validators);
      if (!isDeepStrictEqual(moved, movedBefore ?? {})) await moves.set(record.key, moved);
      const now = clock.now();
      // Written before the end of the failures is: after a crash in between it is written again, and is the same.
      await noteOutage(record, counts, now);
      const askedForMs = taken === "unchanged" ? 0 : (taken.freshForMs ?? 0);
      await storage.sources.succeeded(record.key, {
        now,
        ...nextPollAfterSuccess(now, polled.everyMs, Math.max(freshForMs, minEveryMs, askedForMs), random),
        ...(taken === "unchanged"
          ? {}
          : {
              taken: {
                dropped: counts.dropped.length,
                // What was there and could not be read is not the baseline's end: it would come as news.
                isBaseline:
                  (taken.complete || taken.isWindow === true) && counts.dropped.length === taken.dropped.length,
                shrunkSince: counts.shrunkSince,
              },
            }),
      });
      for (const { what, why } of counts.dropped) log.warn({ source: record.key, what, why }, "posting dropped");
      log.info({ source: record.key, ...counts, dropped: counts.dropped.length }, "source polled");
      return {
        key: record.key,
        outcome: taken === "unchanged" ? "unchanged" : "read",
        ...counts,
        errorCode: null,
        errorText: null,
      };
    } catch (error) {
      // Where it was sent may be what is wrong: it is asked where it was again.
      if (movedBefore !== undefined) await moves.delete(record.key);
      return await failed(record, minEveryMs, error, signal);
    }
  }

  /** What could not be polled for long has left a gap: what is new now may have been there for as long. */
  async function noteOutage(
    { key, failingSince, errorCode }: SourceRecord,
    { added, baseline }: Counts,
    now: number,
  ): Promise<void> {
    if (failingSince === null || now - failingSince < shortestOutageMs) return;
    const code = errorCode ?? "internal";
    await storage.outages.add({ source: key, beganAt: failingSince, endedAt: now, code, late: added - baseline });
  }

  function clientFor({ key, isGuest }: PolledSource): PollHttp {
    const client = isGuest === true ? ports.guestHttp : ports.http;
    if (client === undefined) throw new RolecallError("source", `polling: expected a client for guests, as ${key} is`);
    return client;
  }

  async function snapshotOf(
    polled: PolledSource,
    poll: {
      readonly session: PollSession;
      readonly signal: AbortSignal;
      readonly progress: (done: number, total?: number) => void;
      readonly known: () => Promise<readonly KnownPosting[]>;
    },
  ): Promise<Snapshot | "unchanged"> {
    const { session, signal, progress, known } = poll;
    const { baseDir } = ports;
    let ids: Set<string> | undefined;
    async function isKnown(externalId: string): Promise<boolean> {
      ids ??= new Set((await known()).map((posting) => posting.externalId));
      return ids.has(externalId);
    }
    const hasOpen = async () => (await known()).some(({ closedAt }) => closedAt === null);
    return await polled.source
      .snapshot(polled.options, { http: session, clock, signal, baseDir, progress, isKnown, hasOpen })
      .catch((error: unknown) => unchangedOrThrow(error));
  }

  async function failed(
    record: SourceRecord,
    minEveryMs: number,
    error: unknown,
    signal: AbortSignal,
  ): Promise<PollReport> {
    const nothing = { key: record.key, ...noCounts, errorCode: null, errorText: null };
    // It is not the source that was away: nothing is known of how it fares, and it is asked again as soon as the database is back.
    const isOurs = error instanceof RolecallError && error.code === "database-away";
    if (signal.aborted || isOurs) {
      await storage.sources.release(record.key);
      return { ...nothing, outcome: "stopped" };
    }
    const retryAfterMs = error instanceof RolecallError ? numberIn(error.fields["retryAfterMs"]) : undefined;
    if (error instanceof RolecallError && error.fields["reason"] === "held") {
      // It was not asked: nothing is known of how it fares.
      const wait = (retryAfterMs ?? 0) * (1 + random.next() / 5);
      await storage.sources.postpone(record.key, clock.now() + Math.ceil(wait));
      return { ...nothing, outcome: "postponed" };
    }
    const code = error instanceof RolecallError ? error.code : "internal";
    const text = messageOf(error);
    const now = clock.now();
    const next = nextPollAfterFailure(now, code, record.failures, { retryAfterMs, minEveryMs }, random);
    await storage.sources.failed(record.key, { now, ...next, code, text });
    if (code === "internal") log.error({ source: record.key, error }, "poll failed by a fault of ours");
    else log.info({ source: record.key, code, reason: text, retryAt: next.nextPollAt }, "poll failed");
    return { ...nothing, outcome: "failed", errorCode: code, errorText: text };
  }

  return poll;
}

function unchangedOrThrow(error: unknown): "unchanged" {
  if (error instanceof RolecallError && error.code === "not-modified") return "unchanged";
  throw error;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
