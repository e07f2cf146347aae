import { z } from "zod";
import { storedValidators } from "../../src/http/freshness.ts";
import { HttpError, NotModified } from "../../src/http/http-error.ts";
import type { PollHttp } from "../../src/polling/poll-source.ts";
import type { PolledSource } from "../../src/sources/source.ts";
import { defineSource, type Snapshot, type Source } from "../../src/sources/source.ts";
import { type Board, pageOf } from "./boards.ts";
import { between, type Faults, pick } from "./faults.ts";

const minuteMs = 60_000;

/** Whole requests take no longer; what is slow is a board of many pages. */
const deadlineMs = 20_000;

const options = z.object({ key: z.string() });

interface Answer {
  readonly etag: string;
  readonly snapshot: Snapshot;
}

/** The boards as their servers show them to one process: late, in part, out of order, or not at all. */
export function serveBoards(
  boards: readonly Board[],
  faults: Faults,
  sleep: (ms: number) => Promise<void>,
): { readonly sources: readonly PolledSource[]; readonly http: PollHttp } {
  const byKey = new Map(boards.map((board) => [board.key, board]));

  /** What the request finds when it begins, however long it then takes. */
  async function answer(key: string, etag: string | undefined): Promise<Answer> {
    const board = byKey.get(key);
    if (board === undefined) throw new RangeError(`simulation: expected a board, got ${key}`);
    const random = faults.random(`server ${key}`);
    const page = pageOf(board.ads());
    if (faults.strikes("source-hangs", 0.02)) {
      await sleep(deadlineMs);
      throw new HttpError("unreachable", "it hangs", { url: key, reason: "deadline" });
    }
    if (faults.strikes("source-is-slow", 0.02)) await sleep(between(random, minuteMs, 25 * minuteMs));
    else if (random.next() < 0.2) await sleep(between(random, 50, 5_000));
    if (faults.strikes("source-fails", 0.03)) {
      const code = pick(random, ["unreachable", "blocked", "not-found", "schema", "too-large"] as const);
      const wait = random.next() < 0.3 ? { retryAfterMs: between(random, minuteMs, 180 * minuteMs) } : {};
      throw new HttpError(code, `it is ${code}`, { url: key, ...wait });
    }
    if (faults.strikes("source-truncates", 0.03)) {
      const postings = page.postings.slice(0, Math.floor(page.postings.length / 2));
      return { etag: `${page.etag}-half`, snapshot: { complete: false, postings, dropped: [] } };
    }
    if (faults.strikes("source-reorders", 0.05)) {
      const postings = page.postings.toReversed();
      return { etag: `${page.etag}-reversed`, snapshot: { complete: true, postings, dropped: [] } };
    }
    if (etag === page.etag) throw new NotModified(new URL("https://jobs.example.org/"));
    return { etag: page.etag, snapshot: { complete: true, postings: page.postings, dropped: [] } };
  }

  const http: PollHttp = {
    session({ validators }) {
      let etag = storedValidators(validators)["page"]?.etag;
      return {
        async json(url, schema) {
          const given = await answer(url, etag);
          etag = given.etag;
          return schema.parse(given.snapshot);
        },
        text: () => Promise.reject(new Error("simulation: expected no request for a text")),
        collected: () => ({ moves: {}, validators: etag === undefined ? {} : { page: { etag } }, freshForMs: 0 }),
      };
    },
  };

  return {
    http,
    sources: boards.map(({ key, everyMs, baseline }) => ({
      key,
      source: theSource,
      options: { key },
      everyMs,
      baseline,
      allowHosts: [],
    })),
  };
}

const theSource: Source = defineSource({
  id: "fake",
  title: "Boards of the simulation",
  options,
  board: ({ key }) => key,
  recognise: () => undefined,
  async snapshot(given, { http }) {
    const { key } = options.parse(given);
    return await http.json(
      key,
      z.custom<Snapshot>((value) => typeof value === "object"),
    );
  },
});
