import { describe, expect, it } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { SourceHealth, Subscription } from "../../commands/services.ts";
import { untilResumed } from "../../commands/services.ts";
import { aPosting, dayMs, hourMs, testNow } from "../builders.ts";
import { anAsker, aSourceHealth, aSubscription, memoryServices } from "../doubles/services.ts";
import { said } from "./said.ts";

async function answer(line: string, sources: readonly SourceHealth[], subscriptions: readonly Subscription[] = []) {
  const services = memoryServices({ sources: [...sources], subscriptions: [...subscriptions] });
  return await dispatch(line, anAsker(), services);
}

const failing = { state: "failing", errorCode: "blocked", errorText: "http: 403" } as const;

describe("sources", () => {
  it.each<[Partial<SourceHealth>, string]>([
    [{}, "ashby:acme | 12 postings, last read 1 minute ago | about 3 new a week"],
    [{ dropped: 2 }, "ashby:acme | 12 postings, last read 1 minute ago, 2 unusable | about 3 new a week"],
    [{ newPerWeek: null }, "ashby:acme | 12 postings, last read 1 minute ago | "],
    [{ newPerWeek: 0 }, "ashby:acme | 12 postings, last read 1 minute ago | nothing new lately"],
    [{ newPerWeek: 0.6 }, "ashby:acme | 12 postings, last read 1 minute ago | about 3 new a month"],
    [
      { lastNewAt: testNow - 12 * dayMs },
      "ashby:acme | 12 postings, last read 1 minute ago | quiet for 12 days, usually 3 a week",
    ],
    [
      { state: "waiting", lastSuccessAt: null, newPerWeek: null, nextPollAt: testNow },
      "ashby:acme | not read yet, due now | ",
    ],
    [
      { ...failing, lastSuccessAt: testNow - 3 * hourMs },
      "ashby:acme | failing (blocked): it does not let us in; last read 3 hours ago; next look in 29 minutes | about 3 new a week",
    ],
    [
      { ...failing, errorCode: "gone", newPerWeek: null },
      "ashby:acme | failing (gone): it says that it is gone for good; last read 1 minute ago; not tried again | ",
    ],
  ])("shows how one with %j fares", async (health, expected) => {
    expect(said(await answer("sources", [aSourceHealth(health)]))).toBe(`1 source:\n${expected}`);
  });

  it("finds those of a name, and pages a long list", async () => {
    const many = Array.from({ length: 45 }, (_, i) => aSourceHealth({ key: `lever:site-${i}` }));
    const all = [aSourceHealth({ key: "ashby:Acme" }), ...many];

    expect(said(await answer("sources acme", all))).toContain("1 source:\nashby:Acme");
    expect(said(await answer("sources LEVER 3", all))).toMatch(/^45 sources, page 3 of 3:\nlever:site-40 /);
    expect((await answer("sources lever", all)).parts.at(-1)).toEqual({
      kind: "choices",
      choices: [{ label: "More", line: "/jobs sources lever 2" }],
    });
    expect(said(await answer("sources nobody", all))).toContain("No source has nobody in its name.");
    expect(said(await answer("sources 9", all))).toBe("There are 3 pages, not 9.");
    expect(said(await answer("sources", []))).toContain("No source is set up yet.");
  });

  it.each([
    ["sources acme other", "Expected at most one word and one page, got acme and other."],
    ["sources 2 3", "Expected at most one word and one page, got 2 and 3."],
    ["sources https://jobs.example.org other", "Expected one address, got other behind it."],
    ["sources 0", "There is 1 page, not 0."],
  ])("drops no word of %s in silence", async (line, words) => {
    const reply = await answer(line, [aSourceHealth()]);

    expect(reply.tone).toBe("error");
    expect(said(reply)).toContain(words);
  });
});

