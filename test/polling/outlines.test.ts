/** Boards whose lists say little, so that each posting is asked for; and lists that show their newest part only. */
import { describe, expect, it } from "vitest";
import { HttpError } from "../../src/http/http-error.ts";
import { NoPosting, type Outline } from "../../src/sources/source.ts";
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
      if (externalId === "id10")
        throw new HttpError("blocked", "slow down", { url: "x", status: 429, retryAfterMs: 1000 });
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

  it("of which one cannot be reached keep nothing from the others: not the baseline, not a closing", async () => {
    const rows = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`id${i}`, `Kind ${i}`]));
    const { id5: _gone, ...fewer } = rows;
    const oneIsDown = (externalId: string) => {
      if (externalId === "id10") throw new HttpError("unreachable", "it is down", { url: "x", status: 500 });
    };
    the.answers = [outlined(rows, oneIsDown), outlined({ ...fewer, news: "New" }, oneIsDown)];

    await pollTimes(4, { baseline: true });

    const known = await the.storage.postings.known("fake:x");
    expect(known.filter(({ closedAt }) => closedAt !== null).map(({ externalId }) => externalId)).toEqual(["id5"]);
    expect(known).toHaveLength(20);
    expect(await the.storage.sources.list()).toMatchObject([{ failures: 0, hasBaseline: true, dropped: 1 }]);
  });

  it("of which many in a row cannot be reached end the poll, which has found by then what is gone", async () => {
    const rows = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`id${i}`, `Kind ${i}`]));
    asked = [];
    the.answers = [
      outlined({ old: "Old", gone: "Gone" }),
      outlined({ old: "Old", ...rows }, () => {
        throw new HttpError("unreachable", "it is down", { url: "x" });
      }),
    ];
    const poller = await the.pollerOf();

    await poller.pollDue({ signal });
    the.clock.advance(60 * minuteMs);
    const [failed] = await poller.pollDue({ signal });

    expect(failed).toMatchObject({ outcome: "failed", errorCode: "unreachable" });
    expect(asked.length).toBeLessThan(20);
    expect(await the.storage.postings.known("fake:x")).toContainEqual(
      expect.objectContaining({ externalId: "gone", absences: 1 }),
    );
  });

  it("that were there at the first look are never news, however late they can be read", async () => {
    const rows = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`id${i}`, `Kind ${i}`]));
    const maintenance = outlined(rows, () => {
      throw new HttpError("schema", "back soon", { url: "x" });
    });
    the.answers = [maintenance, maintenance, maintenance, outlined({ ...rows, news: "New" })];
    const poller = await the.pollerOf({ baseline: true });

    for (let i = 0; i < 4; i++) {
      await poller.pollDue({ signal });
      the.clock.advance(25 * 60 * minuteMs);
    }

    expect(await the.storage.postings.known("fake:x")).toHaveLength(31);
    expect(await titles()).toEqual(["New Engineer"]);
  });

  it("that are no postings are asked for once a day, or when they change", async () => {
    asked = [];
    const none = (externalId: string) => {
      if (externalId === "page") throw new NoPosting("fake", "no posting in it");
    };
    the.answers = [
      ...Array.from({ length: 5 }, () => outlined({ a: "Rust", page: "1" }, none)),
      outlined({ a: "Rust", page: "2" }, none),
    ];

    await pollTimes(6);
    expect(asked.filter((id) => id === "page")).toHaveLength(2);
    expect(await the.storage.sources.list()).toMatchObject([{ dropped: 0, hasBaseline: true }]);

    the.clock.advance(25 * 60 * minuteMs);
    await pollTimes(1);
    expect(asked.filter((id) => id === "page")).toHaveLength(3);
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

  it("announces nothing that is older than the first look at it", async () => {
    const posted = (id: string, publishedAt: number) => aSourced({ externalId: id, title: `Kind ${id}`, publishedAt });
    const start = the.clock.now();
    const page = (...postings: ReturnType<typeof posted>[]): Answer => {
      return () => ({ complete: false, isWindow: true, postings, dropped: [] });
    };
    const [five, six, seven, news] = [
      posted("5", start - 50),
      posted("6", start - 40),
      posted("7", start - 30),
      posted("8", start + 10 * minuteMs),
    ];
    // What was taken out lets an older one in.
    the.answers = [page(seven, six), page(news, seven, six), page(news, seven, five)];

    await pollTimes(3, { baseline: true });

    expect((await the.storage.postings.unmatched(9)).map(({ posting }) => posting.externalId)).toEqual(["8"]);
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

  it("win after a failure too", async () => {
    the.answers = [
      () => {
        throw new HttpError("schema", "another shape", { url: "x" });
      },
    ];
    const poller = await the.pollerOf({ everyMs: minuteMs }, { minEveryMs: 6 * 60 * minuteMs });
    let polls = 0;

    for (let i = 0; i < 24; i++) {
      polls += (await poller.pollDue({ signal, early: true })).length;
      the.clock.advance(60 * minuteMs);
    }

    expect(polls).toBeLessThanOrEqual(4);
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
