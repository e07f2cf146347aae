import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Asker, ChannelRole } from "../commands/services.ts";
import { planEdits } from "../src/delivery/edits.ts";
import { UserError } from "../src/errors.ts";
import { silentLog } from "../src/log.ts";
import { defaultQuotas } from "../src/quotas.ts";
import { forgetClosed } from "../src/retention.ts";
import { createServices } from "../src/services.ts";
import { dispatch } from "../commands/dispatch.ts";
import { said } from "./commands/said.ts";
import { aDraft } from "./builders.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
const onsite = { title: "Dev", modes: ["onsite"], places: [{ city: "Berlin", region: null, country: "DE" }] } as const;
const inTheEu = "mode:remote location:eu unknown:hide";
const inBerlin = "mode:onsite location:berlin unknown:hide";

let bot: Bot;
beforeEach(async () => {
  bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
});
afterEach(() => bot.close());

interface Someone {
  readonly isAdmin?: boolean;
  readonly isGuest?: boolean;
  readonly roles?: readonly ChannelRole[];
  readonly workspace?: string;
}

/** Somebody of a workspace with the channel `#jobs`. */
function person(user: string, { isAdmin = false, isGuest = false, roles = [], workspace = "w" }: Someone = {}): Asker {
  return {
    workspace,
    user,
    name: `${user.slice(0, 1).toUpperCase()}${user.slice(1)}`,
    self: workspace === "w" ? `null:${user}` : `null:${workspace}/${user}`,
    zone: "UTC",
    channels: {
      isAdmin,
      isGuest,
      role: async (name) => `@${name}`,
      holds: async (role) => roles.includes(role),
      destination: async () => `null:${workspace}/C1`,
    },
  };
}

const ann = person("ann");
const bob = person("bob");
const root = person("root", { isAdmin: true });

/** Facts of the card that stands in a place, as it reads now. */
function cards(address: string, { platform } = bot): readonly string[] {
  return platform.messages({ platform: "null", address }).map(({ versions }) => {
    const message = versions.at(-1);
    if (message?.kind !== "card") return "no card";
    const { facts } = message.card;
    return facts.flatMap(({ name, value }) => (name === "place" || name === "corrected" ? [value] : [])).join(" | ");
  });
}

const asRead = "Berlin, DE · onsite";
const corrected = (by: string) => `remote (EU) | mode, place corrected by ${by} on 2026-05-20`;

async function fix(typed: string, asker: Asker = ann): Promise<string> {
  return await bot.answer(`/jobs fix ${typed}`, asker);
}

