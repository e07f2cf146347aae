import { describe, expect, it } from "vitest";
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
