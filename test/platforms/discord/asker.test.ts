import { describe, expect, it } from "vitest";
import type { ChannelRole, Settings } from "../../../commands/services.ts";
import { createSpeakerOf } from "../../../src/platforms/discord/asker.ts";
import type { Caller } from "../../../src/platforms/discord/caller.ts";
import { channelPermissions } from "../../../src/platforms/discord/permissions.ts";
import { memoryServices, theSettings } from "../../doubles/services.ts";
import { aServer, guildId, people } from "./a-server.ts";

async function aCaller(who: keyof typeof people): Promise<Caller> {
  const member = people[who];
  const guild = await aServer().guilds.find(guildId);
  return {
    user: member.user,
    name: who,
    guild: guildId,
    member,
    permissions: channelPermissions(guild, member, { overwrites: [] }),
    locale: "en-US",
    hasOwnApp: false,
    hint: null,
  };
}

async function speaker(who: keyof typeof people, channels: Settings["channels"] = null) {
  const { settings } = memoryServices({ settings: theSettings({ channels }) });
  return await createSpeakerOf({ ...aServer(), settings })(await aCaller(who));
}

describe("who asks", () => {
  it("is known by the server, and by themselves where there is none", async () => {
    const { asker } = await speaker("member");
    const { settings } = memoryServices();
    const alone = await createSpeakerOf({ ...aServer(), settings })({
      ...(await aCaller("member")),
      guild: null,
      member: null,
    });

    expect(asker).toMatchObject({ workspace: `discord:${guildId}`, user: "40003", self: `discord:@40003/${guildId}` });
    expect(alone.asker).toMatchObject({ workspace: "discord:@40003", user: "40003", self: "discord:@40003" });
    expect(alone.asker.channels).toBeUndefined();
  });

  it.each([
    ["owner", true],
    ["manager", true],
    ["recruiter", false],
    ["member", false],
  ] as const)("is an admin with Manage Server: %s", async (who, expected) => {
    expect((await speaker(who)).asker.channels?.isAdmin).toBe(expected);
  });
});

describe("a role", () => {
  it.each<[ChannelRole, keyof typeof people, boolean]>([
    ["@recruiting", "recruiter", true],
    ["@recruiting", "member", false],
    ["@twins", "recruiter", false],
    ["@everyone", "member", false],
    ["@gone", "recruiter", false],
  ])("%s is held by %s: %s", async (role, who, expected) => {
    expect(await (await speaker(who)).asker.channels?.holds?.(role)).toBe(expected);
  });
});

