import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exportedManifest, manifestDrift } from "../../../src/platforms/slack/manifest-drift.ts";
import { slackConfig, slackSettings, type SlackVariables } from "../../../src/platforms/slack/slack-settings.ts";

const publicUrl = "https://rolecall.example.org";
const socket = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
const many = {
  SLACK_CLIENT_ID: "1",
  SLACK_CLIENT_SECRET: "s",
  SLACK_SIGNING_SECRET: "s",
  ROLECALL_ENCRYPTION_KEY: "ab".repeat(32),
};
const single = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" };

/** What has to change in an app made from one of our manifests, with a few lines of it written otherwise. */
function drift(
  name: string,
  variables: SlackVariables,
  otherwise: readonly (readonly [said: string, instead: string])[] = [],
  address: string | null = publicUrl,
): readonly string[] {
  const file = readFileSync(join(import.meta.dirname, "../../../config", name), "utf8");
  const text = otherwise.reduce((before, [said, instead]) => {
    expect(before).toContain(said);
    return before.replaceAll(said, instead);
  }, file);
  const settings = slackSettings(variables, slackConfig.parse(address === null ? {} : { publicUrl: address }));
  if (settings === null) throw new Error("expected settings");
  return manifestDrift(exportedManifest.parse(parse(text)), settings);
}

describe("an app made from our manifest", () => {
  it("is as it should be", () => {
    expect(drift("slack-manifest.yaml", socket)).toEqual([]);
    expect(drift("slack-manifest-http.yaml", many)).toEqual([]);
    expect(drift("slack-manifest-http.yaml", many, [[publicUrl, "https://elsewhere.example"]], null)).toEqual([]);
  });

  const messages = [["messages_tab_enabled: true", "messages_tab_enabled: false"]] as const;
  const rotating = [["token_rotation_enabled: false", "token_rotation_enabled: true"]] as const;

  it.each([
    ["slack-manifest.yaml", socket, messages, [/Messages tab on/]],
    ["slack-manifest.yaml", socket, rotating, [/anew without token rotation/]],
    ["slack-manifest-http.yaml", single, [], [/anew without token rotation/]],
    [
      "slack-manifest-http.yaml",
      many,
      [["token_rotation_enabled: true", "token_rotation_enabled: false"]],
      [/switch token rotation on/],
    ],
    [
      "slack-manifest-http.yaml",
      many,
      [[`message_menu_options_url: ${publicUrl}/slack/events`, ""]],
      [/options of menus to https:\/\/rolecall\.example\.org\/slack\/events, not nothing/],
    ],
    [
      "slack-manifest-http.yaml",
      many,
      [[publicUrl, "https://elsewhere.example"]],
      [/slash command/, /events/, /interactivity's request/, /options of menus/, /redirect address/],
    ],
  ] as const)("%s for %j with %j lacks something", (name, variables, otherwise, lacks) => {
    expect(drift(name, variables, otherwise)).toEqual(lacks.map((one) => expect.stringMatching(one)));
  });
});