describe("a correction for oneself", () => {
  it("is answered with before and after, and with the subscriptions for which it decides", async () => {
    await bot.subscribe("eu", inTheEu);
    await bot.subscribe("berlin", inBerlin);
    const id = await bot.finds(onsite);
    await bot.tick();

    const answer = await fix(`${id} remote in:eu`);

    expect(answer.split("\n")).toEqual([
      `Corrected for you: Dev — Acme — remote (EU) (${id})`,
      "place | Berlin, DE → remote from the European Union",
      "mode | onsite → remote",
      "Matches now: eu. Matches no more: berlin.",
      `/jobs fix ${id} location:eu mode:remote`,
      expect.stringMatching(/^\[Undo\] \/jobs fix \S+ undo \w+$/),
    ]);
  });

  it("edits the cards of the person alone, and back again", async () => {
    await bot.subscribe("all", "role:backend");
    await bot.subscribe("all", "role:backend", "bob");
    await bot.answer("/jobs subscribe team role:backend to:#jobs", root);
    const id = await bot.finds(onsite);
    await bot.tick();

    await fix(`${id} remote in:eu`);
    const planned = await planEdits(bot.storage, bot.clock);
    await bot.tick(minuteMs);

    expect(planned).toBe(1);
    expect(cards("ann")).toEqual([corrected("Ann")]);
    expect([...cards("bob"), ...cards("w/C1")]).toEqual([asRead, asRead]);

    await fix(`${id} undo`);
    await bot.tick(minuteMs);

    expect(cards("ann")).toEqual([asRead]);
  });

  it("brings the card once to whoever wants it now, however often it is taken back and said again", async () => {
    await bot.subscribe("eu", inTheEu);
    await bot.subscribe("eu", inTheEu, "bob");
    const id = await bot.finds(onsite);
    await bot.tick();
    expect(bot.sees()).toEqual([]);

    for (const typed of ["remote in:eu", "undo", "remote in:eu"]) {
      await fix(`${id} ${typed}`);
      await bot.tick(minuteMs);
    }

    expect(cards("ann")).toEqual([corrected("Ann")]);
    expect(bot.sees("bob")).toEqual([]);
  });

  it("brings nothing that is older than the subscription, or that was there before its source was watched", async () => {
    const old = await bot.finds(onsite);
    await bot.tick();
    bot.clock.advance(hourMs);
    await bot.subscribe("eu", inTheEu);

    const answer = await fix(`${old} remote in:eu`);
    await bot.tick(minuteMs);
    // It is known to who reads it so: another title is no news.
    await bot.finds({ ...onsite, title: "Developer" }, old);
    await bot.tick(minuteMs);

    expect(answer).toContain("Matches now: eu.");
    expect(bot.sees()).toEqual([]);

    const first = aDraft({ id: "p777777", facts: { ...onsite, title: "First look" } });
    await bot.storage.postings.add([first], bot.clock.now(), true);
    expect(await fix("p777777 remote in:eu")).toContain("Matches now: eu.");
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual([]);
  });

  it("drops what waits and matches no more", async () => {
    await bot.subscribe("berlin", `${inBerlin} every:day at:09:00`);
    const id = await bot.finds(onsite);
    await bot.tick();

    await fix(`${id} remote in:eu`);
    await bot.tick(24 * hourMs);

    expect(bot.sees()).toEqual([]);
    expect(await bot.answer(`/jobs why ${id}`, ann)).toContain("(matches no more), for berlin");
  });

  it("decides when the posting is matched only later, or again", async () => {
    await bot.subscribe("eu", inTheEu);
    await bot.subscribe("berlin", inBerlin);
    await bot.subscribe("berlin", inBerlin, "bob");
    await bot.subscribe("berlin", inBerlin, "cy");
    const id = await bot.finds(onsite);
    await fix(`${id} remote in:eu`);
    await fix(`${id} remote in:eu`, person("cy"));

    await bot.tick();

    const went = await bot.storage.deliveries.fates("w", id);
    expect(went.map(({ destination }) => destination).toSorted()).toEqual(["null:ann", "null:bob"]);
    expect(cards("ann")).toEqual([corrected("Ann")]);
    expect(cards("bob")).toEqual([asRead]);

    await bot.finds({ ...onsite, title: "Developer" }, id);
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual(["Developer"]);
    expect(cards("ann")).toEqual([corrected("Ann")]);
  });

  it("brings the card while the posting waits to be matched anew", async () => {
    await bot.subscribe("eu", inTheEu);
    const id = await bot.finds(onsite);
    await bot.tick();
    await bot.finds({ ...onsite, title: "Developer" }, id);

    await fix(`${id} remote in:eu`);
    await bot.tick(minuteMs);
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual(["Developer"]);
  });

  it("that opened it gives way to its closing later", async () => {
    await bot.subscribe("all", "role:backend");
    const id = await bot.finds({ ...onsite, closed: true });
    await bot.answer(`/jobs mark ${id} saved`, ann);
    await fix(`${id} open`);
    await bot.tick();
    expect(bot.sees()).toEqual(["Dev"]);

    bot.clock.advance(minuteMs);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual(["[closed] Dev"]);
    expect(bot.sees("direct-ann")).toEqual(["[closed] Dev"]);
  });

  it("is not told where the posting says so itself by now", async () => {
    await bot.subscribe("all", "role:backend");
    const id = await bot.finds(onsite);
    await fix(`${id} mode:remote`);
    await bot.tick();
    expect(cards("ann")).toEqual(["Berlin, DE · remote | mode corrected by Ann on 2026-05-20"]);

    await bot.finds({ ...onsite, modes: ["remote"] }, id);
    await bot.tick(minuteMs);

    expect(cards("ann")).toEqual(["Berlin, DE · remote"]);
  });

  it("reaches a card that was being sent when it was made, once that has arrived", async () => {
    let id = "";
    let isMade = false;
    await using sending = await aBot({
      startAt: Date.UTC(2026, 4, 20, 10),
      platform: {
        faults: {
          async before({ operation }) {
            if (operation !== "send" || isMade) return;
            isMade = true;
            await sending.answer(`/jobs fix ${id} remote in:eu`, ann);
            await planEdits(sending.storage, sending.clock);
          },
        },
      },
    });
    await sending.subscribe("all", "role:backend");
    id = await sending.finds(onsite);

    await sending.tick();
    const before = cards("ann", sending);
    await sending.tick(minuteMs);

    expect(before).toEqual([asRead]);
    expect(cards("ann", sending)).toEqual([corrected("Ann")]);
  });

  it("is no news for its author, who keeps the posting", async () => {
    const id = await bot.finds(onsite);
    await bot.tick();
    await bot.answer(`/jobs mark ${id} saved`, ann);
    await fix(`${id} remote in:eu`);

    await bot.finds({ ...onsite, title: "Developer" }, id);
    await bot.tick(minuteMs);

    const [told] = bot.platform
      .messages({ platform: "null", address: "direct-ann" })
      .map(({ versions }) => versions.at(-1));
    expect(told).toMatchObject({ card: { why: expect.stringMatching(/^Its title: Dev → Developer\. ·/) } });
  });

  it("leaves to be told what else changed of what its author keeps", async () => {
    const id = await bot.finds(onsite);
    await bot.tick();
    await bot.answer(`/jobs mark ${id} saved`, ann);
    await bot.answer("/jobs settings quiet:09-20", ann);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick();

    await fix(`${id} remote in:eu`);
    await bot.tick(12 * hourMs);

    expect(bot.sees("direct-ann")).toEqual(["[closed] Dev"]);
  });

  it("is no news either where another board lists what its author keeps", async () => {
    const id = await bot.finds(onsite);
    const facts = { company: "Acme", roles: ["backend"], ...onsite } as const;
    const other = aDraft({ id: "q1", source: "folder:x", externalId: "q1", openingKeys: [id], facts });
    await bot.storage.postings.add([other], bot.clock.now(), false);
    await bot.tick();
    await bot.answer(`/jobs mark ${id} saved`, ann);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick();

    await fix(`${id} remote in:eu`);
    await bot.finds({ ...onsite, title: "Developer" }, "q1");
    await bot.tick(minuteMs);

    expect(bot.sees("direct-ann")).toEqual(["Changed: Developer"]);
  });

  it("is found by search as it reads now, also where it was taken for closed, by whom it reads so alone", async () => {
    const id = await bot.finds(onsite);
    const shut = await bot.finds({ ...onsite, title: "Shut" });
    await bot.storage.postings.missed([shut], [shut], bot.clock.now());
    const query = "mode:remote location:eu unknown:hide";
    expect(await bot.answer(`/jobs search ${query}`, ann)).not.toContain(id);

    await fix(`${id} remote in:eu`);
    bot.clock.advance(minuteMs);
    await fix(`${shut} open`);

    expect(await bot.answer(`/jobs search ${query}`, ann)).toContain(id);
    expect(await bot.answer(`/jobs search dev ${query}`, ann)).toContain(id);
    expect(await bot.answer("/jobs search shut", ann)).toContain(shut);
    expect(await bot.answer(`/jobs search ${query}`, bob)).not.toContain(id);
    expect(await bot.answer("/jobs search shut", bob)).not.toContain(shut);
    expect(await bot.answer("/jobs search designer", ann)).not.toContain(id);

    await fix(`${id} undo`);
    expect(await bot.answer(`/jobs search ${query}`, ann)).not.toContain(id);
  });

  it("shows in search, preview and what is kept, and filters there", async () => {
    const id = await bot.finds(onsite);
    await bot.answer(`/jobs mark ${id} saved`, ann);

    await fix(`${id} mode:remote`);

    const { postings, marks } = bot.services;
    for await (const { reading } of postings.since(ann, 0)) expect(reading.facts.modes).toEqual(["remote"]);
    expect((await marks.list(ann)).map(({ posting }) => posting.reading.facts.modes)).toEqual([["remote"]]);
    expect(await bot.answer("/jobs search dev mode:remote", bob)).not.toContain(id);
    expect(await bot.answer("/jobs search dev mode:onsite", ann)).not.toContain(id);
    expect(await bot.answer("/jobs search dev mode:onsite", bob)).toContain(id);
  });

  it("is limited to so many a day", async () => {
    const services = createServices(bot.storage, bot.clock, silentLog, undefined, {
      ...defaultQuotas,
      correctionsPerDay: 1,
    });
    const id = await bot.finds(onsite);
    const answer = async (typed: string) => said(await dispatch(`/jobs fix ${id} ${typed}`, ann, services));

    await answer("mode:remote");

    expect(await answer("level:senior")).toBe("One person may make 1 correction a day here, and you have made 1.");
    bot.clock.advance(25 * hourMs);
    expect(await answer("level:senior")).toContain("Corrected for you");
  });
});