describe("a channel to subscribe", () => {
  const jobs = "discord:50001";
  it.each<[Settings["channels"], keyof typeof people, string, string | RegExp]>([
    [null, "manager", "#jobs", jobs],
    [null, "owner", "#jobs", jobs],
    ["admins", "manager", "#JOBS", jobs],
    ["admins", "manager", "#50001", jobs],
    ["admins", "manager", `https://discord.com/channels/${guildId}/50001`, jobs],
    ["admins", "manager", `https://discord.com/channels/${guildId}/50001/999`, jobs],
    ["admins", "manager", "#openings", "discord:50005"],
    ["admins", "manager", "#news", "discord:50009"],
    ["admins", "manager", `https://discord.com/channels/${guildId}/60001`, "discord:50001/60001"],
    ["admins", "member", "#jobs", /Only people with Manage Channels .* to:me is.* channels:members/],
    ["admins", "recruiter", "#jobs", /Only people with Manage Channels/],
    ["@recruiting", "recruiter", "#jobs", jobs],
    ["@recruiting", "member", "#jobs", /or the role @recruiting, may/],
    ["@twins", "recruiter", "#jobs", /or the role @twins, may/],
    ["@everyone", "member", "#jobs", /Only people/],
    ["@gone", "recruiter", "#jobs", /Only people/],
    ["members", "member", "#jobs", jobs],
    ["members", "member", `https://discord.com/channels/${guildId}/60001`, "discord:50001/60001"],
    ["members", "member", "#read-only", /You may not write in #read-only/],
    ["members", "manager", "#read-only", "discord:50003"],
    ["members", "member", "#secret", /I see no channel #secret/],
    ["@recruiting", "recruiter", "#50002", /I see no channel #50002/],
    ["members", "manager", `https://discord.com/channels/${guildId}/60003`, /I see no channel https:/],
    ["members", "member", `https://discord.com/channels/${guildId}/60002`, /I see no channel https:/],
    ["members", "owner", `https://discord.com/channels/${guildId}/60002`, "discord:50001/60002"],
    ["members", "owner", "#secret", "discord:50002"],
    ["members", "manager", "#jobz", /I see no channel #jobz\. Did you mean jobs\?/],
    ["members", "member", "#secrets", /I see no channel #secrets\. If it is private/],
    ["members", "owner", "#secrets", /Did you mean secret\?/],
    ["members", "member", "#both", "discord:50010"],
    ["members", "owner", "#both", /There are 2 channels called #both/],
    ["members", "manager", "#99999", /I see no channel #99999/],
    ["members", "manager", "#70001", /I see no channel #70001/],
    ["members", "manager", "https://discord.com/channels/10001/70001", /I see no channel https:/],
    ["members", "manager", "https://evil.example/channels/10000/50001", /I see no channel https:/],
    ["members", "manager", "#work", /#work is no channel that messages can be sent to/],
    ["members", "manager", "#twice", /There are 2 channels called #twice: name the one you mean by its link/],
    [
      "members",
      "owner",
      `https://discord.com/channels/${guildId}/60004`,
      /I cannot write in the thread over yet, because it is locked/,
    ],
    ["members", "manager", "#mute", /I cannot write in #mute yet: give me Embed Links there/],
  ])("where the policy is %s, for %s: %s", async (policy, who, reference, expected) => {
    const { asker } = await speaker(who, policy);

    const destination = asker.channels?.destination(reference as `#${string}`);

    if (typeof expected === "string") await expect(destination).resolves.toBe(expected);
    else await expect(destination).rejects.toThrow(expected);
  });
});

describe("a channel that is subscribed", () => {
  it("is still one's own to change where the bot may not write, and only there", async () => {
    const manager = (await speaker("manager")).asker.channels;
    const member = (await speaker("member")).asker.channels;

    await expect(manager?.permit?.("discord:50004", "#mute")).resolves.toBeUndefined();
    await expect(member?.permit?.("discord:50004", "#mute")).rejects.toThrow("Only people with Manage Channels");
    await expect(manager?.permit?.("discord:50002", "#secret")).rejects.toThrow("I see no channel #secret");
  });

  it.each([
    ["manager", ["50001", "50001/60001"]],
    ["member", ["50001", "50001/60001"]],
    ["owner", ["50001", "50002", "50002/60003", "50001/60001", "50001/60002"]],
  ] as const)("is known to those who see it, a thread as its channel: %s", async (who, expected) => {
    const all = ["50001", "50002", "50002/60003", "50001/60001", "50001/60002", "59999"].map((id) => `discord:${id}`);

    const seen = await (await speaker(who)).asker.channels?.sees?.(all);

    expect([...(seen ?? [])]).toEqual(expected.map((id) => `discord:${id}`));
  });

  it("is called by its link for those who do not see it", async () => {
    const { channels } = (await speaker("member")).asker;

    expect(channels?.unnamed?.("discord:50002")).toBe(`https://discord.com/channels/${guildId}/50002`);
  });
});

describe("a role that is named", () => {
  it("is called as the server calls it", async () => {
    const { asker } = await speaker("manager");

    expect(await asker.channels?.role?.("Recruiting")).toBe("@recruiting");
    await expect(asker.channels?.role?.("recruting")).rejects.toThrow(
      "There is no role @recruting here. Did you mean recruiting?",
    );
    await expect(asker.channels?.role?.("twins")).rejects.toThrow("There are several roles called @twins here");
    await expect(asker.channels?.role?.("@everyone")).rejects.toThrow("There is no role");
  });
});
