import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNotices } from "../../src/delivery/notices.ts";
import type { ErrorClass } from "../../src/delivery/platform.ts";
import { silentLog } from "../../src/log.ts";
import { aDraft, aReading, dayMs, hourMs } from "../builders.ts";
import { aBot, type Bot } from "../doubles/bot.ts";
import { type Faults, PlatformError } from "../doubles/null-platform.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

const minuteMs = 60_000;

let bot: Bot;
let faults: Faults;

/** Wednesday, 20 May 2026, 10:00 in UTC, which is everybody's zone. */
beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt: Date.UTC(2026, 4, 20, 10),
    platform: { faults: { before: (call) => faults.before?.(call), after: (call) => faults.after?.(call) } },
  });
});

afterEach(() => bot.close());

const ask = (line: string, user = "ann") => bot.answer(line, bot.person(user));

/** What somebody was told in their own conversation: title and why of each card. */
function told(user = "ann"): readonly string[] {
  return bot.platform.messages({ platform: "null", address: `direct-${user}` }).map(({ versions: [message] }) => {
    if (message.kind !== "card") return message.kind;
    return `${message.card.state === "closed" ? "[closed] " : ""}${message.card.title}: ${message.card.why}`;
  });
}

/** Stores a posting that is there from the beginning. */
async function found(): Promise<string> {
  const id = await bot.finds({ title: "Go Engineer" });
  await bot.tick();
  return id;
}

function refuses(failure: ErrorClass, more: { readonly retryAfterMs?: number } = {}): void {
  faults = {
    before(call) {
      if (call.operation === "send") throw new PlatformError({ class: failure, ...more });
    },
  };
}

