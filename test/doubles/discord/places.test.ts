/** Every way in which a place takes nothing, and what opens it again: one table, and therefore one file. */
import type { REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDiscord, messagesOf } from "./a-discord.ts";
import { botPermissions } from "./people.ts";
import type { DiscordChannel } from "./world.ts";

type Arranged = Awaited<ReturnType<typeof aDiscord>>;

describe("the double of Discord", () => {
  let arranged: Arranged;

  beforeEach(async () => {
    arranged = await aDiscord();
  });

  afterEach(() => arranged.discord.close());

  function say(channel: Pick<DiscordChannel, "id">, body: object = { content: "a" }): Promise<unknown> {
    return arranged.rest.post(messagesOf(channel), { body });
  }

  /** Ways in which a place takes nothing, with Discord's code. */
  const closed: readonly (readonly [string, number, (arranged: Arranged) => Promise<unknown>])[] = [
    ["a channel that is not there", 10003, ({ guild }) => say(guild)],
    [
      "a channel that was deleted",
      10003,
      ({ discord, jobs }) => {
        discord.people.deleteChannel(jobs);
        return say(jobs);
      },
    ],
    [
      "a channel that the bot does not see",
      50001,
      ({ discord, guild }) => say(discord.people.channel(guild, "secret", { isPrivate: true })),
    ],
    [
      "a guild that the bot was removed from",
      50001,
      ({ discord, guild, jobs }) => {
        discord.people.kick(guild);
        return say(jobs);
      },
    ],
    [
      "a channel where it may not send",
      50013,
      ({ discord, jobs }) => {
        discord.people.deny(jobs, "bot", "SendMessages");
        return say(jobs);
      },
    ],
    [
      "embeds where it may not embed",
      50013,
      ({ discord, jobs }) => {
        discord.people.deny(jobs, "everyone", "EmbedLinks");
        discord.people.permitBot(
          arranged.guild,
          botPermissions.filter((name) => name !== "EmbedLinks"),
        );
        return say(jobs, { embeds: [{ title: "a" }] });
      },
    ],
    [
      "a thread where it may not send",
      50013,
      ({ discord, ann, jobs }) => {
        discord.people.deny(jobs, "bot", "SendMessagesInThreads");
        return say(discord.people.thread(jobs, "talk", ann));
      },
    ],
    [
      "a thread that is locked",
      50083,
      ({ discord, ann, jobs }) => {
        const thread = discord.people.thread(jobs, "talk", ann);
        discord.people.archive(thread, { isLocked: true });
        return say(thread);
      },
    ],
    ["a forum", 40058, ({ discord, guild }) => say(discord.people.channel(guild, "board", { kind: "forum" }))],
    ["a category", 50008, ({ discord, guild }) => say(discord.people.channel(guild, "group", { kind: "category" }))],
    [
      "somebody who takes no direct messages",
      50007,
      ({ discord, ann }) => {
        discord.people.closeDirect(ann);
        return say(discord.people.direct(ann));
      },
    ],
    [
      "somebody who shares no guild any more",
      50278,
      ({ discord, ann, guild }) => {
        const direct = discord.people.direct(ann);
        discord.people.leave(guild, ann);
        return say(direct);
      },
    ],
    [
      "an answer to what it may not read",
      160002,
      ({ discord, jobs }) => {
        discord.people.deny(jobs, "bot", "ReadMessageHistory");
        return say(jobs, { content: "a", message_reference: { message_id: "1" } });
      },
    ],
    [
      "another one's message, to be edited",
      50005,
      ({ discord, ann, jobs, rest }) => {
        const { id } = discord.people.say(ann, jobs, "hello");
        return rest.patch(`${messagesOf(jobs)}/${id}`, { body: { content: "a" } });
      },
    ],
    [
      "a message that is not there",
      10008,
      ({ jobs, rest }) => rest.patch(`${messagesOf(jobs)}/1`, { body: { content: "a" } }),
    ],
    [
      "a thread in a thread",
      50024,
      ({ discord, ann, jobs, rest }) => post(rest, discord.people.thread(jobs, "talk", ann), {}),
    ],
    [
      "a post without a tag where one is needed",
      40067,
      ({ discord, guild, rest }) => post(rest, aForum(discord, guild), {}),
    ],
    [
      "a post with a tag that is not there",
      50035,
      ({ discord, guild, rest }) => post(rest, aForum(discord, guild), { applied_tags: ["1"] }),
    ],
    [
      "a message to be published that is in no such channel",
      50024,
      async ({ jobs, rest }) => await publish(rest, jobs),
    ],
    [
      "somebody unknown, to be written to",
      50033,
      ({ rest }) => rest.post("/users/@me/channels", { body: { recipient_id: "1" } }),
    ],
    ["another application's commands", 20012, ({ rest }) => rest.get("/applications/1/commands")],
    ["an address that is not there", 0, ({ rest }) => rest.get("/nowhere")],
  ];

  it.each(closed)("refuses %s", async (_, code, act) => {
    await expect(act(arranged)).rejects.toMatchObject({ code });
  });

  it("knows only its token, and speaks only its version", async () => {
    const { discord, rest } = arranged;
    const token = discord.token;
    rest.setToken("wrong");

    await expect(rest.get("/users/@me")).rejects.toMatchObject({ status: 401 });
    rest.setToken(token);
    const old = await fetch(`${discord.apiUrl}/v9/users/@me`, { headers: { authorization: `Bot ${token}` } });

    expect(old.status).toBe(404);
    expect(discord.limits.invalid()).toBe(1);
  });

  it("takes what was closed once it is opened: rights, a thread, direct messages", async () => {
    const { discord, guild, ann, jobs, rest } = arranged;
    const { people } = discord;
    const thread = people.thread(jobs, "talk", ann);
    people.deny(jobs, "bot", "SendMessages");
    people.archive(thread, { isLocked: true });
    people.closeDirect(ann);

    people.allow(jobs, "bot", "SendMessages");
    people.unarchive(thread);
    people.openDirect(ann);
    await say(jobs);
    await say(thread);
    await say(people.direct(ann));
    const helper = people.role(guild, "helper", ["ManageThreads"]);
    people.archive(thread, { isLocked: true });
    people.giveBot(guild, helper);
    await rest.patch(`/channels/${thread.id}`, { body: { archived: false, locked: false } });
    await say(thread);

    expect([jobs, thread, people.direct(ann)].map((place) => discord.shown(place).length)).toEqual([1, 2, 1]);
    expect(discord.violations).toEqual([]);
  });

  it("opens an archived thread again for who writes there, though edits are refused until then", async () => {
    const { discord, ann, jobs, rest } = arranged;
    const thread = discord.people.thread(jobs, "talk", ann);
    const { id } = (await say(thread)) as { id: string };
    discord.people.archive(thread);

    await expect(rest.patch(`${messagesOf(thread)}/${id}`, { body: { content: "b" } })).rejects.toMatchObject({
      code: 50083,
    });
    await rest.patch(`/channels/${thread.id}`, { body: { archived: false } });
    await rest.patch(`${messagesOf(thread)}/${id}`, { body: { content: "b" } });
    discord.people.archive(thread);
    const archived = (await rest.get(`/channels/${jobs.id}/threads/archived/public`)) as { threads: { id: string }[] };
    await say(thread);

    expect(archived.threads.map((one) => one.id)).toEqual([thread.id]);
    expect(thread.thread?.isArchived).toBe(false);
    expect(discord.shown(thread).map(({ text }) => text)).toEqual(["b", "a"]);
  });

  it("makes a post of a forum with its tags, and lists it among the open threads", async () => {
    const { discord, guild, rest } = arranged;
    const forum = aForum(discord, guild);
    const tag = forum.tags[0]?.id ?? "";

    const made = (await post(rest, forum, { applied_tags: [tag] })) as { id: string; message: { id: string } };
    const listed = (await rest.get(`/guilds/${guild.id}/threads/active`)) as { threads: readonly { id: string }[] };

    expect(made.message.id).toBe(made.id);
    expect(listed.threads.map(({ id }) => id)).toEqual([made.id]);
    expect(
      discord.threads(forum).map((one) => [one.name, one.thread?.appliedTags, discord.shown(one)[0]?.text]),
    ).toEqual([["Go Engineer", [tag], "first"]]);
  });

  it("publishes a message of an announcement channel once", async () => {
    const { discord, guild, rest } = arranged;
    const news = discord.people.channel(guild, "news", { kind: "announcement" });

    await publish(rest, news);
    const again = rest.post(`${messagesOf(news)}/${discord.shown(news)[0]?.id}/crosspost`);

    await expect(again).rejects.toMatchObject({ code: 40033 });
  });

  it("opens the same conversation for somebody always, and only so many new ones", async () => {
    await arranged.discord.close();
    arranged = await aDiscord({ limits: { directOpens: { calls: 2, windowMs: 60_000 } } });
    const { discord, guild, rest } = arranged;
    const open = (id: string) =>
      rest.post("/users/@me/channels", { body: { recipient_id: id } }) as Promise<{ id: string }>;
    const [one, two, three] = ["bo", "cy", "di"].map((name) => discord.people.member(guild, name).id);

    const first = await open(one ?? "");
    await open(two ?? "");
    const again = await open(one ?? "");

    expect(again.id).toBe(first.id);
    await expect(open(three ?? "")).rejects.toMatchObject({ name: expect.stringContaining("RateLimitError") });
  });
});

function aForum(discord: Arranged["discord"], guild: Arranged["guild"]): DiscordChannel {
  return discord.people.channel(guild, "board", { kind: "forum", tags: ["go", "rust"], requiresTag: true });
}

function post(rest: REST, { id }: DiscordChannel, more: object): Promise<unknown> {
  return rest.post(`/channels/${id}/threads`, {
    body: { name: "Go Engineer", message: { content: "first" }, ...more },
  });
}

async function publish(rest: REST, channel: DiscordChannel): Promise<unknown> {
  const { id } = (await rest.post(messagesOf(channel), { body: { content: "a" } })) as { id: string };
  return await rest.post(`${messagesOf(channel)}/${id}/crosspost`);
}