describe("a correction for everybody", () => {
  it("holds for all of the workspace, in channels too, and nowhere else", async () => {
    await bot.storage.workspaces.ensure("other", "null", bot.clock.now());
    const stranger = person("ann", { workspace: "other" });
    await bot.subscribe("eu", inTheEu, "bob");
    await bot.answer("/jobs subscribe team role:backend to:#jobs", root);
    await bot.answer("/jobs subscribe mine role:backend", stranger);
    await bot.answer(`/jobs subscribe eu ${inTheEu}`, stranger);
    const id = await bot.finds(onsite);
    await bot.tick();

    const answer = await fix(`${id} remote in:eu for:all`, root);
    const planned = await planEdits(bot.storage, bot.clock);
    await bot.tick(minuteMs);

    expect(planned).toBe(1);
    expect(answer).toContain("Corrected for everybody here:");
    expect(answer).toContain("It decides for 1 subscription of others too.");
    expect(cards("bob")).toEqual([corrected("Root")]);
    expect(cards("w/C1")).toEqual([corrected("Root")]);
    expect(cards("other/ann")).toEqual([asRead]);
    expect(await bot.answer(`/jobs why ${id}`, stranger)).not.toContain("orrected");
  });

  it.each<[string, string | null, Someone, boolean]>([
    ["an admin by default", null, { isAdmin: true }, true],
    ["no member by default", null, {}, false],
    ["a member where members may", "members", {}, true],
    ["no guest where members may", "members", { isGuest: true }, false],
    ["who has the role", "@hiring", { roles: ["@hiring"] }, true],
    ["nobody without the role", "@hiring", { roles: ["@other"] }, false],
  ])("may be made by %s", async (_, rule, someone, isAllowed) => {
    if (rule !== null) await bot.answer(`/jobs settings corrections:${rule}`, root);
    const id = await bot.finds(onsite);
    const asker = person("cy", someone);

    const offered = await fix(`${id} level:senior`, asker);
    const answer = await fix(`${id} mode:remote for:all`, asker);

    expect(offered.includes("[For everybody here]")).toBe(isAllowed);
    expect(answer.includes("Corrected for everybody here:")).toBe(isAllowed);
    expect((await fix(id, bob)).includes("mode | remote")).toBe(isAllowed);
  });

  it("is its author's or an admin's to take back, whatever id somebody sends", async () => {
    const id = await bot.finds(onsite);
    await fix(`${id} level:senior`, ann);
    bot.clock.advance(1);
    await fix(`${id} mode:remote for:all`, root);
    const [forAll, own] = await bot.storage.corrections.history("w", id);

    expect(await fix(`${id} undo ${forAll?.id}`, bob)).toContain("Only admins may correct for everybody here");
    expect(await fix(`${id} undo ${own?.id}`, bob)).toContain(`There is no correction ${own?.id} of this posting.`);
    expect(await fix(`${id} undo ${own?.id}`, root)).toContain(`There is no correction ${own?.id} of this posting.`);
    expect(await bot.storage.corrections.ofOpenings([id])).toHaveLength(2);

    expect(await fix(`${id} undo ${forAll?.id}`, person("eve", { isAdmin: true }))).toContain(
      "Taken back for everybody",
    );
    expect(await fix(`${id} undo ${forAll?.id}`, root)).toBe("That correction was taken back already.");
    expect(await fix(id, bob)).toMatch(
      /Root, for everybody here, just now: mode onsite → remote; taken back by Eve just now/,
    );
  });

  it("takes the place of what its author said for themselves", async () => {
    const id = await bot.finds(onsite);

    await fix(`${id} mode:remote`, root);
    await fix(`${id} mode:remote for:all`, root);
    await fix(`${id} undo`, root);

    expect(await bot.storage.corrections.ofOpenings([id])).toEqual([]);
  });

  it("gives way to what a person has corrected for themselves", async () => {
    const id = await bot.finds(onsite);

    await fix(`${id} mode:hybrid`, ann);
    await fix(`${id} mode:remote level:senior for:all`, root);

    expect(await fix(id, ann)).toMatch(/level \| senior[^]*mode \| hybrid/);
    expect(await fix(id, bob)).toMatch(/level \| senior[^]*mode \| remote/);
  });
});

