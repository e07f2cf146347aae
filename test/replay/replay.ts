/**
 * A history of boards polled through real HTTP on loopback, in virtual time, by the real poller: what is new is found
 * once, what closed is found within two looks, and nothing closes that is there.
 */
import { noCheckpoint } from "../../src/checkpoint.ts";
import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import { silentLog } from "../../src/log.ts";
import { createPoller } from "../../src/polling/poller.ts";
import { sourceById } from "../../src/sources/index.ts";
import type { PolledSource } from "../../src/sources/source.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { type BoardServer, keyOf, serveHistory } from "./board-server.ts";
import type { History, ReplayedBoard } from "./history.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 6, 18);

export interface ReplayReport {
  readonly boards: number;
  readonly polls: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly postings: number;
  /** Announced, which the baseline is not. */
  readonly announced: number;
  readonly closings: number;
  readonly reopenings: number;
  /** Postings that vanish and come back: each one reopened, or away too shortly to be believed closed. */
  readonly returning: number;
  /** Looks at which a closing was not believed because its board had lost over half of itself. */
  readonly guarded: number;
  /** What should not be. */
  readonly violations: readonly string[];
}

export interface ReplayOptions {
  readonly seed: number;
  readonly pollsPerDay: number;
  readonly onDay?: (day: number, days: number) => void;
}

export async function replay(history: History, options: ReplayOptions): Promise<ReplayReport> {
  const { seed, pollsPerDay, onDay } = options;
  const random = seededRandom(seed);
  const storage = await openStorage(":memory:", random);
  await using server = await serveHistory(history, seed);
  let now = start;
  // Short pauses pass at once; those that only guard against servers that hang are real.
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      ms > 5_000 ? systemClock.sleep(ms, signal) : new Promise((resolve) => setImmediate(resolve)),
  };
  const http = createHttpClient(
    { contact: "replay@example.org", limits: { gapPerHostMs: 0, maxPerHost: 8 } },
    { clock },
  );
  const everyMs = dayMs / pollsPerDay;
  const sources = history.boards.map((board) => polledOf(board, server, everyMs));
  await storage.sources.configure(
    sources.map(({ key, source }) => ({ key, kind: source.id })),
    now,
  );
  const poller = createPoller({
    sources,
    storage,
    http,
    baseDir: ".",
    clock,
    random,
    log: silentLog,
    checkpoint: noCheckpoint,
  });
  const watches = new Map(history.boards.map((board) => [keyOf(board), watch(board)]));
  const counts = { polls: 0, unchanged: 0, failed: 0, announced: 0, closings: 0, reopenings: 0, guarded: 0 };
  const violations: string[] = [];
  const { signal } = new AbortController();

  for (let day = 0; day < history.days; day++) {
    server.day = day;
    for (let turn = 0; turn < pollsPerDay; turn++) {
      now = start + day * dayMs + turn * everyMs;
      const reports = await poller.pollDue({ signal, early: true });
      const shrunk = new Map((await storage.sources.list()).map(({ key, shrunkSince }) => [key, shrunkSince !== null]));
      for (const report of reports) {
        counts.polls += 1;
        if (report.outcome === "unchanged") counts.unchanged += 1;
        if (report.outcome === "failed") counts.failed += 1;
        const seen = watches.get(report.key);
        if (seen === undefined) continue;
        const closed = new Map(
          (await storage.postings.known(report.key)).map(({ externalId, closedAt }) => [externalId, closedAt !== null]),
        );
        const looked = seen.look({
          day,
          closed,
          added: report.added - report.baseline,
          served: server.served.get(report.key) ?? "broken",
          isUsed: report.outcome === "read" || report.outcome === "unchanged",
          isShrunk: shrunk.get(report.key) === true,
        });
        counts.announced += report.added - report.baseline;
        counts.closings += looked.closings;
        counts.reopenings += looked.reopenings;
        counts.guarded += looked.guarded;
        violations.push(...looked.violations.map((violation) => `day ${day}, ${report.key}: ${violation}`));
      }
    }
    onDay?.(day + 1, history.days);
  }
  let postings = 0;
  for (const { key } of sources) postings += (await storage.postings.known(key)).length;
  await http.close();
  await storage.close();
  const returning = history.boards.flatMap((board) => board.postings).filter(comesBack).length;
  return { boards: sources.length, postings, returning, ...counts, violations };
}

function comesBack({ days }: ReplayedBoard["postings"][number]): boolean {
  return Math.max(...days) - Math.min(...days) + 1 > days.size;
}

interface Look {
  readonly day: number;
  /** By id, of what is stored. */
  readonly closed: ReadonlyMap<string, boolean>;
  readonly added: number;
  readonly served: string;
  readonly isUsed: boolean;
  readonly isShrunk: boolean;
}

/** What is known of one board from outside: how often each posting was looked for in vain. */
function watch({ vendor, postings }: ReplayedBoard) {
  const known = new Set<string>();
  const missed = new Map<string, number>();
  let closedBefore = new Set<string>();
  let hadBaseline = false;
  let looks = 0;

  function look({ day, closed, added, served, isUsed, isShrunk }: Look) {
    const violations: string[] = [];
    const isWhole = isUsed && (served === "whole" || served === "unchanged");
    const fresh = postings.filter(({ id, days }) => days.has(day) && !known.has(id)).map(({ id }) => id);
    if (isWhole) for (const id of fresh) known.add(id);
    else if (isUsed) for (const id of fresh) if (closed.has(id)) known.add(id);
    let guarded = 0;
    for (const { id, days } of postings) {
      const isThere = days.has(day);
      if (isThere && isWhole && !closed.has(id)) violations.push(`${id} is there and was not found`);
      if (isThere && closed.get(id) === true && (isWhole || !closedBefore.has(id))) {
        violations.push(`${id} counts as closed and is there`);
      }
      if (isThere || !known.has(id)) {
        missed.delete(id);
        continue;
      }
      if (isShrunk) {
        // What is believed in the end is looked for twice from then on.
        if (closed.get(id) === false) guarded += 1;
        missed.set(id, 0);
        continue;
      }
      const misses = (missed.get(id) ?? 0) + (isWhole ? 1 : 0);
      missed.set(id, misses);
      if (misses < 2 || closed.get(id) === true) continue;
      violations.push(`${id} is gone for ${misses} looks and counts as open`);
    }
    if (!hadBaseline && added > 0) violations.push(`${added} of the first look were announced`);
    if (isUsed) looks += 1;
    // A part of a board that tells no total looks whole, and what never is whole is news from the third look on.
    hadBaseline ||= isWhole || (isUsed && (vendor !== "greenhouse" || looks > 1));
    const closedNow = new Set([...closed].filter(([, isClosed]) => isClosed).map(([id]) => id));
    const closings = [...closedNow].filter((id) => !closedBefore.has(id)).length;
    const reopenings = [...closedBefore].filter((id) => !closedNow.has(id)).length;
    closedBefore = closedNow;
    return { violations, closings, reopenings, guarded };
  }

  return { look };
}

function polledOf({ vendor, name }: ReplayedBoard, server: BoardServer, everyMs: number): PolledSource {
  const source = sourceById(vendor);
  if (source === undefined) throw new Error(`replay: expected a source called ${vendor}`);
  const options = source.options.parse({ [vendor === "lever" ? "site" : "board"]: name, baseUrl: server.origin });
  return {
    key: keyOf({ vendor, name }),
    source,
    options,
    everyMs,
    baseline: true,
    allowHosts: [new URL(server.origin).host],
  };
}
