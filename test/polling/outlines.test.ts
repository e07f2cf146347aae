/** Boards whose lists say little, so that each posting is asked for; and lists that show their newest part only. */
import { describe, expect, it } from "vitest";
import { HttpError } from "../../src/http/http-error.ts";
import type { Outline } from "../../src/sources/source.ts";
import { aSourced } from "../builders.ts";
import { type Answer, aPolledBoard, minuteMs, signal } from "./a-polled-board.ts";

const the = aPolledBoard();
/** Ids in the order in which they were asked for. */
let asked: string[] = [];

function outlined(
  rows: Readonly<Record<string, string>>,
  read: (externalId: string) => void = () => {},
  complete = true,
): Answer {
  const postings = Object.entries(rows).map(
    ([externalId, outline]): Outline => ({
      externalId,
      outline,
      async read() {
        asked.push(externalId);
        read(externalId);
        return aSourced({ externalId, title: `${outline} Engineer` });
      },
    }),
  );
  return () => ({ complete, postings, dropped: [] });
}

async function pollTimes(times: number, settings = {}): Promise<void> {
  const poller = await the.pollerOf(settings);
  for (let i = 0; i < times; i++) {
    await poller.pollDue({ signal });
    the.clock.advance(60 * minuteMs);
  }
}

async function titles(): Promise<string[]> {
  const unmatched = await the.storage.postings.unmatched(100);
  return unmatched.map(({ posting }) => posting.title ?? "").toSorted((a, b) => a.localeCompare(b));
}

describe("outlines", () => {
  it("are asked for where they are new or have changed, and only then", async () => {
    asked = [];
    the.answers = [
      outlined({ a: "Rust", b: "Go" }),
      outlined({ a: "Rust", b: "Go", c: "Java" }),
      outlined({ a: "Ruby", b: "Go", c: "Java" }),
    ];

    await pollTimes(4);

    expect(asked).toEqual(["a", "b", "c", "a"]);
    expect(await titles()).toEqual(["Go Engineer", "Java Engineer", "Ruby Engineer"]);
  });

  it("close when a whole list lacks them twice", async () => {
    the.answers = [outlined({ a: "Rust", b: "Go" }), outlined({ a: "Rust" })];

    await pollTimes(3);

    const known = await the.storage.postings.known("fake:x");
    expect(known.filter(({ closedAt }) => closedAt !== null).map(({ externalId }) => externalId)).toEqual(["b"]);
  });

  it("go on where a poll broke off, without asking twice, and stay the baseline until all are there", async () => {
    asked = [];
    const rows = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`id${i}`, `Kind ${i}`]));
    const broken = outlined(rows, (externalId) => {
      if (externalId === "id10") throw new HttpError("blocked", "slow down", { url: "x", retryAfterMs: 1000 });
    });
    the.answers = [broken, outlined(rows), outlined({ ...rows, news: "New" })];
    const poller = await the.pollerOf({ baseline: true });

    const [first] = await poller.pollDue({ signal });
    the.clock.advance(60 * minuteMs);
    const [second] = await poller.pollDue({ signal });
    the.clock.advance(60 * minuteMs);
    await poller.pollDue({ signal });

    expect(first).toMatchObject({ outcome: "failed", errorCode: "blocked" });
    expect(second).toMatchObject({ outcome: "read", added: 5, baseline: 5 });
    expect(asked.filter((id) => id === "id3")).toHaveLength(1);
    expect(await titles()).toEqual(["New Engineer"]);
  });

  it("that cannot be read are counted, shown and not closed; the others stay", async () => {
    the.answers = [
      outlined({ a: "Rust", b: "Go", c: "C" }, (externalId) => {
        if (externalId === "b") throw new HttpError("not-found", "gone meanwhile", { url: "x" });
        if (externalId === "c") throw new HttpError("schema", "another shape", { url: "x" });
      }),
    ];
    const poller = await the.pollerOf();

    const [report] = await poller.pollDue({ signal });

    expect(report).toMatchObject({
      outcome: "read",
      added: 1,
      dropped: [
        { what: "b", why: "gone meanwhile" },
        { what: "c", why: "another shape" },
      ],
    });
    expect(await the.storage.sources.list()).toMatchObject([{ dropped: 2, errorCode: null }]);
  });

  it("keep their claim while they are asked for", async () => {
    const rows = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`id${i}`, `Kind ${i}`]));
    const stolen: unknown[] = [];
    the.answers = [outlined(rows, () => the.clock.advance(minuteMs))];
    const poller = await the.pollerOf();

    await poller.pollDue({
      signal,
      onProgress: () =>
        void the.storage.sources.claim(the.clock.now(), the.clock.now() + 1).then((claim) => stolen.push(claim)),
    });

    expect(stolen.filter((claim) => claim !== undefined)).toEqual([]);
  });
});

describe("a list that shows its newest part", () => {
  it("has its baseline at the first look, and closes nothing", async () => {
    const page =
      (...ids: string[]): Answer =>
      () => ({
        complete: false,
        isWindow: true,
        postings: ids.map((externalId) => aSourced({ externalId })),
        dropped: [],
      });
    the.answers = [page("a", "b"), page("b", "c"), page("c"), page("c")];

    await pollTimes(4, { baseline: true });

    expect((await the.storage.postings.unmatched(9)).map(({ posting }) => posting.externalId)).toEqual(["c"]);
    expect((await the.storage.postings.known("fake:x")).every(({ closedAt }) => closedAt === null)).toBe(true);
  });

  it("is told what is known already", async () => {
    const known: boolean[] = [];
    const answer: Answer = async ({ isKnown }) => {
      known.push(await isKnown("a"));
      return { complete: false, isWindow: true, postings: [aSourced({ externalId: "a" })], dropped: [] };
    };
    the.answers = [answer];

    await pollTimes(2);

    expect(known).toEqual([false, true]);
  });
});

describe("the terms of a source", () => {
  it("win over the schedule, whoever asks", async () => {
    the.answers = [() => ({ complete: true, postings: [], dropped: [] })];
    const poller = await the.pollerOf({ everyMs: minuteMs }, { minEveryMs: 60 * minuteMs });
    const polled: number[] = [];

    for (let i = 0; i < 3; i++) {
      polled.push((await poller.pollDue({ signal, early: true })).length);
      the.clock.advance(59 * minuteMs);
    }

    expect(polled).toEqual([1, 0, 1]);
  });

  it("may stand in what it answers", async () => {
    the.answers = [() => ({ complete: true, postings: [], dropped: [], freshForMs: 120 * minuteMs })];
    const poller = await the.pollerOf({ everyMs: minuteMs });
    const polled: number[] = [];

    for (let i = 0; i < 3; i++) {
      polled.push((await poller.pollDue({ signal, early: true })).length);
      the.clock.advance(61 * minuteMs);
    }

    expect(polled).toEqual([1, 0, 1]);
  });

  it("have it named on what is stored", async () => {
    the.answers = [() => ({ complete: true, postings: [aSourced()], dropped: [] })];
    const poller = await the.pollerOf({}, { credit: "Example Board" });

    await poller.pollDue({ signal });

    expect((await the.storage.postings.unmatched(1))[0]?.posting.credit).toBe("Example Board");
  });
});
