import type { App } from "../app.ts";
import { RolecallError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { PollProgress, PollReport } from "../polling/poll-source.ts";

export interface RunLoopOptions {
  readonly app: App;
  readonly log: Log;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  /** Of the first look at every source, which may take long. */
  readonly onFirstProgress?: (progress: PollProgress) => void;
  readonly onReport?: (report: PollReport, isFirst: boolean) => Promise<void>;
  readonly onFirstPoll?: () => Promise<void>;
}

/** The bot at work: what is due is polled and sent, until it is stopped. */
export interface RunLoop {
  /** Makes messages of what is there and has them sent; resolves when nothing is left that may go now. Never throws. */
  deliver(): Promise<void>;
  /** Ends everything, as a signal does. */
  stop(): void;
  /** Why nothing can be sent any more; null while it can. */
  halted(): string | null;
  /** Aborts when it is over, for whatever reason. */
  readonly signal: AbortSignal;
  /** Resolves when what was under way at the end is done. */
  readonly ended: Promise<void>;
}

/** Starts to poll and to send, each in its own time: a source that hangs must not hold up what is due. */
export function startRunLoop(options: RunLoopOptions): RunLoop {
  const { app, log } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  let isFirst = true;
  let haltedFor: string | null = null;

  const underWay = new Set<Promise<void>>();

  /** What nobody waits for before the end: what takes hours in one place is no reason to look for nothing else. */
  function track(run: Promise<void>): Promise<void> {
    const tracked = run.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  }

  /** Whatever it was, the next tick tries again. */
  function failed(error: unknown, what: string): void {
    if (error instanceof RolecallError && error.code === "database-away") log.warn({ reason: error.message }, what);
    else log.error({ error }, what);
  }

  function deliver(): Promise<void> {
    return track(sent());
  }

  async function kick(): Promise<void> {
    void deliver();
  }

  async function look(): Promise<void> {
    void track(poll());
  }

  async function sent(): Promise<void> {
    try {
      const { halted } = await app.pipeline.deliver(signal);
      if (halted === null || haltedFor !== null) return;
      haltedFor = halted;
      log.warn({ reason: halted }, "nothing can be sent any more");
      stop.abort();
    } catch (error) {
      failed(error, "delivery failed");
    }
  }

  async function poll(): Promise<void> {
    if (signal.aborted) return;
    const wasFirst = isFirst;
    isFirst = false;
    const followUps: Promise<void>[] = [];
    try {
      await app.poller.pollDue({
        signal,
        ...(wasFirst && options.onFirstProgress !== undefined ? { onProgress: options.onFirstProgress } : {}),
        onReport(report) {
          void deliver();
          if (options.onReport !== undefined) followUps.push(options.onReport(report, wasFirst));
        },
      });
    } catch (error) {
      failed(error, "polling failed");
    }
    await Promise.all(followUps);
    if (!wasFirst) return;
    await deliver();
    if (!signal.aborted) await options.onFirstPoll?.();
  }

  async function tidy(): Promise<void> {
    try {
      await app.tidy();
    } catch (error) {
      failed(error, "tidying up failed");
    }
  }

  const polls = app.roles.has("poll");
  if (polls) void look();
  const ticks = [
    ...(polls ? [app.everyFewSeconds(look)] : []),
    app.everyFewSeconds(kick),
    app.whenWoken(() => void deliver()),
    app.hourly(tidy),
  ];
  async function end(): Promise<void> {
    await aborted(signal);
    await Promise.all(ticks.map((stopTicking) => stopTicking()));
    while (underWay.size > 0) await Promise.all(underWay);
  }
  return { deliver, stop: () => stop.abort(), halted: () => haltedFor, signal, ended: end() };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
