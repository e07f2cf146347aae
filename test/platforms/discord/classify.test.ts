import { describe, expect, it } from "vitest";
import { classifyDiscordError, isShutOut } from "../../../src/platforms/discord/classify.ts";
import { discordErrors, discordSays, htmlPage, rateLimited } from "./discord-errors.ts";

describe("an error of Discord", () => {
  it.each(discordErrors)("means what the table says: %s", (_, error, meaning) => {
    const failure = classifyDiscordError(error);

    expect(failure.class).toBe(meaning);
    expect(failure.code).toMatch(/\S/);
    expect(failure.reason).toMatch(/\S/);
  });

  it.each([
    ["what is left of a limit", rateLimited(8_000), 8_000],
    ["the longest of what a limit names", rateLimited(500, 7_250), 7_250],
    ["at least a second", rateLimited(1), 1_000],
    ["half a minute where a limit names no time", rateLimited(0, 50), 30_000],
    ["what the answer asks for", discordSays(20028, 429, { retry_after: 12.5 }), 12_500],
    ["the slow mode of a channel", discordSays(20016, 429, { retry_after: 21_600 }), 21_600_000],
    ["half a minute where it asks for nothing", discordSays(20029, 429), 30_000],
    ["ten minutes to open direct messages", discordSays(40003, 429), 600_000],
    ["no time for what is no wait", discordSays(50013, 403, { retry_after: 3 }), undefined],
  ])("waits %s", (_, error, waitMs) => {
    expect(classifyDiscordError(error).retryAfterMs).toBe(waitMs);
  });

  it.each([
    ["a page instead of an answer", htmlPage(403), true],
    ["the code that says so", discordSays(40333, 403), true],
    ["a right that is missing", discordSays(50013, 403), false],
    ["a page of a fault", htmlPage(404), false],
    ["anything else", new Error("no"), false],
  ])("says that the address is shut out: %s", (_, error, expected) => {
    expect(isShutOut(error)).toBe(expected);
  });

  it("tells the owner which rights are missing", () => {
    expect(classifyDiscordError(discordSays(50013, 403)).reason).toContain("Embed Links");
  });

  it("says nothing of the token that it may hold", () => {
    const token = `MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcDE.${"c".repeat(38)}`;

    const failure = classifyDiscordError(new Error(`request with ${token} failed`));

    expect(failure.reason).not.toContain("ccc");
  });
});
