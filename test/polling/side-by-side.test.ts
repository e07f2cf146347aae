/** Several sources at once, and polls that take long. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { HttpError } from "../../src/http/http-error.ts";
import { defineSource, type PolledSource } from "../../src/sources/source.ts";
import { aSourced } from "../builders.ts";
import { type Answer, aPolledBoard, board, minuteMs, signal } from "./a-polled-board.ts";

const the = aPolledBoard();

describe("sources that people added", () => {
  const guest = (answer: Answer): PolledSource => ({ ...aSource("guest", "x", answer), isGuest: true });

  it("are polled like others, by the client that keeps out of the operator's network", async () => {
    await the.storage.workspaces.ensure("w", "null", 0);
    await the.storage.workspaceSources.add("w", { key: "guest:x", kind: "guest", options: {}, owner: "ann" }, 0);
    const clients: string[] = [];
    const poller = await the.pollerFor([aSource("own", "x", board([]))], {
      guest: async (key) => (key === "guest:x" ? guest(board([aSourced({})])) : undefined),
      onSession: (client) => void clients.push(client),
    });

    const reports = await poller.pollDue({ signal });

    expect(reports.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual(["guest:x read", "own:x read"]);
    expect(clients.toSorted()).toEqual(["guests", "own"]);
  });

  it("fail by themselves where they cannot be polled any more, and hold up no others", async () => {
    await the.storage.workspaces.ensure("w", "null", 0);
    await the.storage.workspaceSources.add("w", { key: "guest:x", kind: "guest", options: {}, owner: "ann" }, 0);
    const poller = await the.pollerFor([aSource("own", "x", board([]))], {
      guest: () => Promise.reject(new Error("of no known kind")),
    });

    const reports = await poller.pollDue({ signal });

    expect(reports.map(({ key }) => key)).toEqual(["own:x"]);
    expect(await the.storage.sources.list()).toMatchObject([
      { key: "guest:x", failures: 1, errorCode: "internal", errorText: "of no known kind" },
      { key: "own:x", failures: 0 },
    ]);
  });
});

function aSource(kind: string, name: string, answer: Answer): PolledSource {
  const source = defineSource({
    id: kind,
    title: kind,
    options: z.object({}),
    board: () => name,
    recognise: () => undefined,
    snapshot: async (_options, context) => await answer(context),
  });
  const key = `${kind}:${name}`;
  return { key, source, options: {}, everyMs: 30 * minuteMs, baseline: false, allowHosts: [] };
}

describe("sources side by side", () => {
  it("are not held up by a vendor that hangs", async () => {
    let release: () => void = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = Array.from({ length: 60 }, (_, i) =>
      aSource("slow", `${i}`, async () => {
        await hanging;
        return { complete: true, postings: [], dropped: [] };
      }),
    );
    const quick = Array.from({ length: 5 }, (_, i) =>
      aSource("quick", `${i}`, board([aSourced({ externalId: `${i}` })])),
    );
    const poller = await the.pollerFor([...slow, ...quick]);
    const polled: string[] = [];

    const all = poller.pollDue({ signal, onReport: ({ key }) => void polled.push(key) });
    for (let i = 0; i < 200 && polled.length < 5; i++) await the.clock.sleep(0);
    const soon = [...polled];
    release();
    await all;

    expect(soon.toSorted((a, b) => a.localeCompare(b))).toEqual(quick.map(({ key }) => key));
    expect(polled).toHaveLength(65);
  });

  it("that another instance alone is configured with are left to it, and hold up none", async () => {
    const [own, newer] = ["a", "b"].map((name) => aSource("quick", name, board([aSourced()])));
    if (own === undefined || newer === undefined) throw new Error("expected two sources");
    const older = await the.pollerFor([own]);
    const other = await the.pollerFor([own, newer]);

    const first = await older.pollDue({ signal });
    const second = await other.pollDue({ signal });

    expect([first, second].map((reports) => reports.map(({ key }) => key))).toEqual([["quick:a"], ["quick:b"]]);
  });

  it("are polled by one at a time, however long a poll takes", async () => {
    let running = 0;
    let most = 0;
    const long = aSource("long", "x", async ({ progress }) => {
      running += 1;
      most = Math.max(most, running);
      for (let i = 0; i < 40; i++) {
        progress(i, 40);
        await the.clock.sleep(0);
      }
      running -= 1;
      return { complete: true, postings: [], dropped: [] };
    });
    const poller = await the.pollerFor([long]);

    const first = poller.pollDue({ signal });
    const more: Promise<unknown>[] = [];
    for (let i = 0; i < 30; i++) {
      the.clock.advance(20 * minuteMs);
      more.push(poller.pollDue({ signal }));
      await the.clock.sleep(0);
    }
    await Promise.all([first, ...more]);

    expect(most).toBe(1);
  });

  it("that were not asked because their host wants to be left alone are put off, and not called failing", async () => {
    const held = new HttpError("blocked", "left alone", { url: "x", reason: "held", retryAfterMs: 10 * minuteMs });
    let polls = 0;
    const poller = await the.pollerFor([
      aSource("held", "x", () => {
        polls += 1;
        throw held;
      }),
    ]);

    const [report] = await poller.pollDue({ signal, early: true });
    await poller.pollDue({ signal, early: true });
    the.clock.advance(12 * minuteMs);
    await poller.pollDue({ signal });

    expect(report).toMatchObject({ outcome: "postponed", errorCode: null });
    expect(await the.storage.sources.list()).toMatchObject([{ failures: 0, errorCode: null }]);
    expect(polls).toBe(2);
  });
});

describe("an address that moved", () => {
  it("is remembered after polls that worked, and forgotten after one that did not", async () => {
    const moved = { old: { to: "https://new.example/", times: 1 } };
    const fine = board([aSourced()]);
    the.answers = [
      fine,
      fine,
      () => {
        throw new HttpError("schema", "a maintenance page", { url: "x" });
      },
      fine,
    ];
    the.moves = moved;
    const poller = await the.pollerOf();

    for (let i = 0; i < 4; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(60 * minuteMs);
    }

    expect(the.sentMoves).toEqual([undefined, moved, moved, undefined]);
  });
});

describe("a board that shrank and grows again", () => {
  it("closes what is gone within two looks of being believed", async () => {
    const ids = (...all: string[]) =>
      board(all.map((externalId) => aSourced({ externalId, title: `Kind ${externalId}` })));
    const few = ids("a", "b");
    const grown = ids("a", "b", "n1", "n2", "n3");
    the.answers = [ids("a", "b", "1", "2", "3", "4", "5", "6"), few, grown, grown, grown];
    const poller = await the.pollerOf();

    for (let i = 0; i < 5; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(60 * minuteMs);
    }

    const open = (await the.storage.postings.known("fake:x")).filter(({ closedAt }) => closedAt === null);
    expect(open.map(({ externalId }) => externalId).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "a",
      "b",
      "n1",
      "n2",
      "n3",
    ]);
  });
});