describe("a reminder", () => {
  it("comes when it was wanted, once, with the note, and is gone then", async () => {
    const id = await found();
    await ask(`/jobs note ${id} Ann refers me`);
    await ask(`/jobs remind ${id} 3d`);

    await bot.tick(3 * dayMs - minuteMs);
    const before = told();
    await bot.tick(minuteMs);
    await bot.tick(dayMs);

    expect(before).toEqual([]);
    expect(told()).toEqual([
      "Reminder: Go Engineer: you asked to be reminded on Sat 23 May, 10:00 · your note: Ann refers me · you marked it saved 3 days ago",
    ]);
    expect(await ask("/jobs saved")).not.toContain("reminder:");
    expect(told("bob")).toEqual([]);
  });

  it("comes in quiet hours too, as it was asked for", async () => {
    const id = await found();
    await ask("/jobs settings quiet:20-08");
    await ask(`/jobs remind ${id} tomorrow 6:00`);

    await bot.tick(20 * hourMs);

    expect(told()).toHaveLength(1);
  });

  it("says so where it is late", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} tomorrow`);

    await bot.tick(dayMs + hourMs);

    expect(told()).toEqual([
      expect.stringContaining("you asked to be reminded on Thu 21 May, 09:00, sent 2 hours late"),
    ]);
  });

  it("does not come for what was taken away or hidden, and not when it was taken back", async () => {
    const [one, two, three] = [await found(), await bot.finds({ title: "Two" }), await bot.finds({ title: "Three" })];
    for (const id of [one, two, three]) await ask(`/jobs remind ${id} 1d`);
    const unmarked = await ask(`/jobs mark ${one} none`);
    const hidden = await ask(`/jobs mark ${two} hidden`);
    await ask(`/jobs remind ${three} none`);

    await bot.tick(2 * dayMs);

    for (const answer of [unmarked, hidden]) expect(answer).toContain("You are not reminded of it now.");
    expect(await ask("/jobs saved hidden")).not.toContain("reminder:");

    expect(told()).toEqual([]);
  });

  it.each([
    ["transient", 5_500],
    ["destination", 1.2 * dayMs],
    ["person", 1.2 * dayMs],
    ["installation", 1.2 * dayMs],
  ] as const)("is tried again after an error of the class %s", async (failure, afterMs) => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    refuses(failure);
    await bot.tick(dayMs);
    faults = {};

    await bot.tick(1_000);
    const atOnce = told();
    await bot.tick(afterMs);

    expect([atOnce.length, told().length]).toEqual([0, 1]);
  });

  it("that could not reach its person is told of with the next answer, and tried again", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    refuses("person");
    await bot.tick(dayMs);
    faults = {};

    const [other, first, second] = [await ask("/jobs list", "bob"), await ask("/jobs list"), await ask("/jobs list")];
    await bot.tick(1_000);

    expect(first).toContain(
      "I could not reach you directly with 1 message about postings that you keep. I am trying again now.",
    );
    expect([other, second].join()).not.toContain("could not reach you");
    expect(told()).toHaveLength(1);
  });

  it("waits as long as the platform asks", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    refuses("transient", { retryAfterMs: hourMs });
    await bot.tick(dayMs);
    faults = {};

    await bot.tick(hourMs - minuteMs);
    const early = told().length;
    await bot.tick(10 * minuteMs);

    expect([early, told().length]).toEqual([0, 1]);
  });

  it("is sent plainly where it was refused as it was, and given up where that is refused too", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    const plain: boolean[] = [];
    faults = {
      before(call) {
        if (call.operation !== "send") return;
        plain.push(call.isPlain);
        throw new PlatformError({ class: "message" });
      },
    };

    await bot.tick(dayMs);
    await bot.tick(dayMs);

    expect(plain).toEqual([false, true]);
  });

  it("is looked for where its answer was lost, and not sent again when it is there", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    faults = {
      after(call) {
        if (call.operation === "send") throw new Error("lost");
      },
    };
    await bot.tick(dayMs);
    faults = {};

    await bot.tick(hourMs);
    await bot.tick(dayMs);

    expect(told()).toHaveLength(1);
  });

  it("is still looked for where the first search failed", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    faults = {
      after(call) {
        if (call.operation === "send") throw new Error("lost");
      },
      before(call) {
        if (call.operation === "find") throw new PlatformError({ class: "transient" });
      },
    };
    await bot.tick(dayMs);
    await bot.tick(hourMs);
    faults = {};

    await bot.tick(dayMs);

    expect(told()).toHaveLength(1);
  });

  it("of a process that died while it was sent is looked for when its lease is over", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    const isDead = Promise.withResolvers<void>();
    faults = { after: (call) => (call.operation === "send" ? isDead.promise : undefined) };
    void bot.tick(dayMs);
    await expect.poll(() => told().length).toBe(1);
    faults = {};

    await bot.tick(2 * minuteMs);
    await bot.tick(dayMs);

    expect(told()).toHaveLength(1);
    expect(bot.platform.doubled()).toEqual([]);
  });

  it("is told once where those before it took longer than a lease and another instance looks", async () => {
    for (const id of [await found(), await found(), await found()]) await ask(`/jobs remind ${id} 1d`);
    let sent = 0;
    faults = {
      async before({ operation }) {
        if (operation === "send" && ++sent === 2) await bot.tick();
      },
      after: ({ operation }) => (operation === "send" && sent === 1 ? bot.clock.advance(2 * minuteMs) : undefined),
    };

    await bot.tick(dayMs);

    expect(told()).toHaveLength(3);
    expect(bot.platform.doubled()).toEqual([]);
  });

  it("waits while the bot is out of its workspace, and is forgotten with it", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    await bot.host.removed("w", "it was removed");

    await bot.tick(dayMs);
    const away = told().length;
    await bot.host.restored("w");
    await bot.tick(1_000);

    expect([away, told().length]).toEqual([0, 1]);
  });
});

describe("what changes of a posting that somebody keeps", () => {
  it.each(["saved", "applied", "interview", "offer"])("is told once to who has marked it %s", async (state) => {
    const id = await found();
    await ask(`/jobs mark ${id} ${state}`);
    await bot.storage.postings.missed([id], [id], bot.clock.now());

    await bot.tick(minuteMs);
    await bot.tick(dayMs);

    expect(told()).toEqual([`[closed] Go Engineer: It closed. · you marked it ${state} 1 minute ago`]);
  });

  it.each(["rejected", "withdrawn", "hidden", "none"])("is not told to who has it as %s", async (state) => {
    const id = await found();
    await ask(`/jobs mark ${id} saved`);
    await ask(`/jobs mark ${id} ${state}`);
    await bot.storage.postings.missed([id], [id], bot.clock.now());

    await bot.tick(minuteMs);

    expect(told()).toEqual([]);
  });

  it("is told when it opens again", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} applied`);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick(minuteMs);
    await bot.storage.postings.seen([id], bot.clock.now());

    await bot.tick(minuteMs);

    expect(told().at(-1)).toMatch(/^Open again: Go Engineer: It is open again\./);
  });

  it("is told with what it was before: title, place, pay and address, and nothing else", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} saved`);
    const facts = { title: "Go Engineer", company: "Acme", roles: ["backend" as const] };
    const change = async (more: Parameters<typeof aDraft>[0]) => {
      await bot.storage.postings.change([aDraft({ id, externalId: id, openingKeys: [id], ...more })], bot.clock.now());
      await bot.tick(minuteMs);
    };

    await change({ text: "Other words.", facts: { ...facts, tools: ["Kafka"] } });
    const words = told();
    await change({
      url: "https://jobs.example.org/2?utm_source=x",
      facts: {
        ...facts,
        title: "Senior Go Engineer",
        places: [{ city: "Berlin", region: null, country: "DE" }],
        pay: { min: 90_000, max: null, currency: "EUR", period: "year" },
      },
    });

    expect(words).toEqual([]);
    expect(told()).toEqual([
      "Changed: Senior Go Engineer: Its title: Go Engineer → Senior Go Engineer. Its place: not stated → Berlin, DE. " +
        "Its pay: not stated → from 90,000 EUR a year. It is applied for at another address. · you marked it saved 2 minutes ago",
    ]);
  });

  it("waits until quiet hours are over, and is not told where all is as before by then", async () => {
    const [one, two] = [await found(), await bot.finds({ title: "Two" })];
    await ask("/jobs settings quiet:20-08");
    for (const id of [one, two]) await ask(`/jobs mark ${id} saved`);
    await bot.tick(11 * hourMs);
    await bot.storage.postings.missed([one, two], [one, two], bot.clock.now());
    await bot.tick(minuteMs);
    await bot.storage.postings.seen([two], bot.clock.now());
    await bot.tick(hourMs);
    const quiet = told();

    await bot.tick(10 * hourMs);

    expect(quiet).toEqual([]);
    expect(told()).toEqual([expect.stringMatching(/^\[closed\] Go Engineer: It closed\./)]);
  });

  it("is no closing where the opening is still listed on another board", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} saved`);
    await bot.storage.postings.add(
      [aDraft({ id: "pother", externalId: "other", openingKeys: [id], facts: { title: "Go Engineer" } })],
      bot.clock.now(),
      false,
    );
    await bot.storage.postings.missed([id], [id], bot.clock.now());

    await bot.tick(minuteMs);

    expect(told()).toEqual([]);
  });

  it("is a closing where the opening was marked by a posting that was closed already, once the last board closes it", async () => {
    const id = await found();
    await bot.storage.postings.add(
      [aDraft({ id: "pother", externalId: "other", openingKeys: [id], facts: { title: "Go Engineer" } })],
      bot.clock.now(),
      false,
    );
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick(minuteMs);
    await ask(`/jobs mark ${id} applied`);
    const [list, exported] = [await ask("/jobs saved"), await ask("/jobs export saved")];

    await bot.storage.postings.missed(["pother"], ["pother"], bot.clock.now());
    await bot.tick(minuteMs);

    expect(list).toContain("| open |");
    expect(exported).toContain(",open,");
    expect(told()).toEqual([expect.stringMatching(/^\[closed\] Go Engineer: It closed\./)]);
    expect(await ask("/jobs saved")).toContain("| closed |");
  });

  it("is not what a newer reader reads otherwise; what changes later is", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} saved`);
    const facts = { title: "Go Engineer", company: "Acme", roles: ["backend" as const] };
    const draft = aDraft({ id, externalId: id, openingKeys: [id] });
    const reading = {
      ...aReading({ ...facts, places: [{ city: "Berlin", region: null, country: "DE" }] }),
      version: 2,
    };
    await bot.storage.postings.reread(
      new Map([[id, { reading, openingKeys: [id], contentHash: draft.contentHash }]]),
      [id],
      bot.clock.now(),
    );
    await bot.tick(minuteMs);
    const again = told();
    await bot.storage.postings.change([{ ...draft, reading: { ...reading, facts: aReading(facts).facts } }], 0);

    await bot.tick(minuteMs);

    expect(again).toEqual([]);
    expect(told()).toEqual([expect.stringContaining("Its place: Berlin, DE → not stated.")]);
  });

  it("is told also where it changes while its person is being told", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} saved`);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    faults = {
      async after(call) {
        if (call.operation !== "send") return;
        faults = {};
        await bot.storage.postings.seen([id], bot.clock.now());
        // As the planning of edits does beside it.
        await bot.storage.notices.noteChanges([id], bot.clock.now());
        await bot.storage.postings.revisionsPlanned([id]);
      },
    };

    await bot.tick(minuteMs);
    await bot.tick(minuteMs);

    expect(told().map((said) => said.split(":")[0])).toEqual(["[closed] Go Engineer", "Open again"]);
  });

  it("is told to each in their own conversation", async () => {
    const id = await found();
    for (const user of ["ann", "bob"]) await ask(`/jobs mark ${id} saved`, user);
    await bot.storage.postings.missed([id], [id], bot.clock.now());

    await bot.tick(minuteMs);

    expect([told("ann").length, told("bob").length]).toEqual([1, 1]);
  });
});

