import { messageOf } from "../errors.ts";
import { silentMeter } from "../meter.ts";
import type { PolledSource, Source } from "../sources/source.ts";
import type { SourceRecord } from "../storage/source-store.ts";
import { silentTracing, type Tracing } from "../tracing.ts";
import { createPollSource, leaseMs, type PollProgress, type PollReport, type PollSourcePorts } from "./poll-source.ts";
import { nextPollAfterFailure } from "./schedule.ts";

export interface Poller {
  /**
   * Polls every source that is due, each at most once, and never throws for a source that fails. May be called again
   * while it is at work: a source that takes long then holds up none of those that fall due meanwhile.
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

export interface PollerPorts extends PollSourcePorts {
  /** Those of the configuration. */
  readonly sources: readonly PolledSource[];
  /** One that people added, by its key; undefined where nobody has it any more. @throws RolecallError where it cannot be polled. */
  readonly guest?: (key: string) => Promise<PolledSource | undefined>;
  readonly tracing?: Tracing;
}

/** Sources polled side by side; the client keeps to two at once per host. */
const sideBySide = 32;
/** Of one kind: a vendor that hangs must not take the place of all others. Those on hosts of anybody's are many servers. */
const sideBySideOfVendor = 4;
const sideBySideOfAnybody = 16;

function mostSideBySide({ options }: Source): number {
  return "url" in options.shape ? sideBySideOfAnybody : sideBySideOfVendor;
}

export function createPoller(ports: PollerPorts): Poller {
  const { storage, clock, log, meter = silentMeter, tracing = silentTracing } = ports;
  const poll = createPollSource(ports);
  const byKey = new Map(ports.sources.map((source) => [source.key, source]));
  const mostOfKind = new Map(ports.sources.map(({ source }) => [source.id, mostSideBySide(source)]));
  /** Keys of those that are being polled in this process, by kind. */
  const underWay = new Map<string, Set<string>>();
  /** Sources of the configuration of another instance: they are its own to poll. */
  const strangers = new Set<string>();
  let workerCount = 0;
  /** Claims on their way: nobody knows yet what they are of. */
  let claiming = 0;
  let freeing: Promise<void> | null = null;

  /** What was claimed for us and never came, as a network was cut, is free again; nothing is claimed meanwhile. */
  async function sayAlive(now: number): Promise<void> {
    if (claiming > 0 || freeing !== null) return await storage.sources.alive(now);
    const atWork = [...underWay.values()].flatMap((keys) => [...keys]);
    const said = storage.sources.alive(now, atWork);
    freeing = said
      .catch(() => undefined)
      .finally(() => {
        freeing = null;
      });
    await said;
  }

  async function freed(): Promise<void> {
    if (freeing === null) return;
    await freeing;
    await freed();
  }

  /** The next one, or whether there is none at all, or none but of kinds that have all their places taken. */
  async function claim(startedAt: number, early: boolean): Promise<SourceRecord | "none" | "none-free"> {
    const now = clock.now();
    const isBusy = ([kind, keys]: [string, Set<string>]) => keys.size >= (mostOfKind.get(kind) ?? sideBySideOfVendor);
    const busy = [...underWay].filter(isBusy).map(([kind]) => kind);
    const since = early ? { notPolledSince: startedAt } : undefined;
    const record = await storage.sources.claim(now, now + leaseMs, busy, since, [...strangers]);
    return record ?? (busy.length === 0 ? "none" : "none-free");
  }

  /** How a claimed source is polled; undefined where it cannot be, which must not hold up the others. */
  async function sourceOf(record: SourceRecord): Promise<PolledSource | undefined> {
    const configured = byKey.get(record.key);
    if (configured !== undefined) return configured;
    try {
      const guest = await ports.guest?.(record.key);
      if (guest === undefined) {
        strangers.add(record.key);
        log.warn({ source: record.key }, "a source is configured elsewhere, and not here");
        await storage.sources.release(record.key);
        return undefined;
      }
      mostOfKind.set(guest.source.id, mostSideBySide(guest.source));
      return guest;
    } catch (error) {
      const now = clock.now();
      const next = nextPollAfterFailure(now, "internal", record.failures, {}, ports.random);
      await storage.sources.failed(record.key, { now, ...next, code: "internal", text: messageOf(error) });
      log.error({ source: record.key, error }, "a source cannot be polled");
      return undefined;
    }
  }

  /** Runs a poll, unless this process is at it already: then its claim has only lasted too long. */
  async function once(record: SourceRecord, work: () => Promise<void>): Promise<void> {
    const keys = underWay.get(record.kind) ?? new Set();
    underWay.set(record.kind, keys);
    if (keys.has(record.key)) return;
    keys.add(record.key);
    try {
      await work();
    } finally {
      keys.delete(record.key);
    }
  }

  async function observed({ key, kind: source }: SourceRecord, work: () => Promise<PollReport>): Promise<PollReport> {
    return await tracing.poll(key, clock.now(), async (span) => {
      const report = await work();
      const code = report.errorCode ?? report.outcome;
      span.setAttributes({ "rolecall.source": source, "rolecall.code": code, "rolecall.new": report.added });
      meter.count("rolecall_polls_total", { source, code });
      meter.count("rolecall_parse_errors_total", { source }, report.dropped.length);
      return report;
    });
  }

  return {
    async pollDue({ signal, early = false, onProgress, onReport }) {
      const startedAt = clock.now();
      await sayAlive(startedAt);
      const reports: PollReport[] = [];
      const workers: Promise<void>[] = [];
      const errors: unknown[] = [];
      let isDrained = false;
      let isFull = false;
      async function work() {
        while (!signal.aborted && !isDrained) {
          let polling: Promise<void> | undefined;
          await freed();
          claiming += 1;
          try {
            const record = await claim(startedAt, early);
            // Those whose places are taken are claimed by whoever finishes one of them, and looking for others costs a look
            // at all of these.
            isFull ||= record === "none-free";
            isDrained ||= record === "none";
            if (record === "none" || record === "none-free") return;
            // One more only where there was something for this one: looking in vain is what most calls do.
            start();
            const polled = await sourceOf(record);
            if (polled === undefined) continue;
            polling = once(record, async () => {
              const report = await observed(record, () => poll(record, polled, signal, onProgress));
              reports.push(report);
              onReport?.(report);
            });
          } finally {
            claiming -= 1;
          }
          await polling;
        }
      }
      function start() {
        if (isFull || workerCount >= sideBySide) return;
        workerCount += 1;
        workers.push(
          work()
            .catch((error: unknown) => void errors.push(error))
            .finally(() => {
              workerCount -= 1;
            }),
        );
      }
      start();
      // By number, since each may have started another one meanwhile.
      for (let i = 0; i < workers.length; i++) await workers[i];
      if (errors.length > 0) throw errors[0];
      return reports.sort((a, b) => a.key.localeCompare(b.key));
    },
  };
}
