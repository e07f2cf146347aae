import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { choices, info } from "../../commands/reply.ts";
import type { Fate } from "../../commands/services.ts";
import { aPosting, anEvidence, dayMs, hourMs, testNow } from "../builders.ts";
import { aSubscription, anAsker, memoryServices, theSettings } from "../doubles/services.ts";
import { said } from "./said.ts";

const infra = aSubscription({ query: "role:backend lang:go pay:>=80k/yr,eur" });
const java = aSubscription({ id: "m4g", name: "java", query: "lang:java" });
const posting = aPosting({ evidence: [anEvidence({ field: "languages", value: "Go", quote: "You write\u202e Go" })] });

function aFate(fate: Partial<Fate> = {}): Fate {
  return {
    destination: "terminal:me",
    state: "sent",
    reason: null,
    at: testNow - 3 * hourMs,
    subscriptions: ["infra"],
    ...fate,
  };
}

async function why(line: string, stored: Parameters<typeof memoryServices>[0]): Promise<readonly string[]> {
  const services = memoryServices({ subscriptions: [infra, java], postings: [posting], ...stored });
  const reply = await dispatch(line, anAsker(), services);
  if (reply.tone === "error") return said(reply).split("\n");
  const { parts } = reply;
  // What is similar, and to correct it, is offered last, whatever was explained.
  expect(parts.at(-1)).toEqual(
    choices([
      { label: "Similar", line: expect.stringMatching(/^\/jobs similar p2abc/) },
      { label: "Fix", line: expect.stringMatching(/^\/jobs fix p2abc/) },
    ]),
  );
  return said(info(...parts.slice(0, -1))).split("\n");
}

describe("why", () => {
  test("goes clause by clause for every own subscription, with the quoted words", async () => {
    const lines = await why("why p2abc", { fates: [aFate()] });

    expect(lines).toEqual([
      "Backend Engineer — Acme — Belgrade, RS (p2abc), first seen 2 days ago.",
      "infra matches:",
      "role:backend | pass | backend | ",
      "lang:go | pass | Go | “You write Go”",
      "pay:>=80k/yr,eur | unknown | pay not stated | ",
      "status:open | pass | open | ",
      "java does not match:",
      "lang:java | fail | says Go | “You write Go”",
      "status:open | pass | open | ",
      "What became of it:",
      "Sent to you 3 hours ago, for infra.",
    ]);
  });

  test("takes one subscription by name or id, and the beginning of a posting's id", async () => {
    const byId = await why("why p2 #m4g", {});

    expect(byId).toContain("java does not match:");
    expect(byId).not.toContain("infra matches:");
    expect(await why("why p2 JAVA", {})).toEqual(byId);
  });

  test("names the posting by the beginning of its id", async () => {
    const lines = await why("why p2abcdefghjk", { postings: [aPosting({ id: "p2abcdefghjk" })] });

    expect(lines[0]).toBe("Backend Engineer — Acme — Belgrade, RS (p2abcde), first seen 2 days ago.");
  });

  test("compares as the settings have it", async () => {
    const hiding = { subscriptions: [infra], settings: theSettings({ unknown: "hide" }) };

    expect(await why("why p2abc", hiding)).toContain("infra does not match:");
  });

  test("names a mark", async () => {
    const flagging = aSubscription({ query: "pay:>=80k/yr,eur unknown:flag" });

    expect(await why("why p2abc", { subscriptions: [flagging] })).toContain(
      "infra matches, flagged for what is unknown:",
    );
  });

  test.each<[Partial<Fate>, string]>([
    [{ state: "pending" }, "Queued for you 3 hours ago, not sent yet, for infra."],
    [
      { state: "pending", reason: "quiet hours until 08:00" },
      "Queued for you 3 hours ago, not sent yet (quiet hours until 08:00), for infra.",
    ],
    [{ state: "sending" }, "Being sent to you right now, for infra."],
    [{ subscriptions: ["infra", "java"] }, "Sent to you 3 hours ago, for infra, java."],
    [{ destination: "slack:C1", subscriptions: [] }, "Sent to slack:C1 3 hours ago."],
    [
      { state: "held", reason: "not in the channel" },
      "Held back from you 3 hours ago (not in the channel), for infra.",
    ],
    [{ state: "dead", reason: "too long" }, "Could not be sent to you, given up 3 hours ago (too long), for infra."],
    [
      { state: "expired", reason: "closed before it was sent" },
      "Not sent to you, settled 3 hours ago (closed before it was sent), for infra.",
    ],
  ])("tells the fate %j", async (fate, expected) => {
    const lines = await why("why p2abc infra", { fates: [aFate(fate)] });

    expect(lines.at(-1)).toBe(expected);
  });
});

describe("why nothing was sent", () => {
  test.each<[string, Parameters<typeof memoryServices>[0], readonly string[]]>([
    ["nothing yet", {}, ["Nothing is queued or sent yet."]],
    ["no match", { subscriptions: [java] }, ["Nothing was sent: it does not match."]],
    [
      "before the subscription",
      { subscriptions: [{ ...infra, createdAt: testNow - dayMs }] },
      ["infra was made 1 day ago, after this was first seen: it announces what comes later."],
    ],
    [
      "silent baseline",
      { baseline: ["p2abc"] },
      ["It was there at the first look at ashby:acme, which announces nothing."],
    ],
    [
      "closed before it was seen",
      { postings: [{ ...posting, closedAt: posting.firstSeenAt }] },
      ["It was closed before it was first seen, so it is not announced."],
    ],
    [
      "closed by its own words",
      { postings: [aPosting({ facts: { closed: true } })] },
      ["It was closed before it was first seen, so it is not announced."],
    ],
    [
      "closed since",
      { postings: [{ ...posting, closedAt: testNow - hourMs }] },
      ["Nothing was sent, and it is closed by now."],
    ],
    [
      "several reasons",
      { baseline: ["p2abc"], subscriptions: [{ ...infra, createdAt: testNow }] },
      [
        "It was there at the first look at ashby:acme, which announces nothing.",
        "infra was made just now, after this was first seen: it announces what comes later.",
      ],
    ],
  ])("%s", async (_, stored, expected) => {
    const lines = await why("why p2abc", stored);

    expect(lines.slice(lines.indexOf("What became of it:") + 1)).toEqual(expected);
  });

  test("nobody asked for anything", async () => {
    expect(await why("why p2abc", { subscriptions: [] })).toEqual([
      "Backend Engineer — Acme — Belgrade, RS (p2abc), first seen 2 days ago.",
      "You have no subscription to compare it with.",
    ]);
  });

  test.each([
    ["why nope", "Expected the id of one posting, got nope."],
    ["why p2abc rust", "There is no subscription rust. Yours are infra, java."],
    ["why p2abc infr", "There is no subscription infr. Did you mean infra?"],
  ])("%s is an error", async (line, message) => {
    expect((await why(line, {}))[0]).toContain(message);
  });
});
