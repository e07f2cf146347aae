import { afterEach, describe, expect, it } from "vitest";
import type { Destination, Failure } from "../../../src/delivery/platform.ts";
import type { DiscordCall, DiscordFault } from "../../doubles/discord/faults.ts";
import { aCache } from "../chat/a-cache.ts";
import { cardMessage } from "../a-digest.ts";
import { type ADiscord, aDiscord, type DiscordTestOptions } from "./a-discord.ts";

let discord: ADiscord;
/** What happens to calls of a route, the first ones first. */
let faults: { readonly route: RegExp; readonly fault: DiscordFault }[] = [];

afterEach(async () => {
  faults = [];
  await discord.close();
  expect(discord.violations).toEqual([]);
});

function fault(call: DiscordCall): DiscordFault | undefined {
  const index = faults.findIndex(({ route }) => route.test(`${call.method} ${call.route}`));
  return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
}

async function open(options: DiscordTestOptions = {}) {
  discord = await aDiscord({ ...options, double: { fault, ...options.double } });
  const guild = discord.people.guild("Acme");
  const ann = discord.people.member(guild, "ann");
  const jobs = discord.people.channel(guild, "jobs");
  return { guild, ann, jobs, people: discord.people };
}

function to(address: string): Destination {
  return { platform: "discord", address };
}

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    return discord.platform.classify(error);
  }
  throw new Error("expected a refusal");
}

const posting = /^POST \/channels\/\{channel_id\}\/messages$/;
const editing = /^PATCH \/channels\/\{channel_id\}\/messages/;

function send(address: string, key = "abc", title = "Go Engineer") {
  return discord.platform.send(to(address), cardMessage({ title }), key);
}

