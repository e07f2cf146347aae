import { once } from "node:events";
import { type Client, Events, GatewayIntentBits } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { aClient } from "./a-client.ts";
import { aDiscord } from "./a-discord.ts";
import { botPermissions } from "./people.ts";

describe("the gateway of the double of Discord", () => {
  const open: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of open.splice(0).toReversed()) await close();
  });

  async function arrange(options: Parameters<typeof aDiscord>[0] = {}) {
    const here = await aDiscord({ identifyEveryMs: 0, ...options });
    open.push(() => here.discord.close());
    return here;
  }

  async function login(here: Awaited<ReturnType<typeof arrange>>): Promise<Client<true>> {
    const client = await aClient(here.discord);
    open.push(() => client.destroy());
    return client;
  }

  /** A connection without the SDK, for what the SDK would never say. */
  async function connect({ discord }: Awaited<ReturnType<typeof arrange>>, query = "v=10&encoding=json") {
    const socket = new WebSocket(`${discord.state.gateway.url}/?${query}`);
    open.push(() => socket.terminate());
    const closed = once(socket, "close").then(([code]) => Number(code));
    const heard: { op: number; d: unknown; t: string | null }[] = [];
    socket.on("message", (data: Buffer) => heard.push(JSON.parse(data.toString()) as (typeof heard)[number]));
    await once(socket, "open");
    return { closed, heard, say: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })) };
  }

  it("tells the real client of its guilds, and of what happens in them", async () => {
    const here = await arrange();
    const { discord, guild, ann, jobs } = here;
    const client = await login(here);
    const heard: string[] = [];
    for (const event of [
      Events.ChannelCreate,
      Events.ChannelUpdate,
      Events.ChannelDelete,
      Events.ThreadCreate,
      Events.ThreadUpdate,
      Events.ThreadDelete,
      Events.GuildRoleUpdate,
      Events.GuildMemberUpdate,
      Events.GuildDelete,
      Events.GuildUnavailable,
      Events.GuildCreate,
    ] as const) {
      client.on(event, () => void heard.push(event));
    }

    const { people } = discord;
    const side = people.channel(guild, "side");
    people.rename(side, "aside");
    people.deleteChannel(side);
    const thread = people.thread(jobs, "talk", ann);
    people.archive(thread);
    people.deleteChannel(thread);
    people.permitBot(guild, [...botPermissions, "ManageThreads"]);
    people.giveBot(guild, people.role(guild, "helper"));
    people.loseGuild(guild);
    people.regainGuild(guild);
    people.kick(guild);
    people.invite(guild);
    await discord.until("the invitation", () => heard.includes("guildCreate"));

    expect(heard).toEqual([
      "channelCreate",
      "channelUpdate",
      "channelDelete",
      "threadCreate",
      "threadUpdate",
      "threadDelete",
      "roleUpdate",
      "guildMemberUpdate",
      "guildUnavailable",
      "guildDelete",
      "guildCreate",
    ]);
    expect(client.guilds.cache.size).toBe(1);
    expect(discord.violations).toEqual([]);
  });

  it.each([
    ["after a close with 4000", (gateway: Gateway) => gateway.close(4000)],
    ["after a close with 4009", (gateway: Gateway) => gateway.close(4009)],
    ["after a connection that was cut", (gateway: Gateway) => gateway.drop()],
    ["when it is asked to reconnect", (gateway: Gateway) => gateway.askToReconnect()],
    ["when its session can be taken up again", (gateway: Gateway) => gateway.invalidate(true)],
  ])("lets the real client resume %s, with what it has missed", { timeout: 15_000 }, async (_, disturb) => {
    const here = await arrange();
    const client = await login(here);
    const heard: string[] = [];
    client.on(Events.ChannelCreate, (channel) => void heard.push(channel.name));

    disturb(here.discord.gateway);
    here.discord.people.channel(here.guild, "missed");
    await here.discord.until("the resumption", () => here.discord.gateway.counts.resumed === 1, 10_000);
    here.discord.people.channel(here.guild, "later");
    await here.discord.until("both channels", () => heard.length === 2);

    expect(heard).toEqual(["missed", "later"]);
    expect(here.discord.gateway.counts.identified).toBe(1);
    expect(here.discord.violations).toEqual([]);
  });

  it("makes the real client identify anew when its session is over", { timeout: 15_000 }, async () => {
    const here = await arrange();
    const client = await login(here);

    // A client that is ended while it waits for this never ends.
    const isReady = once(client, Events.ShardReady);
    here.discord.gateway.invalidate(false);
    await isReady;

    expect(here.discord.gateway.counts.identified).toBe(2);
    expect(client.guilds.cache.size).toBe(1);
    expect(here.discord.state.gateway.remaining).toBe(998);
  });

  it("knows a session no more that it has forgotten", { timeout: 15_000 }, async () => {
    const here = await arrange();
    const { heard, say } = await connect(here);
    say(2, identity(here));
    await here.discord.until("a session", () => heard.some(({ t }) => t === "READY"));

    here.discord.gateway.forget();
    here.discord.gateway.drop();
    const back = await connect(here);
    back.say(6, { token: here.discord.token, session_id: "session-1", seq: 1 });
    await here.discord.until("a refusal", () => back.heard.some(({ op, d }) => op === 9 && d === false));

    expect(here.discord.gateway.counts.resumed).toBe(0);
  });

  it("is away in an outage, and taken up again after it", { timeout: 15_000 }, async () => {
    const here = await arrange();
    await login(here);

    here.discord.goDown();
    here.discord.people.channel(here.guild, "missed");
    await new Promise((resolve) => setTimeout(resolve, 100));
    here.discord.comeBack();
    await here.discord.until("the resumption", () => here.discord.gateway.counts.resumed === 1, 10_000);

    expect(here.discord.gateway.counts.identified).toBe(1);
  });

  it("answers heartbeats unless it plays dead, and gives up whoever is not heard of any more", async () => {
    const here = await arrange({ heartbeatMs: 100 });
    const { heard, say, closed } = await connect(here);

    say(1, null);
    await here.discord.until("an answer", () => heard.some(({ op }) => op === 11));
    here.discord.gateway.silence(true);
    say(1, null);

    expect(await closed).toBe(4009);
    expect(heard.map(({ op }) => op)).toEqual([10, 11]);
  });

  const identity = (here: Awaited<ReturnType<typeof arrange>>, more: object = {}) => ({
    token: here.discord.token,
    intents: GatewayIntentBits.Guilds,
    properties: {},
    ...more,
  });

  it.each([
    ["a wrong token", 4004, 2, { token: "wrong" }],
    ["an intent that is none", 4013, 2, { intents: 1 << 30 }],
    ["an intent that was not granted", 4014, 2, { intents: GatewayIntentBits.MessageContent }],
    ["a shard that is none", 4010, 2, { shard: [2, 2] }],
    ["a code that is none", 4001, 99, {}],
    ["something before it has said who it is", 4003, 3, {}],
  ])("closes on %s", async (_, code, op, more) => {
    const here = await arrange();
    const { closed, say } = await connect(here);

    say(op, identity(here, more));

    expect(await closed).toBe(code);
  });

  it("closes on what is packed, as it speaks plain JSON alone", async () => {
    const here = await arrange();
    const { closed } = await connect(here, "v=10&encoding=json&compress=zlib-stream");

    expect(await closed).toBe(4002);
    expect(here.discord.violations).toEqual([expect.stringContaining("expected plain JSON")]);
  });

  it("closes on another version, on a second introduction, and where shards are needed", async () => {
    const here = await arrange();
    const large = await arrange({ requiresShards: true });
    const old = await connect(here, "v=9&encoding=json");
    const twice = await connect(here);
    const single = await connect(large);

    for (const _ of [1, 2]) twice.say(2, identity(here));
    single.say(2, identity(large));

    expect([await old.closed, await twice.closed, await single.closed]).toEqual([4012, 4005, 4011]);
  });

  it("counts introductions: too soon, and when none is left", async () => {
    const soon = await arrange({ identifyEveryMs: 5_000 });
    const spent = await arrange({ sessionStarts: 0 });
    const [first, second, third] = [await connect(soon), await connect(soon), await connect(spent)];

    first.say(2, identity(soon));
    await soon.discord.until("a session", () => soon.discord.gateway.counts.identified === 1);
    second.say(2, identity(soon));
    third.say(2, identity(spent));
    await soon.discord.until("both refusals", () =>
      [second, third].every(({ heard }) => heard.some(({ op, d }) => op === 9 && d === false)),
    );

    expect(soon.discord.violations).toEqual([expect.stringContaining("after the last time")]);
    expect(spent.discord.violations).toEqual([expect.stringContaining("no session start was left")]);
  });

  it("tells a shard of its guilds alone, and nothing that its intents do not ask for", async () => {
    const here = await arrange();
    const guilds = [here.guild, ...["Bolt", "Cone", "Dune"].map((name) => here.discord.people.guild(name))];
    const shards = [await connect(here), await connect(here)];
    const without = await connect(here);

    for (const [index, shard] of shards.entries()) shard.say(2, identity(here, { shard: [index, 2] }));
    without.say(2, identity(here, { intents: 0 }));
    const created = () => shards.flatMap(({ heard }) => heard.filter(({ t }) => t === "GUILD_CREATE"));
    await here.discord.until("all guilds", () => created().length === guilds.length);

    expect(new Set(created().map(({ d }) => (d as { id: string }).id))).toEqual(new Set(guilds.map(({ id }) => id)));
    expect(without.heard.map(({ t }) => t).filter((name) => name !== null)).toEqual(["READY"]);
  });
});

type Gateway = Awaited<ReturnType<typeof aDiscord>>["discord"]["gateway"];
