import { describe, expect, it } from "vitest";
import { aSourced } from "../builders.ts";
import { aPolledBoard, board, failing, minuteMs, signal } from "./a-polled-board.ts";

const the = aPolledBoard();

describe("polling", () => {
  it("stores what is new once, and leaves it to be matched", async () => {
    the.answers = [board([aSourced({ externalId: "1" }), aSourced({ externalId: "2", title: "Designer" })])];
    const poller = await the.pollerOf();

    const [first] = await poller.pollDue({ signal });
    the.clock.advance(32 * minuteMs);
    const [second] = await poller.pollDue({ signal });

    expect(first).toMatchObject({ outcome: "read", added: 2, baseline: 0 });
    expect(second).toMatchObject({ outcome: "read", added: 0, changed: 0 });
    expect(await the.storage.postings.unmatched(10)).toHaveLength(2);
  });

  it("holds nothing against a source during whose poll the database was away", async () => {
    the.answers = [failing("database-away"), board([aSourced({ externalId: "1" })])];
    const poller = await the.pollerOf();

    const [first] = await poller.pollDue({ signal });
    const [source] = await the.storage.sources.list();
    const [second] = await poller.pollDue({ signal });

    expect(first).toMatchObject({ outcome: "stopped", errorCode: null });
    expect(source).toMatchObject({ failures: 0, failingSince: null });
    expect(second).toMatchObject({ outcome: "read", added: 1 });
  });

  it("takes the first snapshot of a source as its silent baseline", async () => {
    the.answers = [
      board([aSourced({ externalId: "1" })]),
      board([aSourced({ externalId: "1" }), aSourced({ externalId: "2" })]),
    ];
    const poller = await the.pollerOf({ baseline: true });

    await poller.pollDue({ signal });
    the.clock.advance(32 * minuteMs);
    await poller.pollDue({ signal });

    expect((await the.storage.postings.unmatched(10)).map(({ posting }) => posting.externalId)).toEqual(["2"]);
  });

  it("has what changed matched again, but not when a board has rewritten most of its texts", async () => {
    const page = (count: number, changed: number) =>
      board(
        Array.from({ length: count }, (_, i) =>
          aSourced({ externalId: String(i), text: `Text ${i}${i < changed ? " anew" : ""}` }),
        ),
      );
    the.answers = [page(40, 0), page(40, 3), page(40, 0), page(40, 40)];
    const poller = await the.pollerOf();
    const waiting: number[] = [];

    for (let poll = 0; poll < 4; poll++) {
      await poller.pollDue({ signal, early: true });
      const unmatched = await the.storage.postings.unmatched(100);
      waiting.push(unmatched.length);
      await the.storage.postings.matched(
        unmatched.map(({ posting }) => posting.id),
        the.clock.now(),
      );
      the.clock.advance(32 * minuteMs);
    }

    expect(waiting).toEqual([40, 3, 3, 0]);
  });

  it("leaves a gap where it could not be read for an hour or more, with what came late", async () => {
    the.answers = [board([aSourced({ externalId: "1" })]), failing("blocked"), failing("unreachable")];
    const poller = await the.pollerOf();
    const startedAt = the.clock.now();
    await poller.pollDue({ signal });
    for (let hours = 1; hours <= 5; hours++) {
      the.clock.advance(60 * minuteMs);
      if (hours === 4) the.answers = [board([aSourced({ externalId: "1" }), aSourced({ externalId: "2" })])];
      await poller.pollDue({ signal, early: true });
    }

    expect(await the.storage.outages.since(0)).toEqual([
      {
        source: "fake:x",
        beganAt: startedAt + 60 * minuteMs,
        endedAt: startedAt + 240 * minuteMs,
        code: "unreachable",
        late: 1,
      },
    ]);
    expect((await the.storage.sources.list())[0]).toMatchObject({ failures: 0, failingSince: null });
  });

  it("is not due again before its interval, unless asked early", async () => {
    the.answers = [board([aSourced()])];
    const poller = await the.pollerOf();

    await poller.pollDue({ signal });
    the.clock.advance(minuteMs);
    const due = await poller.pollDue({ signal });
    const early = await poller.pollDue({ signal, early: true });

    expect([due.length, early.length]).toEqual([0, 1]);
  });

  it("closes what is absent twice in a row, and opens it when it is back", async () => {
    const one = board([aSourced()]);
    const none = board([]);
    the.answers = [one, none, none, one];
    const poller = await the.pollerOf();
    const closedAt: (number | null)[] = [];

    for (let i = 0; i < 4; i++) {
      await poller.pollDue({ signal });
      closedAt.push((await the.storage.postings.known("fake:x"))[0]?.closedAt ?? null);
      the.clock.advance(32 * minuteMs);
    }

    expect(closedAt.map((time) => time !== null)).toEqual([false, false, true, false]);
  });

  it("closes nothing for a failure, an unchanged answer or a part of the board", async () => {
    the.answers = [
      board([aSourced()]),
      failing("unreachable"),
      failing("not-modified"),
      board([], false),
      failing("blocked"),
      board([], false),
    ];
    const poller = await the.pollerOf();

    for (let i = 0; i < 6; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(25 * 60 * minuteMs);
    }

    expect((await the.storage.postings.known("fake:x"))[0]).toMatchObject({ absences: 0, closedAt: null });
  });

  it("keeps validators only with a stored snapshot", async () => {
    the.answers = [failing("schema"), board([aSourced()]), failing("not-modified"), failing("not-modified")];
    const poller = await the.pollerOf();

    for (let i = 0; i < 4; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(60 * minuteMs);
    }

    expect(the.sentValidators).toEqual([{}, {}, { page: { etag: "2" } }, { page: { etag: "2" } }]);
  });

  it("backs off after a failure, shows its coded reason, and goes on", async () => {
    the.answers = [failing("blocked", { retryAfterMs: 20 * minuteMs }), board([aSourced()])];
    const poller = await the.pollerOf();

    const [report] = await poller.pollDue({ signal });
    const [health] = await the.storage.sources.list();
    the.clock.advance(19 * minuteMs);
    const tooEarly = await poller.pollDue({ signal, early: true });
    the.clock.advance(minuteMs);
    const [again] = await poller.pollDue({ signal });

    expect(report).toMatchObject({ outcome: "failed", errorCode: "blocked", errorText: "it is blocked" });
    expect(health).toMatchObject({ failures: 1, errorCode: "blocked" });
    expect(tooEarly).toEqual([]);
    expect(again).toMatchObject({ outcome: "read", added: 1 });
    expect((await the.storage.sources.list())[0]).toMatchObject({ failures: 0, errorCode: null });
  });

  it("that is stopped gives the source back without counting a failure", async () => {
    const stop = new AbortController();
    the.answers = [
      () => {
        stop.abort();
        throw stop.signal.reason;
      },
      board([aSourced()]),
    ];
    const poller = await the.pollerOf();

    const [stopped] = await poller.pollDue({ signal: stop.signal });
    const [next] = await poller.pollDue({ signal });

    expect(stopped?.outcome).toBe("stopped");
    expect(next?.outcome).toBe("read");
  });
});