describe("among several processes", () => {
  const claimed = async (forMs: number, platforms = ["null"]) => {
    const now = bot.clock.now();
    return await bot.storage.transaction(({ notices }) => notices.claim(now, now + forMs, 10, platforms));
  };

  it("one that lacks the platform leaves it to the others, and puts nothing off", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    bot.clock.advance(dayMs);
    const other = createNotices({ ...bot, platforms: [], random: seededRandom(2), log: silentLog });

    await other.tellDue(new AbortController().signal);
    const before = told();
    await bot.tick();

    expect([before.length, told().length]).toEqual([0, 1]);
  });

  it("one whose lease has ended changes nothing of what another has by now", async () => {
    const id = await found();
    await ask(`/jobs remind ${id} 1d`);
    bot.clock.advance(dayMs);
    const [slow] = await claimed(minuteMs);
    if (slow === undefined) throw new Error("expected one that is due");
    bot.clock.advance(minuteMs);
    const [taken] = await claimed(minuteMs);

    const { notices } = bot.storage;
    const isTrying = await notices.trying(slow, bot.clock.now(), false);
    await notices.putOff(slow, { ...slow, dueAt: bot.clock.now() });
    const isRemoved = await notices.remove(slow);

    expect([taken?.id, isTrying, isRemoved]).toEqual([slow.id, false, false]);
    expect(await claimed(minuteMs)).toEqual([]);
    await bot.tick(minuteMs);
    expect(told()).toHaveLength(1);
  });
});

describe("a note", () => {
  it("brings back what was hidden, and says so", async () => {
    const id = await found();
    await ask(`/jobs mark ${id} hidden`);

    const noted = await ask(`/jobs note ${id} Ann refers me`);

    expect(noted).toContain("It is no longer hidden, and saved now");
    expect(await ask("/jobs saved")).toContain("1 kept:\nSaved:\nGo Engineer");
  });

  it("is there again when its posting is marked again", async () => {
    const id = await found();
    await ask(`/jobs note ${id} Ann refers me`);
    await ask(`/jobs mark ${id} none`);
    const away = await ask("/jobs saved");
    await ask(`/jobs mark ${id} saved`);

    expect(away).toContain("You have no saved postings.");
    expect(await ask("/jobs saved")).toContain("note: Ann refers me");
  });
});