describe("a card", () => {
  it("carries its key as a nonce, and calls nobody", async () => {
    const { jobs } = await open();

    await send(jobs.id);

    const [call] = discord.calls.filter(({ route, method }) => posting.test(`${method} ${route}`));
    expect(call?.body).toMatchObject({ nonce: "abc", enforce_nonce: true, allowed_mentions: { parse: [] } });
  });

  it.each<[string, DiscordFault]>([
    ["a reset after it arrived", { kind: "reset", when: "after" }],
    ["a fault after it arrived", { kind: "status", status: 502, when: "after" }],
    ["a reset before it arrived", { kind: "reset", when: "before" }],
    ["a fault before it arrived", { kind: "status", status: 500, when: "before" }],
  ])("is shown once when its answer is lost by %s, and is sent again with its key", async (_, lost) => {
    const { jobs } = await open();
    faults = [{ route: posting, fault: lost }];

    const failure = await failureOf(send(jobs.id));
    const shownBefore = discord.shown(jobs).length;
    const reference = await send(jobs.id);

    expect(failure.class).toBe("ambiguous");
    expect(discord.shown(jobs)).toHaveLength(1);
    expect(reference).toBe(`${jobs.id}/${discord.shown(jobs)[0]?.id}/abc`);
    expect(discord.calls.filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(shownBefore).toBe("when" in lost && lost.when === "after" ? 1 : 0);
  });

  it("that somebody deleted since counts as delivered, and its edits as done", async () => {
    const { jobs, people } = await open();
    await send(jobs.id);
    const [shown] = discord.shown(jobs);
    if (shown !== undefined) people.remove(shown.message);

    const reference = await send(jobs.id);
    await discord.platform.edit(to(jobs.id), reference, cardMessage({ state: "closed" }));

    expect(discord.shown(jobs)).toEqual([]);
    expect(reference).toBe(`${jobs.id}/deleted/abc`);
  });

  it("that was deleted needs no edit", async () => {
    const { jobs, people } = await open();
    const reference = await send(jobs.id);
    const [shown] = discord.shown(jobs);
    if (shown !== undefined) people.remove(shown.message);

    await expect(discord.platform.edit(to(jobs.id), reference, cardMessage({}))).resolves.toBeUndefined();
  });

  it("is found after it was edited", async () => {
    const { jobs } = await open();
    const reference = await send(jobs.id);

    await discord.platform.edit(to(jobs.id), reference, cardMessage({ state: "closed" }));

    expect(await discord.platform.find(to(jobs.id), "abc", 0)).toEqual({ kind: "found", reference });
    expect(discord.shown(jobs)[0]?.text).toContain("Closed");
  });

  it("may be repeated where nobody can look for it, as long as Discord knows its key", async () => {
    const { jobs, people } = await open();
    people.deny(jobs, "bot", "ReadMessageHistory");
    await send(jobs.id);

    expect(await discord.platform.find(to(jobs.id), "abc", Date.now() - 60_000)).toEqual({ kind: "repeatable" });
    expect(await discord.platform.find(to(jobs.id), "abc", Date.now() - 121_000)).toEqual({ kind: "unknown" });
  });

  it("is not sent twice by itself, whatever Discord answers", async () => {
    const { jobs } = await open();
    faults = [{ route: posting, fault: { kind: "status", status: 500, when: "before" } }];

    await failureOf(send(jobs.id));

    expect(discord.calls.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});

describe("limits", () => {
  it("that are short are waited for, in order and without a refusal", async () => {
    const { jobs } = await open({ double: { limits: { perChannel: { calls: 5, windowMs: 300 } } } });
    const titles = Array.from({ length: 14 }, (_, index) => `Engineer number ${index + 10}`);

    await Promise.all(titles.map((title, index) => send(jobs.id, `key${index}`, title)));

    expect(discord.shown(jobs).map(({ text }) => titles.find((title) => text.includes(title)))).toEqual(titles);
    expect(discord.limits.refused.size).toBe(0);
  });

  it("of all calls are kept, though Discord's second is not ours", async () => {
    const { jobs, guild, people } = await open({
      double: { limits: { global: { calls: 50, windowMs: 1_050 }, perChannel: { calls: 100, windowMs: 1_000 } } },
    });
    const other = people.channel(guild, "other");

    for (let index = 0; index < 30; index++) {
      await Promise.all(
        [jobs, other].map(({ id }) => send(id, `${id.slice(-6)}-${index}`, `Engineer number ${index}`)),
      );
    }

    expect(discord.shown(other)).toHaveLength(30);
    expect(discord.limits.refused.size).toBe(0);
  });

  it("are waited for where something is said once and never again", async () => {
    const { jobs } = await open();
    faults = [{ route: posting, fault: { kind: "rate-limit", retryAfterMs: 200, scope: "global" } }];

    await discord.platform.notify(to(jobs.id), "ann subscribed this channel");

    expect(discord.shown(jobs)).toHaveLength(1);
  });

  it("that are long come back with the time to wait, and hold up no other channel", async () => {
    const { jobs, guild, people } = await open();
    const other = people.channel(guild, "other");
    faults = [{ route: posting, fault: { kind: "rate-limit", retryAfterMs: 90_000 } }];

    const failure = await failureOf(send(jobs.id));
    await send(other.id);

    expect(failure).toMatchObject({ class: "transient" });
    expect(failure.retryAfterMs).toBeGreaterThan(80_000);
    expect(discord.shown(other)).toHaveLength(1);
    expect(discord.meter.series()).toEqual({ 'rolecall_refused_requests_total{platform="discord",status="429"}': 1 });
  });

  it("that Discord had to point out come back too, however short: nothing is sent again by itself", async () => {
    const { jobs } = await open();
    faults = [{ route: posting, fault: { kind: "rate-limit", retryAfterMs: 1_500 } }];

    const failure = await failureOf(send(jobs.id));

    expect(failure).toMatchObject({ class: "transient" });
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(1_500);
    expect(discord.calls.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("of slow mode are told with their time", async () => {
    const { jobs } = await open();
    faults = [{ route: posting, fault: { kind: "refuse", code: 20016, more: { retry_after: 120, global: false } } }];

    const failure = await failureOf(send(jobs.id));

    expect(failure).toMatchObject({ class: "transient" });
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(120_000);
  });

  it("that the bot has broken are counted, and not those that it shares with others", async () => {
    const cache = aCache();
    const { jobs, people } = await open({ cache });
    faults = [{ route: posting, fault: { kind: "rate-limit", retryAfterMs: 90_000, scope: "shared" } }];
    people.deny(jobs, "bot", "SendMessages");

    await failureOf(send(jobs.id));
    const shared = cache.entries.get("refusals");
    await failureOf(discord.platform.edit(to("1"), "1/2/abc", cardMessage({})));
    const other = discord.people.channel(discord.people.guild("Other"), "jobs");
    people.deny(other, "bot", "SendMessages");
    await failureOf(send(other.id));

    expect(shared).toBeUndefined();
    expect(cache.entries.get("refusals")).toContain('"count":1');
  });

  it("of Discord's guard stop everything for ten minutes", async () => {
    const { jobs, guild, people } = await open();
    const other = people.channel(guild, "other");
    faults = [{ route: posting, fault: { kind: "html", status: 403 } }];

    const first = await failureOf(send(jobs.id));
    const calls = discord.calls.length;
    const elsewhere = await failureOf(send(other.id));
    const edited = await failureOf(discord.platform.edit(to(other.id), `${other.id}/1/abc`, cardMessage({})));

    for (const failure of [first, elsewhere, edited]) {
      expect(failure).toMatchObject({ class: "transient", code: "40333" });
      expect(failure.retryAfterMs).toBeGreaterThan(590_000);
    }
    expect(discord.calls).toHaveLength(calls);
    expect(discord.meter.series()).toEqual({ 'rolecall_refused_requests_total{platform="discord",status="403"}': 1 });
  });
});

describe("a channel", () => {
  it.each([
    ["cannot be seen", "ViewChannel", "50001"],
    ["cannot be written in", "SendMessages", "50013"],
  ] as const)("that %s is refused once, with what is missing", async (_, permission, code) => {
    const { jobs, people } = await open();
    people.deny(jobs, "bot", permission);

    const failure = await failureOf(send(jobs.id));

    expect(failure).toMatchObject({ class: "destination", code });
    expect(failure.reason).toContain("Embed Links");
  });

  it("that was deleted is ended, in so many words", async () => {
    const { jobs, people } = await open();
    await discord.start();
    people.deleteChannel(jobs);
    await discord.until("it was told", () => discord.told.some((told) => told.startsWith("ended")));
    discord.told.length = 0;

    expect(await failureOf(send(jobs.id))).toMatchObject({ class: "destination", code: "10003" });
    expect(discord.told).toEqual([`ended discord:${jobs.id} the channel was deleted`]);
  });

  it("whose server blocks what is said there is told so after three messages, and not before", async () => {
    const { jobs } = await open();
    const blocking = { route: posting, fault: { kind: "refuse", code: 200000 } } as const;
    faults = [blocking, blocking, blocking, blocking];

    const failures = [];
    for (const key of ["a", "a", "b", "c"]) failures.push(await failureOf(send(jobs.id, key)));
    await send(jobs.id, "d");
    faults = [blocking];

    expect(failures.map((failure) => failure.class)).toEqual(["message", "message", "message", "destination"]);
    expect(failures.at(-1)?.reason).toContain("three times in a row");
    expect((await failureOf(send(jobs.id, "e"))).class).toBe("message");
  });

  it("for announcements is published from, where that is wanted", async () => {
    const { guild, people } = await open({ config: { crosspost: true } });
    const news = people.channel(guild, "news", { kind: "announcement" });

    await send(news.id);

    await discord.until("it is published", () => discord.calls.some(({ route }) => route.endsWith("/crosspost")));
    expect(discord.violations).toEqual([]);
  });

  it("for announcements is only written to, otherwise", async () => {
    const { guild, people } = await open();
    const news = people.channel(guild, "news", { kind: "announcement" });

    await send(news.id);

    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(discord.calls.filter(({ route }) => route.endsWith("/crosspost"))).toEqual([]);
    expect(discord.shown(news)).toHaveLength(1);
  });

  it("is told a few words, as is a person and a forum", async () => {
    const { guild, jobs, ann, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum", tags: ["hiring"], requiresTag: true });

    for (const address of [jobs.id, `@${ann.id}`, forum.id]) {
      await discord.platform.notify(to(address), "ann subscribed this channel <@1> @everyone");
    }

    const [post] = discord.threads(forum);
    const shown = [jobs, people.direct(ann), post].flatMap((place) =>
      place === undefined ? [] : discord.shown(place),
    );
    expect(shown).toHaveLength(3);
    for (const { text, effects, pings } of shown) {
      expect(text).toContain("ann subscribed this channel");
      expect([...effects, ...pings]).toEqual([]);
    }
  });
});

describe("a thread", () => {
  it("takes cards, also when it was archived", async () => {
    const { jobs, ann, people } = await open();
    const thread = people.thread(jobs, "Go", ann);

    const reference = await send(`${jobs.id}/${thread.id}`);
    people.archive(thread);
    await send(`${jobs.id}/${thread.id}`, "def");
    people.archive(thread);
    await discord.platform.edit(to(`${jobs.id}/${thread.id}`), reference, cardMessage({ state: "closed" }));

    expect(discord.shown(thread)).toHaveLength(2);
    expect(discord.shown(thread)[0]?.text).toContain("Closed");
    expect(await discord.platform.find(to(`${jobs.id}/${thread.id}`), "def", 0)).toMatchObject({ kind: "found" });
  });

  it("that Discord has no time to open is tried again, not given up", async () => {
    const { jobs, ann, people } = await open();
    const thread = people.thread(jobs, "Go", ann);
    const reference = await send(`${jobs.id}/${thread.id}`);
    people.archive(thread);
    faults = [{ route: /^PATCH \/channels\/\{channel_id\}$/, fault: { kind: "rate-limit", retryAfterMs: 90_000 } }];

    const failure = await failureOf(discord.platform.edit(to(`${jobs.id}/${thread.id}`), reference, cardMessage({})));

    expect(failure).toMatchObject({ class: "transient", code: "429" });
  });

  it("that is locked holds what goes there", async () => {
    const { jobs, ann, people } = await open();
    const thread = people.thread(jobs, "Go", ann);
    people.archive(thread, { isLocked: true });

    expect((await failureOf(send(`${jobs.id}/${thread.id}`))).class).toBe("destination");
  });
});

describe("a forum", () => {
  it("gets a post for each opening, which is edited and found", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum" });

    const reference = await send(forum.id, "abc", "Go Engineer");
    await send(forum.id, "def", "Rust Engineer");
    await discord.platform.edit(to(forum.id), reference, cardMessage({ title: "Go Engineer", state: "closed" }));

    const posts = discord.threads(forum);
    expect(posts.map(({ name }) => name)).toEqual([
      expect.stringContaining("Go Engineer"),
      expect.stringContaining("Rust Engineer"),
    ]);
    expect(posts[0] && discord.shown(posts[0])[0]?.text).toContain("Closed");
    expect(await discord.platform.find(to(forum.id), "abc", 0)).toEqual({ kind: "found", reference });
    if (posts[0] !== undefined) people.archive(posts[0]);
    expect(await discord.platform.find(to(forum.id), "abc", 0)).toEqual({ kind: "found", reference });
    expect(await discord.platform.find(to(forum.id), "ghi", 0)).toEqual({ kind: "absent" });
  });

  it("that asks for a tag gets one, also where nobody knew that it does", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", {
      kind: "forum",
      requiresTag: true,
      tags: [{ name: "news", isModerated: true }, "hiring"],
    });

    await send(forum.id);

    const [post] = discord.threads(forum);
    expect(post?.thread?.appliedTags).toEqual([forum.tags[1]?.id]);
  });

  it("of which a tag was deleted unseen gets its posts without it", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum", tags: ["Backend", "Go"] });
    await send(forum.id, "abc", "Backend Engineer");
    people.removeTag(forum, "Backend");

    await send(forum.id, "def", "Backend Engineer");

    expect(discord.threads(forum)).toHaveLength(2);
    expect(discord.violations.splice(0)).toEqual([expect.stringContaining("FORUM_TAG_UNKNOWN")]);
  });

  it("without a tag that the bot may set holds what goes there", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", {
      kind: "forum",
      requiresTag: true,
      tags: [{ name: "news", isModerated: true }],
    });

    expect(await failureOf(send(forum.id))).toMatchObject({ class: "destination", code: "40067" });
  });

  it("whose post was archived has it edited, and archived as before", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum" });
    const reference = await send(forum.id);
    const [post] = discord.threads(forum);
    if (post === undefined) throw new Error("expected a post");
    people.archive(post);

    await discord.platform.edit(to(forum.id), reference, cardMessage({ state: "closed" }));

    expect(discord.shown(post)[0]?.text).toContain("Closed");
    expect(post.thread?.isArchived).toBe(true);
  });

  it("of which somebody locked a post takes new ones: that one alone cannot be changed", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum" });
    const reference = await send(forum.id);
    const [post] = discord.threads(forum);
    if (post === undefined) throw new Error("expected a post");
    people.archive(post, { isLocked: true });

    const failure = await failureOf(discord.platform.edit(to(forum.id), reference, cardMessage({ state: "closed" })));
    await send(forum.id, "def");

    expect(failure).toMatchObject({ class: "message", code: "50083" });
    expect(failure.reason).toContain("Manage Threads");
    expect(discord.threads(forum)).toHaveLength(2);
  });

  it("that the bot does not see any more is held by an edit too: it is made once the bot sees it again", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum" });
    const reference = await send(forum.id);
    people.deny(forum, "bot", "ViewChannel");

    const failure = await failureOf(discord.platform.edit(to(forum.id), reference, cardMessage({ state: "closed" })));

    expect(failure).toMatchObject({ class: "destination", code: "50001" });
  });

  it("whose post was deleted needs no edit", async () => {
    const { guild, people } = await open();
    const forum = people.channel(guild, "openings", { kind: "forum" });
    const reference = await send(forum.id);
    const [post] = discord.threads(forum);
    if (post !== undefined) people.deleteChannel(post);

    await expect(discord.platform.edit(to(forum.id), reference, cardMessage({}))).resolves.toBeUndefined();
  });
});