describe("a board that misbehaves", () => {
  it("is known from its second answer on, though one posting can never be read", async () => {
    const all = Array.from({ length: 4 }, (_, i) => aSourced({ externalId: String(i), title: `Engineer ${i}` }));
    the.answers = [board(all.slice(0, 2), false), board(all.slice(0, 3), false), board(all, false)];
    const poller = await the.pollerOf({ baseline: true });

    for (let i = 0; i < 3; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(32 * minuteMs);
    }

    expect((await the.storage.postings.unmatched(10)).map(({ posting }) => posting.externalId)).toEqual(["3"]);
  });

  it("is asked for all of it again as long as its shrinking is not believed", async () => {
    const all = Array.from({ length: 10 }, (_, i) => aSourced({ externalId: String(i), title: `Engineer ${i}` }));
    the.answers = [board(all), board(all.slice(0, 2)), board(all.slice(0, 2)), board(all)];
    const poller = await the.pollerOf();

    for (let i = 0; i < 5; i++) {
      the.clock.advance(60 * minuteMs);
      await poller.pollDue({ signal });
    }

    expect(the.sentValidators).toEqual([{}, { page: { etag: "1" } }, {}, {}, { page: { etag: "4" } }]);
  });

  it("is only edited when it rewrites its texts, though it is stopped midway and has closed many before", async () => {
    const page = (count: number, rewritten: number) =>
      board(
        Array.from({ length: count }, (_, i) =>
          aSourced({ externalId: String(i), text: `Text ${i}${i < rewritten ? " anew" : ""}` }),
        ),
      );
    the.answers = [page(120, 0), page(80, 0), page(80, 0), page(80, 75), page(80, 75)];
    const poller = await the.pollerOf();
    for (let poll = 0; poll < 3; poll++) {
      await poller.pollDue({ signal, early: true });
      the.clock.advance(32 * minuteMs);
    }
    const first = (await the.storage.postings.unmatched(200)).map(({ posting }) => posting.id);
    await the.storage.postings.matched(first, the.clock.now());

    const stop = new AbortController();
    const [stopped] = await poller.pollDue({ signal: stop.signal, onProgress: () => stop.abort() });
    the.clock.advance(minuteMs);
    const [resumed] = await poller.pollDue({ signal, early: true });

    expect([stopped?.outcome, resumed?.changed]).toEqual(["stopped", 25]);
    expect(await the.storage.postings.unmatched(200)).toEqual([]);
  });

  it("keeps to its baseline until it has answered whole once", async () => {
    const all = Array.from({ length: 6 }, (_, i) => aSourced({ externalId: String(i), title: `Engineer ${i}` }));
    the.answers = [
      board(all.slice(0, 1), false),
      board(all),
      board([...all, aSourced({ externalId: "new", title: "New" })]),
    ];
    const poller = await the.pollerOf({ baseline: true });

    for (let i = 0; i < 3; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(32 * minuteMs);
    }

    expect((await the.storage.postings.unmatched(10)).map(({ posting }) => posting.externalId)).toEqual(["new"]);
  });

  it("closes nothing when it shrinks to under half, until it has stayed so for days", async () => {
    const all = Array.from({ length: 10 }, (_, i) => aSourced({ externalId: String(i), title: `Engineer ${i}` }));
    the.answers = [board(all), board(all.slice(0, 2))];
    const poller = await the.pollerOf();
    const closed: number[] = [];

    for (const wait of [0, 1, 1, 48, 48, 1, 1]) {
      the.clock.advance(wait * 60 * minuteMs);
      await poller.pollDue({ signal });
      closed.push((await the.storage.postings.known("fake:x")).filter(({ closedAt }) => closedAt !== null).length);
    }

    expect(closed).toEqual([0, 0, 0, 0, 0, 8, 8]);
  });
});