describe("why", () => {
  it("says who corrected what, judges each place as it is read there, and offers to correct", async () => {
    await bot.subscribe("berlin", inBerlin);
    await bot.answer(`/jobs subscribe team ${inBerlin} to:#jobs`, person("ann", { isAdmin: true }));
    const id = await bot.finds(onsite);
    await fix(`${id} remote in:eu`);

    const lines = (await bot.answer(`/jobs why ${id}`, ann)).split("\n");

    expect(lines).toContain("berlin does not match:");
    expect(lines).toContain("team matches:");
    expect(lines).toContain("mode:onsite | fail | says remote | “corrected by Ann on 2026-05-20”");
    expect(lines.join("\n")).toMatch(
      /You, for yourself, just now: place Berlin, DE → remote from the European Union; mode onsite → remote/,
    );
    expect(lines).toContain(`[Fix] /jobs fix ${id}`);
  });
});

describe("fix", () => {
  it("shows how a posting reads, and what can be pressed", async () => {
    const id = await bot.finds({ ...onsite, pay: { min: 60_000, max: 80_000, currency: "EUR", period: "year" } });

    const lines = (await fix(id)).split("\n");

    expect(lines).toContain("pay | 60,000 to 80,000 EUR a year");
    expect(lines).toContain("visa | not stated");
    expect(lines.slice(-3)).toEqual([
      `[It is remote] /jobs fix ${id} mode:remote`,
      `[It is hybrid] /jobs fix ${id} mode:hybrid`,
      `[It is closed] /jobs fix ${id} status:closed`,
    ]);
  });

  it.each([
    ["remote from Germany", "place | Berlin, DE → Germany", "mode | onsite → remote"],
    ["in:munich", "place | Berlin, DE → Munich, DE"],
    ["-location", "place | Berlin, DE → not stated"],
    ["role:sre,backend", "role | backend → backend, SRE"],
    ["senior Rust or Go", "level | not stated → senior", "languages | not stated → Go, Rust"],
    ["lang:go+rust", "languages | not stated → Go, Rust"],
    ["speaks:german", "spoken languages | not stated → German"],
    ["pay:80k/yr,eur", "pay | not stated → from 80,000 EUR a year"],
    ["type:contract visa:no", "type | not stated → contract", "visa | not stated → not sponsored"],
    ["text:k8s", "tools | not stated → Kubernetes"],
    ["closed", "status | open → closed"],
    ["status:closed", "status | open → closed"],
    ["mode:remote for:me", "mode | onsite → remote"],
    ["remote worldwide", "place | Berlin, DE → remote from the whole world", "mode | onsite → remote"],
    ["it is remote, it's closed.", "mode | onsite → remote", "status | open → closed"],
    ["No longer open!", "status | open → closed"],
    ["remote for all levels", "mode | onsite → remote"],
  ])("understands %s", async (typed, ...changes) => {
    const id = await bot.finds(onsite);

    const lines = (await fix(`${id} ${typed}`)).split("\n");

    expect(lines[0]).toMatch(/^Corrected for you: /);
    expect(lines.filter((line) => line.includes(" → "))).toEqual(changes);
  });

  it.each([
    "remote, for:all, closed",
    "remote closed for：all",
    "closed for everybody here, remote",
    "remote, not open for all.",
  ])("holds for all where somebody says: %s", async (typed) => {
    const id = await bot.finds(onsite);

    const [head] = (await fix(`${id} ${typed}`, root)).split("\n");

    expect(head).toMatch(/^Corrected for everybody here: /);
    expect(await bot.storage.corrections.history("w", id)).toMatchObject([{ says: "mode:remote status:closed" }]);
  });

  it("opens what was taken for closed", async () => {
    await bot.subscribe("all", "role:backend");
    const id = await bot.finds({ ...onsite, closed: true });
    await bot.tick();
    expect(bot.sees()).toEqual([]);

    expect(await fix(`${id} open`)).toContain("status | closed → open");
    await bot.tick(minuteMs);

    expect(bot.sees()).toEqual(["Dev"]);
  });

  it.each([
    [
      "lang:-rust",
      "A correction says what the posting says, got lang:-rust. Name what is right, such as lang:go, or -lang",
    ],
    [
      "company:initech",
      "(role:, level:, location:, mode:, lang:, speaks:, pay:, type:, visa:, text: for tools and status:), got company:.",
    ],
    ["not remote", "got mode:-remote. Name what is right, such as mode:hybrid, or -mode where"],
    ["level:-senior", "got level:-senior. Name what is right, or -level where"],
    ["posted:3d", "got posted:."],
    ["every:day", "got every:."],
    ["unknown:hide", "got unknown:."],
    ["-company", "got company:."],
    ["everything", "got nothing of it."],
    ["for:all", "got nothing of it."],
    ["mode:remote for:bob", 'Expected me or all after for:, got "bob".'],
    ["visa:yes,no", "Expected yes or no for visa:, got yes and no."],
    ["pay:80k/yr,eur,90k/yr,usd", "Expected one pay, in one currency for pay:, got"],
    ["status:any", "Expected open or closed for status:, got any."],
    ["closed, open", "Expected open or closed, got both."],
    ["closed status:open", "status: stands there as well. Leave one of them out."],
    ["text:gunicrn", 'got "gunicrn". Did you mean Gunicorn?'],
    ["level:senior -level", "level: is both given and cleared."],
    ["level:senor", "Did you mean senior?"],
    ["location:eu", "European Union is larger than a country"],
    ["mode:remote,-remote", "mode:remote is excluded by mode:-remote"],
    ["pay:80-90k", "Did you mean >=80k/yr,eur?"],
    ["undo for:all", 'Expected undo alone or with the id of one correction, got "undo for:all".'],
    ["undo zzz", "There is no correction zzz of this posting."],
    ["undo", "There is no correction of this posting to take back."],
  ])("refuses %s", async (typed, expected) => {
    const id = await bot.finds(onsite);

    expect(await fix(`${id} ${typed}`)).toContain(expected);
    expect(await bot.storage.corrections.history("w", id)).toEqual([]);
  });

  it("lists the ten latest corrections, and how many more there are", async () => {
    const id = await bot.finds(onsite);
    for (let i = 0; i < 6; i++) {
      for (const typed of ["closed", "open"]) await fix(`${id} ${typed}`);
      bot.clock.advance(minuteMs);
    }

    const lines = (await fix(id)).split("\n");

    expect(lines.filter((line) => line.startsWith("You, for yourself"))).toHaveLength(10);
    expect(lines).toContain("And 2 older ones.");
  });

  it("says where it reads so already, and stores nothing", async () => {
    const id = await bot.finds(onsite);

    expect(await fix(`${id} mode:onsite in:berlin`)).toMatch(/^It reads so already \(location:berlin mode:onsite\)/);
    expect(await bot.storage.corrections.history("w", id)).toEqual([]);
  });

  it("knows no posting of another workspace's source", async () => {
    await expect(
      bot.services.corrections.add(
        ann,
        { ...(await storedPosting()), id: "p999999", openingId: "p999999" },
        {
          says: "mode:remote",
          isForAll: false,
        },
      ),
    ).rejects.toThrow(UserError);
  });
});

async function storedPosting() {
  return await bot.services.postings.find(ann, await bot.finds(onsite));
}

describe("what is forgotten", () => {
  it("goes with its opening", async () => {
    const id = await bot.finds(onsite);
    await bot.tick();
    await fix(`${id} mode:remote`);
    await bot.tick(minuteMs);
    await bot.storage.postings.missed([id], [id], bot.clock.now());
    await bot.tick(100 * 24 * hourMs);

    expect(await forgetClosed(bot.storage, bot.clock, 24 * hourMs)).toBe(1);

    expect(await bot.storage.corrections.history("w", id)).toEqual([]);
  });

  it("goes with its workspace", async () => {
    const id = await bot.finds(onsite);
    await fix(`${id} mode:remote`);

    await bot.storage.transaction(({ workspaces }) => workspaces.erase("w"));

    expect(await bot.storage.corrections.ofOpenings([id])).toEqual([]);
  });
});