describe("an address", () => {
  const checked = {
    key: "greenhouse:larkfield",
    kind: "greenhouse",
    options: { board: "larkfield" },
    title: "Greenhouse boards",
    because: "the address belongs to it",
    configuration: "- greenhouse: { board: larkfield }",
    postings: 12,
    extent: "whole",
    dropped: ["7: title: expected a title, got none"],
    unread: [],
    samples: [aPosting({ facts: { title: "Ledger Engineer", company: "Larkfield", languages: ["Kotlin"] } })],
    credit: "Larkfield",
    minEveryMs: 6 * hourMs,
  } as const;
  const address = "https://boards.greenhouse.io/larkfield";

  it.each([`sources ${address}`, `sources check ${address}`])(
    "%s shows what is there before anything is added",
    async (line) => {
      const services = memoryServices({ checked: { [address]: checked } });

      const reply = await dispatch(line, anAsker(), services);

      expect(said(reply).split("\n")).toEqual([
        "greenhouse:larkfield (Greenhouse boards): the address belongs to it. 12 postings.",
        "Ledger Engineer | Larkfield | Belgrade, RS | Kotlin",
        "1 could not be used:",
        "7: title: expected a title, got none",
        "By its terms Larkfield is named on its cards, and it is asked every 6 hours at most.",
        "To have it watched for this workspace:",
        `[Add it] /jobs sources add ${address}`,
        "To have it polled for all, whoever runs this bot adds this line to sources in its configuration:",
        "- greenhouse: { board: larkfield }",
      ]);
    },
  );

  it("tells which of the first could not be read", async () => {
    const services = memoryServices({ checked: { [address]: { ...checked, unread: ["8: gone", "9: gone"] } } });

    expect(said(await dispatch(`sources ${address}`, anAsker(), services))).toContain(
      "Of the first 3, 2 could not be read:\n8: gone\n9: gone",
    );
  });

  it("speaks of a single one that could not be read as of one", async () => {
    const services = memoryServices({ checked: { [address]: { ...checked, samples: [], unread: ["8: gone"] } } });

    expect(said(await dispatch(`sources ${address}`, anAsker(), services))).toContain(
      "The first could not be read:\n8: gone",
    );
  });

  it("says that one is polled already, or why nothing can be", async () => {
    const services = memoryServices({
      checked: { [address]: { ...checked, postings: 0, samples: [], dropped: [], credit: null, minEveryMs: null } },
      sources: [aSourceHealth({ key: checked.key })],
    });

    expect(said(await dispatch(`sources ${address}`, anAsker(), services))).toBe(
      "greenhouse:larkfield (Greenhouse boards): the address belongs to it. It works, and nothing is open there right now.\nIt is polled already.",
    );
    expect(said(await dispatch("sources https://example.com/", anAsker(), services))).toBe(
      "Nothing at https://example.com/ can be polled.",
    );
    expect(said(await dispatch("sources check", anAsker(), services))).toContain("Expected an address");
  });
});

