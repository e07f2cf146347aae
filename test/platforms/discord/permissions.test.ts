import { PermissionFlagsBits } from "discord.js";
import { describe, expect, it } from "vitest";
import {
  channelPermissions,
  guildPermissions,
  has,
  missingForSending,
  missingIn,
  type Permission,
} from "../../../src/platforms/discord/permissions.ts";

const { ViewChannel, SendMessages, ManageChannels, Administrator, EmbedLinks, ReadMessageHistory } =
  PermissionFlagsBits;

const guild = {
  id: "1",
  owner: "90",
  roles: new Map([
    ["1", ViewChannel],
    ["2", SendMessages],
    ["3", Administrator],
  ]),
};

function overwrite(id: string, allow: bigint, deny = 0n) {
  return { id, allow, deny };
}

describe("rights in a channel", () => {
  it.each<readonly [string, string, readonly string[], ReturnType<typeof overwrite>[], Permission, boolean]>([
    ["everyone's", "10", [], [], "ViewChannel", true],
    ["a role's", "10", ["2"], [], "SendMessages", true],
    ["not of a role that one lacks", "10", [], [], "SendMessages", false],
    ["everything for the owner", "90", [], [overwrite("1", 0n, ViewChannel)], "ManageChannels", true],
    ["everything for an administrator", "10", ["3"], [overwrite("1", 0n, ViewChannel)], "ManageChannels", true],
    ["what the channel gives everyone", "10", [], [overwrite("1", SendMessages)], "SendMessages", true],
    ["what the channel takes from everyone", "10", ["2"], [overwrite("1", 0n, SendMessages)], "SendMessages", false],
    [
      "a role's over everyone's",
      "10",
      ["2"],
      [overwrite("2", SendMessages), overwrite("1", 0n, SendMessages)],
      "SendMessages",
      true,
    ],
    [
      "what one role has, whatever another takes",
      "10",
      ["2", "4"],
      [overwrite("4", 0n, SendMessages), overwrite("2", SendMessages)],
      "SendMessages",
      true,
    ],
    [
      "one's own over all",
      "10",
      ["2"],
      [overwrite("10", ManageChannels), overwrite("2", 0n, ManageChannels)],
      "ManageChannels",
      true,
    ],
    [
      "nothing where one does not see it",
      "10",
      ["2"],
      [overwrite("10", ManageChannels, ViewChannel)],
      "ManageChannels",
      false,
    ],
  ])("are %s", (_, user, roles, overwrites, permission, expected) => {
    expect(has(channelPermissions(guild, { user, roles }, { overwrites }), permission)).toBe(expected);
  });

  it("are those of the server where the channel says nothing", () => {
    const member = { user: "10", roles: ["2"] };

    expect(channelPermissions(guild, member, { overwrites: [] })).toBe(guildPermissions(guild, member));
  });
});

describe("what the bot misses", () => {
  it.each([
    ["text", ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory, []],
    ["text", ViewChannel | EmbedLinks | ReadMessageHistory, ["Send Messages"]],
    ["thread", ViewChannel | SendMessages, ["Embed Links", "Read Message History", "Send Messages in Threads"]],
    ["forum", ViewChannel | EmbedLinks | ReadMessageHistory, ["Create Posts", "Send Messages in Threads"]],
    ["forum", 0n, ["View Channel", "Embed Links", "Read Message History", "Create Posts", "Send Messages in Threads"]],
  ] as const)("in a place of the kind %s with %d is said in Discord's words", (kind, rights, expected) => {
    expect(missingIn(kind, rights)).toEqual(expected);
  });

  it("is not the history where all else is there: what was sent stays as it is", () => {
    expect(missingForSending("text", ViewChannel | SendMessages | EmbedLinks)).toEqual([]);
  });
});
