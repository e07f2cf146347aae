import { WebAPIHTTPError, WebAPIRateLimitedError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { classifySlackError } from "../../../src/platforms/slack/classify.ts";
import { slackErrors, slackSays } from "./slack-errors.ts";

describe("an error of Slack", () => {
  it.each(slackErrors)("means what the table says: %s", (_, error, meaning) => {
    const failure = classifySlackError(error);

    expect(failure.class).toBe(meaning);
    expect(failure.code).toMatch(/\S/);
    expect(failure.reason).toMatch(/\S/);
  });

  it.each([
    ["what Slack asks for", new WebAPIRateLimitedError(3), 3_000],
    ["a second where it asks for none", new WebAPIRateLimitedError(0), 1_000],
    ["what the header says", new WebAPIHTTPError(429, "Too Many Requests", { "retry-after": "7" }), 7_000],
    ["half a minute where it says nothing", slackSays("ratelimited"), 30_000],
    ["an hour for what lasts", slackSays("org_login_required"), 3_600_000],
    ["an hour for a full workspace", slackSays("message_limit_exceeded"), 3_600_000],
    ["no time for what is no wait", slackSays("fatal_error"), undefined],
  ])("waits %s", (_, error, waitMs) => {
    expect(classifySlackError(error).retryAfterMs).toBe(waitMs);
  });

  it("tells the owner how to invite the bot", () => {
    expect(classifySlackError(slackSays("not_in_channel")).reason).toContain("/invite @Rolecall");
  });

  it("says nothing of the token that it may hold", () => {
    const failure = classifySlackError(new Error("request with xoxb-1-canary failed"));

    expect(failure.reason).not.toContain("canary");
  });
});
