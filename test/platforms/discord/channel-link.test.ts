import { describe, expect, it } from "vitest";
import { channelLink, linkedChannel } from "../../../src/platforms/discord/channel-link.ts";

describe("a link to a channel", () => {
  it.each([
    "https://discord.com/channels/1/2",
    "https://discord.com/channels/1/2/",
    "https://discord.com/channels/1/2/3",
    "https://ptb.discord.com/channels/1/2/3",
    "https://canary.discord.com/channels/1/2",
    "https://discordapp.com/channels/1/2",
    channelLink("1", "2"),
  ])("is read: %s", (text) => {
    expect(linkedChannel(text)).toEqual({ guild: "1", channel: "2" });
  });

  it.each([
    "https://discord.com.evil.example/channels/1/2",
    "https://evil.example/channels/1/2",
    "https://discord.com/channels/@me/2",
    "https://discord.com/channels/1",
    "https://discord.com/invite/abc",
    "#jobs",
    "",
  ])("is none: %s", (text) => {
    expect(linkedChannel(text)).toBeUndefined();
  });
});