describe("status", () => {
  it("says that all is well, and that nothing waits", async () => {
    const reply = await answer(
      "status",
      [aSourceHealth(), aSourceHealth({ key: "lever:x", postings: 1_200 })],
      [aSubscription()],
    );

    expect(said(reply)).toBe(
      [
        "2 sources, all well; the last one was read 1 minute ago; 1,212 open postings in all.",
        "Nothing waits for you; 1 subscription at work.",
      ].join("\n"),
    );
  });

  it("says of a single source that it is well", async () => {
    expect(said(await answer("status", [aSourceHealth()]))).toContain("1 source, well; the last one was read");
  });

  it("names what fails, what is quiet, and what waits or is held", async () => {
    const reply = await answer(
      "status",
      [
        aSourceHealth({ ...failing, lastSuccessAt: null }),
        aSourceHealth({ key: "lever:x", lastNewAt: testNow - 20 * dayMs }),
        aSourceHealth({ key: "lever:y" }),
      ],
      [
        aSubscription({ waiting: 3, held: "the channel is archived" }),
        aSubscription({ id: "z1", name: "later", pausedUntil: untilResumed }),
        aSubscription({ id: "z2", name: "fine" }),
      ],
    );

    expect(said(reply).split("\n")).toEqual([
      "3 sources, 2 well; the last one was read 1 minute ago; 36 open postings in all.",
      "Failing:",
      "ashby:acme: it does not let us in, never read yet",
      "Quieter than usual:",
      "lever:x: quiet for 2 weeks, usually 3 a week",
      "Of your subscriptions:",
      "infra (#k3f): 3 postings waiting; held: the channel is archived",
      "later (#z1): paused until resumed",
    ]);
  });

  it("tells of gaps, and which subscriptions may have missed something", async () => {
    const services = memoryServices({
      sources: [
        aSourceHealth({ ...failing, lastSuccessAt: testNow - 5 * hourMs }),
        aSourceHealth({ key: "lever:x", lastNewAt: testNow - 20 * dayMs }),
      ],
      subscriptions: [
        aSubscription(),
        aSubscription({ id: "z1", name: "named", query: "source:lever role:backend" }),
        aSubscription({ id: "z2", name: "other" }),
        aSubscription({ id: "z3", name: "broken", query: "level:wizard" }),
      ],
      sourcesOf: new Map([
        ["k3f", new Set(["ashby:acme"])],
        ["z1", new Set(["ashby:acme"])],
        ["z2", new Set(["feed:x"])],
      ]),
      outages: [
        {
          source: "ashby:acme",
          beganAt: testNow - 9 * hourMs,
          endedAt: testNow - 6 * hourMs,
          code: "blocked",
          late: 3,
        },
        { source: "lever:x", beganAt: testNow - 60 * hourMs, endedAt: testNow - 30 * hourMs, code: "schema", late: 0 },
        { source: "old:x", beganAt: testNow - 9 * dayMs, endedAt: testNow - 8 * dayMs, code: "blocked", late: 1 },
      ],
    });

    const status = said(await dispatch("status", anAsker(), services)).split("\n");
    const listed = said(await dispatch("list", anAsker(), services));

    expect(status.slice(5)).toEqual([
      "Gaps of the last week:",
      "ashby:acme could not be read on Wed 20 May from 02:00 to 05:00: it does not let us in; 3 postings came late",
      "lever:x could not be read from Sun 17 May, 23:00 to Tue 19 May, 05:00: it answers in a form that we do not know; nothing came late",
      "Of your subscriptions:",
      "infra (#k3f): may miss something: ashby:acme was last read 5 hours ago",
      "named (#z1): may miss something: lever:x is quiet for 2 weeks, usually 3 a week",
      "broken (#z3): its query cannot be read any more",
    ]);
    expect(listed).toContain("may miss something: ashby:acme was last read 5 hours ago");
  });

  it.each([
    ["source:greenhouse:acme", "may miss something: greenhouse:acme is no source here"],
    ["source:workday", "may miss something: workday is no source here"],
    ["source:lever:acme", "may miss something: lever:Acme was last read 1 minute ago"],
    ["source:lever", "may miss something: lever:Acme was last read 1 minute ago"],
    ["role:backend -source:lever", null],
    ["source:ashby", null],
    ["role:backend", "may miss something: lever:Acme was last read 1 minute ago"],
  ])("tells of %s %s", async (query, expected) => {
    const services = memoryServices({
      sources: [aSourceHealth({ ...failing, key: "lever:Acme" }), aSourceHealth({ key: "ashby:acme" })],
      subscriptions: [aSubscription({ query })],
      sourcesOf: new Map([["k3f", new Set(["lever:Acme", "feed:gone"])]]),
    });

    const [listed, status] = [
      await dispatch("list", anAsker(), services),
      await dispatch("status", anAsker(), services),
    ];

    for (const reply of [listed, status]) {
      if (expected === null) expect(said(reply)).not.toContain("may miss");
      else expect(said(reply)).toContain(expected);
    }
  });

  it("of a list looks up those sources alone that its subscriptions depend on", async () => {
    const services = memoryServices({
      sources: Array.from({ length: 100 }, (_, i) => aSourceHealth({ key: `lever:site-${i}` })),
      subscriptions: [aSubscription({ query: "source:lever:site-7" }), aSubscription({ id: "m4g", query: "lang:go" })],
      sourcesOf: new Map([["m4g", new Set(["lever:site-8"])]]),
    });
    const looked: string[] = [];
    const sources: typeof services.sources = async (asker, isWanted) => {
      const found = await services.sources(asker, isWanted);
      looked.push(...found.map(({ key }) => key));
      return found;
    };

    await dispatch("list", anAsker(), { ...services, sources });

    expect(looked).toEqual(["lever:site-7", "lever:site-8"]);
  });

  it("are removed and adopted whatever their spelling", async () => {
    const asker = anAsker();
    const sources = [
      aSourceHealth({ key: "lever:Acme", owner: asker.user }),
      aSourceHealth({ key: "ashby:Acme", owner: "" }),
    ];
    const services = memoryServices({ sources });

    const removed = await dispatch("sources remove lever:Acme", asker, services);
    const adopted = await dispatch("adopt Ashby:acme", asker, services);

    expect(said(removed)).toContain("lever:Acme is not watched any more.");
    expect(said(adopted)).toBe("ashby:Acme is yours now.");
  });

  it("says where the rest of many subscriptions is listed", async () => {
    const subscriptions = Array.from({ length: 12 }, (_, i) =>
      aSubscription({ id: `k${i}`, name: `n${i}`, waiting: 1 }),
    );

    const status = said(await dispatch("status", anAsker(), memoryServices({ subscriptions })));

    expect(status).toContain("and 2 more: /jobs list");
  });

  it("does not list a hundred failures", async () => {
    const many = Array.from({ length: 100 }, (_, i) => aSourceHealth({ ...failing, key: `lever:site-${i}` }));

    expect(said(await answer("status", many))).toContain(
      "lever:site-9: it does not let us in, last read 1 minute ago\nand 90 more: /jobs sources",
    );
  });

  it("says so where there is nothing at all", async () => {
    expect(said(await answer("status", []))).toBe(
      "No source is set up yet, so nothing can come.\nYou have no subscriptions yet: /jobs subscribe",
    );
  });
});
