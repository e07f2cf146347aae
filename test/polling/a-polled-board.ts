import { afterEach, beforeEach } from "vitest";
import { z } from "zod";
import { noCheckpoint } from "../../src/checkpoint.ts";
import { RolecallError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import type { PollHttp } from "../../src/polling/poll-source.ts";
import { createPoller, type Poller } from "../../src/polling/poller.ts";
import type { SourcedPosting } from "../../src/posting/posting.ts";
import {
  defineSource,
  type PolledSource,
  type Snapshot,
  type SourceContext,
  type Terms,
} from "../../src/sources/source.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { aMeter } from "../doubles/a-meter.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { type VirtualClock, virtualClock } from "../doubles/virtual-clock.ts";

export const minuteMs = 60_000;

export const signal = new AbortController().signal;

/** One poll's answer. */
export type Answer = (context: SourceContext) => Snapshot | Promise<Snapshot>;

/** Sources that nobody configured. */
export interface Guests {
  guest(key: string): Promise<PolledSource | undefined>;
  /** Told for each poll whose client it goes by. */
  onSession?(client: "guests" | "own"): void;
}

export interface PolledBoard {
  storage: Storage;
  clock: VirtualClock;
  meter: ReturnType<typeof aMeter>;
  /** What the next polls find, in turn; the last one stays. */
  answers: Answer[];
  sentValidators: unknown[];
  /** What was handed to each poll, and what each finds out. */
  sentMoves: unknown[];
  moves: unknown;
  /** Polls other sources than the one board. */
  pollerFor(sources: readonly PolledSource[], guests?: Guests): Promise<Poller>;
  pollerOf(settings?: Partial<PolledSource>, terms?: Terms): Promise<Poller>;
}

/** A board of the test's own, a store in memory and a virtual clock, new for each test of the file. */
export function aPolledBoard(): PolledBoard {
  const the: PolledBoard = {
    storage: undefined as unknown as Storage,
    clock: virtualClock(0),
    meter: aMeter(),
    answers: [],
    sentValidators: [],
    sentMoves: [],
    moves: {},
    pollerFor,
    pollerOf,
  };
  beforeEach(async () => {
    the.storage = await openStorage(":memory:", seededRandom(1));
    the.clock = virtualClock(Date.UTC(2026, 10, 1));
    the.meter = aMeter();
    the.answers = [];
    the.sentValidators = [];
    the.sentMoves = [];
    the.moves = {};
  });
  afterEach(() => the.storage.close());

  const http: PollHttp = {
    session({ validators, moves }) {
      the.sentValidators.push(validators);
      the.sentMoves.push(moves);
      return {
        json: () => Promise.reject(new Error("not asked")),
        text: () => Promise.reject(new Error("not asked")),
        collected: () => ({
          validators: { page: { etag: String(the.sentValidators.length) } },
          moves: the.moves,
          freshForMs: 0,
        }),
      };
    },
  };

  async function pollerOf(settings: Partial<PolledSource> = {}, terms: Terms = {}): Promise<Poller> {
    const source = defineSource({
      id: "fake",
      title: "A fake",
      options: z.object({}),
      terms,
      board: () => "x",
      recognise: () => undefined,
      async snapshot(_options, context) {
        const answer = the.answers.length > 1 ? the.answers.shift() : the.answers[0];
        if (answer === undefined) throw new Error("the test has no answer for this poll");
        return await answer(context);
      },
    });
    const polled = {
      key: "fake:x",
      source,
      options: {},
      everyMs: 30 * minuteMs,
      baseline: false,
      allowHosts: [],
      ...settings,
    };
    return await pollerFor([polled]);
  }

  async function pollerFor(sources: readonly PolledSource[], guests?: Guests): Promise<Poller> {
    const told = (client: "guests" | "own"): PollHttp => ({
      session(poll) {
        guests?.onSession?.(client);
        return http.session(poll);
      },
    });
    await the.storage.sources.configure(
      sources.map(({ key, source }) => ({ key, kind: source.id })),
      the.clock.now(),
    );
    return createPoller({
      sources,
      storage: the.storage,
      ...(guests === undefined ? {} : { guest: (key: string) => guests.guest(key) }),
      http: told("own"),
      guestHttp: told("guests"),
      baseDir: ".",
      clock: the.clock,
      random: seededRandom(2),
      log: silentLog,
      checkpoint: noCheckpoint,
      meter: the.meter,
    });
  }

  return the;
}

export function board(postings: readonly SourcedPosting[], complete = true): Answer {
  return () => ({ complete, postings, dropped: [] });
}

export function failing(code: string, fields: Record<string, unknown> = {}): Answer {
  return () => {
    throw new RolecallError(code, `it is ${code}`, fields);
  };
}
