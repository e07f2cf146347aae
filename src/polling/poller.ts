/**
 * One poll from the claim of its source to what is known of its health, in one file although it is long: what is kept of an
 * answer (postings, validators, schedule) depends on what has been stored before it, in this order.
 */
import { z } from "zod";
import type { Checkpoint } from "../checkpoint.ts";
import type { Clock, Random } from "../clock.ts";
import { messageOf, RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import { openingKeys, postingId } from "../posting/identity.ts";
import { read } from "../posting/reader/read.ts";
import type { SourcedPosting } from "../posting/posting.ts";
import type { Dropped, PolledSource, Snapshot, SourceHttp } from "../sources/source.ts";
import type { PostingDraft } from "../storage/posting-store.ts";
import type { SourceRecord } from "../storage/source-store.ts";
import type { Storage } from "../storage/storage.ts";
import { differenceOf, hashOf } from "./diff.ts";
import { hasSettled, shrinkOf } from "./shrink.ts";
import { isSweep } from "./sweep.ts";
import { nextPollAfterFailure, nextPollAfterSuccess } from "./schedule.ts";

/** By address, what a server gave for recognising an unchanged answer. */
const validatorsSchema = z.record(
  z.string(),
  z.object({ etag: z.string().exactOptional(), lastModified: z.string().exactOptional() }),
);
export type PageValidators = z.output<typeof validatorsSchema>;

/** HTTP for one poll: it sends the validators of the last stored snapshot and gathers those of the next. */
export interface PollSession extends SourceHttp {
  /** To be kept with the snapshot, and for how long its server says that it stays fresh. */
  collected(): { readonly validators: PageValidators; readonly freshForMs: number };
}

export interface PollHttp {
  session(poll: {
    readonly validators: PageValidators;
    readonly allowHosts: readonly string[];
    readonly signal: AbortSignal;
  }): PollSession;
}

/** What one poll came to. */
export interface PollReport {
  readonly key: string;
  readonly outcome: "read" | "unchanged" | "failed" | "stopped";
  /** New postings, and how many of them are only the baseline. */
  readonly added: number;
  readonly baseline: number;
  readonly changed: number;
  readonly closed: number;
  readonly dropped: readonly Dropped[];
  readonly errorCode: string | null;
  readonly errorText: string | null;
}

export interface PollProgress {
  readonly key: string;
  readonly done: number;
  readonly total: number | undefined;
}

export interface Poller {
  /**
   * Polls every source that is due, each at most once, and never throws for a source that fails.
   *
   * @param early Also those whose interval has not passed, unless back-off or their server forbids it.
   */
  pollDue(poll: {
    readonly signal: AbortSignal;
    readonly early?: boolean;
    readonly onProgress?: (progress: PollProgress) => void;
    /** Called as soon as a source is done, so that its postings need not wait for slower ones. */
    readonly onReport?: (report: PollReport) => void;
  }): Promise<readonly PollReport[]>;
}

export interface PollerPorts {
  readonly sources: readonly PolledSource[];
  readonly storage: Storage;
  readonly http: PollHttp;
  /** Folder that relative paths of sources start from. */
  readonly baseDir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly checkpoint: Checkpoint;
}

/** A poll that takes longer than this is taken over; far more than the deadline of any request. */
const leaseMs = 15 * 60_000;
/** Sources polled side by side; the client keeps to two at once per host. */
const sideBySide = 4;
/** Postings read and stored in one transaction: small enough to keep commands answered in between. */
const chunkSize = 50;

export function createPoller(ports: PollerPorts): Poller {
  const { storage, clock, random, log, checkpoint } = ports;
  const byKey = new Map(ports.sources.map((source) => [source.key, source]));

  async function claim(startedAt: number, early: boolean): Promise<SourceRecord | undefined> {
    const now = clock.now();
    return await storage.sources.claim(now, now + leaseMs, early ? { notPolledSince: startedAt } : undefined);
  }

  async function pollOne(
    record: SourceRecord,
    polled: PolledSource,
    signal: AbortSignal,
    onProgress: ((progress: PollProgress) => void) | undefined,
  ): Promise<PollReport> {
    const cache = storage.cache("http");
    try {
      const session = ports.http.session({
        validators: record.snapshots > 0 ? validatorsSchema.catch({}).parse(await cache.get(record.key)) : {},
        allowHosts: polled.allowHosts,
        signal,
      });
      const progress = (done: number, total?: number) => onProgress?.({ key: record.key, done, total });
      const taken = await polled.source
        .snapshot(polled.options, { http: session, clock, signal, baseDir: ports.baseDir, progress })
        .catch((error: unknown) => unchangedOrThrow(error));
      const counts = taken === "unchanged" ? noCounts : await store(record, polled, taken, progress, signal);
      const { validators, freshForMs } = session.collected();
      checkpoint("poll-stored");
      // Only now: a validator without its snapshot would make every later poll say "unchanged" of postings we lack. And
      // none while an absence waits to be seen again or believed: "unchanged" would leave its posting open for ever.
      const isInDoubt = counts.missing > counts.closed || counts.shrunkSince !== null;
      if (taken !== "unchanged") await cache.set(record.key, isInDoubt ? {} : validators);
      const now = clock.now();
      await storage.sources.succeeded(record.key, {
        now,
        ...nextPollAfterSuccess(now, polled.everyMs, freshForMs, random),
        ...(taken === "unchanged"
          ? {}
          : { taken: { dropped: taken.dropped.length, isComplete: taken.complete, shrunkSince: counts.shrunkSince } }),
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
      return await failed(record, error, signal);
    }
  }

  /** Reads what is new or changed and stores the difference, chunk by chunk. */
  async function store(
    record: SourceRecord,
    polled: PolledSource,
    snapshot: Snapshot,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Counts> {
    const known = await storage.postings.known(record.key);
    const shrunkSince = shrinkOf(snapshot, known, record, clock.now());
    const difference = differenceOf(snapshot, known, shrunkSince === null || hasSettled(shrunkSince, clock.now()));
    const baseline = polled.baseline && !record.hasBaseline;
    const total = difference.added.length + difference.changed.length;
    const isSweeping = record.isSweeping || isSweep(difference);
    if (isSweeping) await storage.sources.sweeping(record.key);
    // What is stored in part is not the snapshot that the old validators describe, to which the board may go back.
    if (total + difference.missed.length + difference.reopened.length > 0) {
      await storage.cache("http").delete(record.key);
    }
    let done = 0;
    for (let i = 0; i < difference.added.length; i += chunkSize) {
      signal.throwIfAborted();
      const drafts = difference.added
        .slice(i, i + chunkSize)
        .map((posting) => draftOf(record.key, posting, clock.now()));
      await storage.transaction((stores) => stores.postings.add(drafts, clock.now(), baseline));
      done += drafts.length;
      progress(done, total);
      await clock.sleep(0);
    }
    for (let i = 0; i < difference.changed.length; i += chunkSize) {
      signal.throwIfAborted();
      const drafts = difference.changed
        .slice(i, i + chunkSize)
        .map(({ posting }) => draftOf(record.key, posting, clock.now()));
      await storage.transaction((stores) => stores.postings.change(drafts, clock.now(), isSweeping));
      done += drafts.length;
      progress(done, total);
      await clock.sleep(0);
    }
    await storage.transaction(async ({ postings }) => {
      await postings.seen(difference.seen, clock.now());
      await postings.missed(difference.missed, difference.closed, clock.now());
    });
    return {
      added: difference.added.length,
      baseline: baseline ? difference.added.length : 0,
      changed: difference.changed.length,
      missing: difference.missed.length,
      closed: difference.closed.length,
      dropped: snapshot.dropped,
      shrunkSince,
    };
  }

  async function failed(record: SourceRecord, error: unknown, signal: AbortSignal): Promise<PollReport> {
    if (signal.aborted) {
      await storage.sources.release(record.key);
      return { key: record.key, outcome: "stopped", ...noCounts, errorCode: null, errorText: null };
    }
    const code = error instanceof RolecallError ? error.code : "internal";
    const text = messageOf(error);
    const now = clock.now();
    const retryAfter = error instanceof RolecallError ? error.fields["retryAfterMs"] : undefined;
    const next = nextPollAfterFailure(
      now,
      code,
      record.failures,
      typeof retryAfter === "number" ? retryAfter : undefined,
      random,
    );
    await storage.sources.failed(record.key, { now, ...next, code, text });
    if (code === "internal") log.error({ source: record.key, error }, "poll failed by a fault of ours");
    else log.info({ source: record.key, code, reason: text, retryAt: next.nextPollAt }, "poll failed");
    return { key: record.key, outcome: "failed", ...noCounts, errorCode: code, errorText: text };
  }

  return {
    async pollDue({ signal, early = false, onProgress, onReport }) {
      const startedAt = clock.now();
      const reports: PollReport[] = [];
      const workers: Promise<void>[] = [];
      const errors: unknown[] = [];
      let isDrained = false;
      async function work() {
        while (!signal.aborted && !isDrained) {
          const record = await claim(startedAt, early);
          if (record === undefined) {
            isDrained = true;
            return;
          }
          // One more only where there was something for this one: looking in vain is what most calls do.
          if (workers.length < sideBySide) start();
          const polled = byKey.get(record.key);
          if (polled === undefined) {
            throw new RolecallError("source", `polling: expected a configured source, got ${record.key}`);
          }
          const report = await pollOne(record, polled, signal, onProgress);
          reports.push(report);
          onReport?.(report);
        }
      }
      function start() {
        workers.push(work().catch((error: unknown) => void errors.push(error)));
      }
      start();
      // By number, since each may have started another one meanwhile.
      for (let i = 0; i < workers.length; i++) await workers[i];
      if (errors.length > 0) throw errors[0];
      return reports.sort((a, b) => a.key.localeCompare(b.key));
    },
  };
}

interface Counts {
  readonly added: number;
  readonly baseline: number;
  readonly changed: number;
  /** Absent from a complete snapshot, closed or not yet. */
  readonly missing: number;
  readonly closed: number;
  readonly dropped: readonly Dropped[];
  readonly shrunkSince: number | null;
}

const noCounts: Counts = { added: 0, baseline: 0, changed: 0, missing: 0, closed: 0, dropped: [], shrunkSince: null };

function unchangedOrThrow(error: unknown): "unchanged" {
  if (error instanceof RolecallError && error.code === "not-modified") return "unchanged";
  throw error;
}

function draftOf(source: string, posting: SourcedPosting, fetchedAt: number): PostingDraft {
  const { text, ...reading } = read({ ...posting, fetchedAt });
  const addresses = [posting.url, posting.applyUrl].filter((address) => typeof address === "string");
  return {
    id: postingId(source, posting.externalId),
    source,
    externalId: posting.externalId,
    url: posting.url,
    title: posting.title,
    company: posting.company,
    location: posting.location,
    text,
    reading,
    publishedAt: posting.publishedAt ?? null,
    contentHash: hashOf(posting),
    openingKeys: openingKeys(reading.facts, text, addresses),
  };
}