describe("a person", () => {
  it("gets cards in the conversation with the bot, which is opened once", async () => {
    const { ann, guild } = await open();

    await send(`@${ann.id}/${guild.id}`);
    await send(`@${ann.id}/${guild.id}`, "def");

    expect(discord.shown(discord.people.direct(ann))).toHaveLength(2);
    expect(discord.countOf("POST /users/@me/channels")).toBe(1);
    expect(await discord.platform.find(to(`@${ann.id}`), "def", 0)).toMatchObject({ kind: "found" });
  });

  it("who takes no direct messages is held, as is one who shares no server", async () => {
    const { ann, people } = await open();
    const stranger = people.user("stranger");
    people.closeDirect(ann);

    expect(await failureOf(send(`@${ann.id}`))).toMatchObject({ class: "person", code: "50007" });
    expect((await failureOf(send(`@${stranger.id}`))).class).toBe("person");
  });

  it("who installed the app for themselves gets cards without a server", async () => {
    const { people } = await open();
    const bob = people.user("bob");
    people.install(bob);

    await send(`@${bob.id}`);

    expect(discord.shown(people.direct(bob))).toHaveLength(1);
  });
});

describe("an edit", () => {
  it("of which Discord takes no more waits for as long as it says", async () => {
    const { jobs } = await open();
    const reference = await send(jobs.id);
    faults = [{ route: editing, fault: { kind: "refuse", code: 30046, more: { retry_after: 300, global: false } } }];

    const failure = await failureOf(discord.platform.edit(to(jobs.id), reference, cardMessage({})));

    expect(failure.class).toBe("transient");
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(300_000);
    expect(discord.calls.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  });
});
