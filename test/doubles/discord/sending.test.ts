import { RateLimitError } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { virtualClock } from "../virtual-clock.ts";
import { aDiscord, aRest, messagesOf } from "./a-discord.ts";
import type { DiscordFault } from "./faults.ts";

type Arranged = Awaited<ReturnType<typeof aDiscord>>;

const start = Date.parse("2026-03-02T09:00:00Z");

describe("sending to the double of Discord", () => {
  let arranged: Arranged | undefined;

  afterEach(() => arranged?.discord.close());

  async function arrange(options: Parameters<typeof aDiscord>[0] = {}): Promise<Arranged> {
    arranged = await aDiscord(options);
    return arranged;
  }

  function say({ rest, jobs }: Arranged, content: string, more: object = {}): Promise<{ id: string }> {
    return rest.post(messagesOf(jobs), { body: { content, ...more } }) as Promise<{ id: string }>;
  }

  it("gives the first message back for a nonce that it knows, for two minutes", async () => {
    const clock = virtualClock(start);
    const here = await arrange({ now: clock.now });
    const nonce = { nonce: "delivery1", enforce_nonce: true };

    const first = await say(here, "one", nonce);
    clock.advance(119_000);
    const again = await say(here, "two", nonce);
    clock.advance(2_000);
    const later = await say(here, "three", nonce);

    expect(again.id).toBe(first.id);
    expect(later.id).not.toBe(first.id);
    expect(here.discord.shown(here.jobs).map(({ text }) => text)).toEqual(["one", "three"]);
  });

  it("says that what a nonce stands for is gone, and takes an unenforced one as another message", async () => {
    const here = await arrange();
    const nonce = { nonce: "delivery1", enforce_nonce: true };
    await say(here, "one", nonce);
    await say(here, "two", { nonce: "delivery1" });
    const [, second] = here.discord.shown(here.jobs);
    if (second !== undefined) here.discord.people.remove(second.message);

    await expect(say(here, "three", nonce)).rejects.toMatchObject({ code: 10008 });

    expect(here.discord.shown(here.jobs)).toHaveLength(1);
  });

  it("lists what was said, newest first and by pages, and nothing to whom may not read it", async () => {
    const here = await arrange({ limits: { perChannel: { calls: 10, windowMs: 5_000 } } });
    const sent: string[] = [];
    for (const text of ["one", "two", "three", "four"]) sent.push((await say(here, text)).id);
    const list = async (query: string) =>
      ((await here.rest.get(`${messagesOf(here.jobs)}?${query}`)) as { content: string }[]).map(
        ({ content }) => content,
      );

    const pages = [await list("limit=2"), await list(`before=${sent[2]}`), await list(`after=${sent[0]}&limit=2`)];
    here.discord.people.deny(here.jobs, "bot", "ReadMessageHistory");
    const hidden = await list("limit=2");

    expect(pages).toEqual([
      ["four", "three"],
      ["two", "one"],
      ["three", "two"],
    ]);
    expect(hidden).toEqual([]);
  });

  it("keeps what an edit does not change, and all that was there before", async () => {
    const here = await arrange();
    const button = { type: 2, style: 1, label: "Save", custom_id: "save" };
    const { id } = await say(here, "one", {
      embeds: [{ title: "A" }],
      components: [{ type: 1, components: [button] }],
    });

    await here.rest.patch(`${messagesOf(here.jobs)}/${id}`, { body: { content: "two" } });

    const [shown] = here.discord.shown(here.jobs);
    expect(shown?.text).toBe("two\nA\n[Save]");
    expect(shown?.versions.map(({ text }) => text)).toEqual(["one\nA\n[Save]", "two\nA\n[Save]"]);
    expect(shown?.buttons).toMatchObject([{ label: "Save", customId: "save", isDisabled: false }]);
  });

  it("takes files with a message", async () => {
    const here = await arrange();
    here.discord.people.permitBot(here.guild, ["ViewChannel", "SendMessages", "AttachFiles"]);

    await here.rest.post(messagesOf(here.jobs), {
      body: { content: "chart" },
      files: [{ name: "chart.png", data: Buffer.from("not really a picture") }],
    });

    expect(here.discord.shown(here.jobs)[0]?.message.attachments).toMatchObject([{ filename: "chart.png", size: 20 }]);
    expect(here.discord.violations).toEqual([]);
  });

  it("shows a picture that came with the message, and refuses one that did not", async () => {
    const here = await arrange();
    here.discord.people.permitBot(here.guild, ["ViewChannel", "SendMessages", "AttachFiles"]);
    const gallery = (name: string) => ({
      flags: 1 << 15,
      components: [{ type: 12, items: [{ media: { url: `attachment://${name}` }, description: "Twelve weeks" }] }],
    });
    const files = [{ name: "chart.png", data: Buffer.from("not really a picture") }];

    await here.rest.post(messagesOf(here.jobs), { body: gallery("chart.png"), files });

    expect(here.discord.shown(here.jobs)[0]?.text).toBe("(Twelve weeks)");
    await expect(here.rest.post(messagesOf(here.jobs), { body: gallery("other.png"), files })).rejects.toMatchObject({
      code: 50035,
    });
  });

  it("lets five messages into a channel in five seconds, says so in its headers, and takes others meanwhile", async () => {
    const clock = virtualClock(start);
    const here = await arrange({ now: clock.now });
    const other = here.discord.people.channel(here.guild, "other");
    const headers = { authorization: `Bot ${here.discord.token}`, "content-type": "application/json" };
    const send = (channel = here.jobs) =>
      fetch(`${here.discord.apiUrl}/v10${messagesOf(channel)}`, { method: "POST", headers, body: '{"content":"a"}' });

    const taken = [await send(), await send(), await send(), await send(), await send()];
    const refused = await send();
    const elsewhere = await send(other);
    clock.advance(5_000);
    const later = await send();

    expect(taken.map((one) => one.headers.get("x-ratelimit-remaining"))).toEqual(["4", "3", "2", "1", "0"]);
    expect([refused.status, elsewhere.status, later.status]).toEqual([429, 200, 200]);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.json()).toMatchObject({ retry_after: 5, global: false });
    expect(here.discord.limits.refused.size).toBe(1);
  });

  it("is obeyed by the real client's queue without one 429", async () => {
    const here = await arrange({ limits: { perChannel: { calls: 3, windowMs: 100 } } });
    const patient = aRest(here.discord);
    patient.options.rejectOnRateLimit = null;

    for (let index = 0; index < 8; index += 1)
      await patient.post(messagesOf(here.jobs), { body: { content: `${index}` } });

    expect(here.discord.shown(here.jobs).map(({ text }) => text)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    expect(here.discord.limits.refused.size).toBe(0);
  });

  it("takes fifty calls a second in all, but answers to interactions whenever they come", async () => {
    const clock = virtualClock(start);
    const here = await arrange({ now: clock.now, limits: { global: { calls: 3, windowMs: 1_000 } } });
    const call = () =>
      fetch(`${here.discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${here.discord.token}` } });

    for (let index = 0; index < 3; index += 1) await call();
    const refused = await call();
    const interaction = await fetch(`${here.discord.apiUrl}/v10/interactions/1/x/callback`, {
      method: "POST",
      body: "{}",
    });

    expect(refused.headers.get("x-ratelimit-global")).toBe("true");
    expect(await refused.json()).toMatchObject({ global: true });
    expect(interaction.status).toBe(404);
  });

  it("shuts out who has called in vain too often, until ten minutes are over", async () => {
    const clock = virtualClock(start);
    const here = await arrange({ now: clock.now, limits: { invalid: { calls: 3, windowMs: 600_000 } } });
    const call = (token: string) =>
      fetch(`${here.discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${token}` } });

    for (let index = 0; index < 3; index += 1) await call("wrong");
    const shut = await call(here.discord.token);
    clock.advance(600_000);
    const open = await call(here.discord.token);

    expect([shut.status, shut.headers.get("content-type"), open.status]).toEqual([403, "text/html", 200]);
  });

  it("makes the bot wait for slow mode, unless it manages messages", async () => {
    const here = await arrange();
    here.discord.people.slowMode(here.jobs, 30);
    await say(here, "one");

    await expect(say(here, "two")).rejects.toBeInstanceOf(RateLimitError);
    here.discord.people.allow(here.jobs, "bot", "ManageMessages");
    await say({ ...here, rest: aRest(here.discord) }, "three");

    expect(here.discord.shown(here.jobs).map(({ text }) => text)).toEqual(["one", "three"]);
  });

  const faults: readonly (readonly [string, DiscordFault, object, number])[] = [
    ["the answer lost", { kind: "reset", when: "after" }, { code: "UND_ERR_SOCKET" }, 1],
    ["the connection lost before", { kind: "reset", when: "before" }, { code: "UND_ERR_SOCKET" }, 0],
    ["a 500 after", { kind: "status", status: 500, when: "after" }, { name: "HTTPError", status: 500 }, 1],
    ["a 502 before", { kind: "status", status: 502, when: "before" }, { name: "HTTPError", status: 502 }, 0],
    ["a page of somebody before it", { kind: "html", status: 403 }, { status: 403 }, 0],
    ["an overload", { kind: "refuse", code: 130000 }, { name: "HTTPError", status: 503 }, 0],
    ["a message that it does not like", { kind: "refuse", code: 200000 }, { code: 200000 }, 0],
    ["a limit that others share", { kind: "rate-limit", retryAfterMs: 2_000, scope: "shared" }, { scope: "shared" }, 0],
  ];

  it.each(faults)("plays %s", async (_, fault, error, shown) => {
    let isFaulty = true;
    const here = await arrange({ fault: ({ method }) => (isFaulty && method === "POST" ? fault : undefined) });

    await expect(say(here, "one")).rejects.toMatchObject(error);
    isFaulty = false;

    expect(here.discord.shown(here.jobs)).toHaveLength(shown);
    expect(here.discord.violations).toEqual([]);
    expect(here.discord.countOf("POST /channels/{channel_id}/messages")).toBe(1);
  });

  it("plays a time-out: the message stands there, and the sender has gone", async () => {
    const here = await arrange({ fault: ({ method }) => (method === "POST" ? { kind: "late", ms: 200 } : undefined) });
    here.rest.options.timeout = 50;

    await expect(say(here, "one")).rejects.toMatchObject({ name: "AbortError" });

    expect(here.discord.shown(here.jobs)).toHaveLength(1);
  });
});
