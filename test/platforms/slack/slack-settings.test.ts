import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { slackConfig, slackSettings, type SlackVariables } from "../../../src/platforms/slack/slack-settings.ts";

const key = randomBytes(32).toString("base64");
const config = slackConfig.parse(undefined);

function settings(variables: SlackVariables) {
  return slackSettings(variables, config);
}

function problem(variables: SlackVariables): string {
  try {
    settings(variables);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "none";
}

describe("the variables of Slack", () => {
  it("may all be missing", () => {
    expect(settings({})).toBeNull();
    expect(settings({ SLACK_API_URL: "https://slack-gov.com/api/", ROLECALL_ENCRYPTION_KEY: key })).toBeNull();
  });

  it.each([
    ["a socket", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" }, "socket", "single"],
    ["HTTP", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" }, "http", "single"],
    [
      "OAuth and HTTP",
      { SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "c", SLACK_SIGNING_SECRET: "s", ROLECALL_ENCRYPTION_KEY: key },
      "http",
      "many",
    ],
    [
      "OAuth and a socket",
      { SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "c", SLACK_APP_TOKEN: "xapp-1", ROLECALL_ENCRYPTION_KEY: key },
      "socket",
      "many",
    ],
  ] as const)("choose %s", (_, variables, way, tenancy) => {
    const chosen = settings(variables);

    expect([chosen?.way.kind, chosen?.tenancy.kind]).toEqual([way, tenancy]);
    expect(chosen?.apiUrl).toBe("https://slack.com/api/");
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET .*, got neither/],
    [{ SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN .*, or SLACK_CLIENT_ID .*, got neither/],
    [
      { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: "s" },
      /SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET .*, got both/,
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "c" },
      /SLACK_BOT_TOKEN .* or SLACK_CLIENT_ID .*, got both/,
    ],
    [{ SLACK_APP_TOKEN: "xapp-1", SLACK_CLIENT_ID: "1" }, /expected SLACK_CLIENT_SECRET beside SLACK_CLIENT_ID/],
    [{ SLACK_APP_TOKEN: "xapp-1", SLACK_CLIENT_SECRET: "1" }, /expected SLACK_CLIENT_ID beside SLACK_CLIENT_SECRET/],
    [
      { SLACK_APP_TOKEN: "xapp-1", SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "c" },
      /expected ROLECALL_ENCRYPTION_KEY .*openssl rand -base64 32/,
    ],
    [{ SLACK_BOT_TOKEN: "xoxp-canary", SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN to begin with xoxb-, .* xoxp-/],
    [
      { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "canary" },
      /SLACK_APP_TOKEN to begin with xapp-, got something else/,
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_API_URL: "slack.com" },
      /SLACK_API_URL to be an address such as https:\/\/slack\.com\/api\/, got slack\.com/,
    ],
  ] as const)("%j is refused with what was expected", (variables, expected) => {
    const message = problem(variables);

    expect(message).toMatch(expected);
    expect(message).not.toContain("canary");
  });

  it.each(["short", "zz".repeat(32), randomBytes(31).toString("base64"), `${key},nonsense`])(
    "a key such as %s is refused without being repeated",
    (wrong) => {
      const message = problem({
        SLACK_APP_TOKEN: "xapp-1",
        SLACK_CLIENT_ID: "1",
        SLACK_CLIENT_SECRET: "c",
        ROLECALL_ENCRYPTION_KEY: wrong,
      });

      expect(message).toMatch(/ROLECALL_ENCRYPTION_KEY to hold 32 bytes in base64 or hexadecimal/);
      expect(message).not.toContain(wrong);
    },
  );

  it("take another server, with or without a slash at its end", () => {
    const variables = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };

    for (const url of ["https://slack-gov.com/api", "https://slack-gov.com/api/"]) {
      expect(settings({ ...variables, SLACK_API_URL: url })?.apiUrl).toBe("https://slack-gov.com/api/");
    }
  });
});
