import { describe, expect, it } from "vitest";
import { sdkLog, withoutSlackSecrets } from "../../../src/platforms/slack/sdk-log.ts";

describe("what Slack's packages say", () => {
  it.each([
    "xoxb-1-canary",
    "xoxp-1-canary",
    "xapp-1-A1-canary",
    "xoxe.xoxb-1-canary",
    "xoxe-1-canary",
    "wss://wss.slack.com/link/?ticket=canary&app_id=canary",
    "https://hooks.slack.com/commands/T1/canary/canary",
    "code=canary&state=canary&client_secret=canary",
  ])("%s is struck out", (secret) => {
    expect(withoutSlackSecrets(`before ${secret} after`)).not.toContain("canary");
    expect(withoutSlackSecrets(`before ${secret} after`)).toMatch(/^before .* after$/);
  });

  it("reaches our log as static text with fields, and its debug not at all", () => {
    const lines: [string, object, string][] = [];
    const to = (level: string) => (fields: object, text: string) => void lines.push([level, fields, text]);
    const log = sdkLog({ debug: to("debug"), info: to("info"), warn: to("warn"), error: to("error") }, "socket");

    log.debug("body of a request");
    log.info("connected");
    log.error("failed", new Error("with xoxb-1-canary"));

    expect(lines).toEqual([
      ["debug", { part: "socket", said: "connected" }, "slack package"],
      ["warn", { part: "socket", said: "failed with [secret]" }, "slack package reports an error"],
    ]);
  });
});
