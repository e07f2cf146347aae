import { describe, expect, it } from "vitest";
import { linkedMessage } from "../../../src/platforms/slack/message-link.ts";

describe("a link to a message", () => {
  it.each([
    ["https://acme.slack.com/archives/C123/p1712345678123456", { channel: "C123", thread: "1712345678.123456" }],
    [
      "https://acme.slack.com/archives/C123/p1712345678123456?thread_ts=1712345000.000100&cid=C123",
      { channel: "C123", thread: "1712345000.000100" },
    ],
    ["https://acme.enterprise.slack.com/archives/G1/p1712345678123456", { channel: "G1", thread: "1712345678.123456" }],
    [
      "https://acme.slack.com/archives/C123/p1712345678123456?thread_ts=x",
      { channel: "C123", thread: "1712345678.123456" },
    ],
    ["https://acme.slack.com/archives/C123", undefined],
    ["https://evil.example/archives/C123/p1712345678123456", undefined],
    ["https://slack.com.evil.example/archives/C123/p1712345678123456", undefined],
    ["https://evilslack.com/archives/C123/p1712345678123456", undefined],
    ["https://acme.slack.com/archives/../C123/p1", undefined],
    ["#jobs", undefined],
    ["", undefined],
  ])("%s", (text, message) => {
    expect(linkedMessage(text)).toEqual(message);
  });
});
