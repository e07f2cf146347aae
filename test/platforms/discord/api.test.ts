import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../src/clock.ts";
import { createApi } from "../../../src/platforms/discord/api.ts";
import { createDiscordDouble } from "../../doubles/discord/discord-double.ts";

describe("calls to Discord", () => {
  it("that ask something do not wait behind all that is to be sent", async () => {
    const discord = await createDiscordDouble();
    const guild = discord.people.guild("Acme");
    const channels = Array.from({ length: 80 }, (_, index) => discord.people.channel(guild, `jobs-${index}`));
    const api = createApi({ token: discord.token, apiUrl: discord.apiUrl, clock: systemClock });

    const sent = Promise.all(
      channels.map(({ id }) =>
        api.post(`/channels/${id}/messages`, { content: "Go", allowed_mentions: { parse: [] } }),
      ),
    );
    await api.get(`/guilds/${guild.id}`);
    await sent;

    // In the order in which they arrived.
    expect(discord.calls.findIndex(({ method }) => method === "GET")).toBeLessThan(60);
    expect(channels.every((channel) => discord.shown(channel).length === 1)).toBe(true);
    expect(discord.limits.refused.size).toBe(0);
    await discord.close();
  });

  it("carry files also where another undici was loaded before", async () => {
    // As sources have it: the first one that is loaded carries what all others send.
    const before = getGlobalDispatcher();
    const first = new Agent();
    setGlobalDispatcher(first);
    onTestFinished(() => setGlobalDispatcher(before));
    const discord = await createDiscordDouble();
    const guild = discord.people.guild("Acme");
    const channel = discord.people.channel(guild, "jobs");
    discord.people.permitBot(guild, ["ViewChannel", "SendMessages", "AttachFiles"]);
    const api = createApi({ token: discord.token, apiUrl: discord.apiUrl, clock: systemClock });
    const body = { content: "Yours", attachments: [{ id: 0, filename: "saved.csv" }], allowed_mentions: { parse: [] } };

    await api.post(`/channels/${channel.id}/messages`, body, [{ name: "saved.csv", data: "state,title" }]);

    expect(discord.shown(channel)[0]?.message.attachments).toMatchObject([{ filename: "saved.csv", size: 11 }]);
    await discord.close();
    await first.close();
  });

  it("of several processes keep Discord's limit together", async () => {
    const discord = await createDiscordDouble({
      limits: { global: { calls: 50, windowMs: 1_000 }, perChannel: { calls: 1_000, windowMs: 1_000 } },
    });
    const guild = discord.people.guild("Acme");
    const channels = Array.from({ length: 80 }, (_, index) => discord.people.channel(guild, `jobs-${index}`));
    const shared = { token: discord.token, apiUrl: discord.apiUrl, clock: systemClock };
    const apis = [1 / 4, 3 / 4].map((share) => createApi({ ...shared, share }));

    await Promise.all(
      apis.flatMap((api, index) =>
        channels
          .filter((_, at) => (index === 0) === at < 20)
          .map(({ id }) => api.post(`/channels/${id}/messages`, { content: "Go", allowed_mentions: { parse: [] } })),
      ),
    );

    expect(channels.every((channel) => discord.shown(channel).length === 1)).toBe(true);
    expect(discord.limits.refused.size).toBe(0);
    await discord.close();
  });
});
