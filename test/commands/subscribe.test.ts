import { describe, expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import type { Reply } from "../../commands/reply.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";
import {
  anAsker,
  aSourceHealth,
  aSubscription,
  memoryServices,
  theChannels,
  theSettings,
} from "../doubles/services.ts";
import { said } from "./said.ts";

function send(line: string, services = memoryServices()): Promise<Reply> {
  return dispatch(line, anAsker(), services);
}

describe("subscribe", () => {
  test("answers with the canonical line, plain English, the backtest and the newest examples", async () => {
    const services = memoryServices({
      postings: [
        aPosting({ id: "p1", firstSeenAt: testNow - dayMs }),
        aPosting({ id: "p2", firstSeenAt: testNow - 3 * dayMs, facts: { title: "SRE", roles: ["infrastructure"] } }),
        aPosting({ id: "p3", facts: { languages: ["Rust"], company: null, modes: ["remote"] }, company: null }),
        aPosting({ id: "p4", firstSeenAt: testNow - 4 * dayMs }),
        aPosting({ id: "p5", closedAt: testNow - dayMs }),
        aPosting({ id: "p6", firstSeenAt: testNow - 31 * dayMs }),
      ],
    });

    const reply = await send("/jobs subscribe infra lang:rust,golang role:infra,Backend", services);

    expect(reply).toEqual({
      tone: "info",
      parts: [
        { kind: "text", text: "Subscribed infra (#n1x):" },
        { kind: "line", text: "/jobs subscribe infra role:backend,infrastructure lang:go,rust" },
        { kind: "text", text: "Backend or infrastructure, Go or Rust" },
        { kind: "text", text: "4 matched of 5 stored in the last 30 days; 1 more is closed." },
        {
          kind: "list",
          items: [
            "Backend Engineer — Acme — Belgrade, RS (p1)",
            "Backend Engineer — Belgrade, RS · remote (p3)",
            "SRE — Acme — Belgrade, RS (p2)",
          ],
        },
      ],
    });
    expect(services.stored.subscriptions).toEqual([
      {
        id: "n1x",
        workspace: "local",
        owner: "me",
        name: "infra",
        destination: "terminal:me",
        query: "role:backend,infrastructure lang:go,rust",
        createdAt: testNow,
        pausedUntil: null,
        waiting: 0,
        held: null,
        defaults: { tz: null, quiet: null, unknown: null },
      },
    ]);
  });

  test.each([
    ["source:ashby:acm", "No source here is named ashby:acm now; the nearest: ashby:acme."],
    ["source:acme", "No source here is named acme now; the nearest: ashby:acme, lever:acme."],
    ["lang:go source:-greenhose", "No source here is named greenhose now; the nearest: greenhouse."],
    ["source:xyzzy", "No source here is named xyzzy now; /jobs sources shows what there is."],
  ])("says at once of %s that it is not there, and takes it", async (query, words) => {
    const keys = ["ashby:acme", "lever:acme", "greenhouse:initech"];
    const services = memoryServices({ sources: keys.map((key) => aSourceHealth({ key })) });

    const reply = await send(`subscribe mine ${query}`, services);

    expect(said(reply)).toContain(words);
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  test.each(["source:ashby", "source:ashby:acme", "lang:go"])("says nothing of the kind of %s", async (query) => {
    const reply = await send(
      `subscribe mine ${query}`,
      memoryServices({ sources: [aSourceHealth({ key: "ashby:acme" })] }),
    );

    expect(said(reply)).not.toContain("No source here");
  });

  test("says plainly that nothing is stored yet, and lists no examples", async () => {
    const reply = await send("subscribe infra role:backend");

    expect(said(reply)).toMatch(/Nothing is stored from the last 30 days yet, so there is nothing to try it on\.$/);
  });

  test.each([
    "subscribe infra role:backend",
    "subscribe INFRA roles=Backend",
    "subscribe infra role:backend to:me every:now",
    "subscribe role:backend",
  ])("%s again is no error and no second one", async (line) => {
    const services = memoryServices({ subscriptions: [aSubscription()], postings: [aPosting()] });

    const reply = await send(line, services);

    expect(reply).toEqual({ tone: "info", parts: [{ kind: "text", text: "infra is already there, unchanged." }] });
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  test("a name that stands for something else is refused", async () => {
    const services = memoryServices({ subscriptions: [aSubscription()] });

    const reply = await send("subscribe Infra lang:go", services);

    expect(reply.tone).toBe("error");
    expect(said(reply)).toMatch(
      /^infra is already there and looks for something else: role:backend\. .*jobs edit infra$/,
    );
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  test("another person's names are no matter", async () => {
    const services = memoryServices({ subscriptions: [aSubscription({ owner: "somebody" })] });

    const reply = await send("subscribe infra lang:go", services);

    expect(reply.tone).toBe("info");
  });

  test("makes a name where none is given, and numbers it", async () => {
    const services = memoryServices();

    await send("subscribe role:backend lang:go", services);
    await send("subscribe role:backend lang:go pay:>=80k/yr,eur", services);

    expect(services.stored.subscriptions.map(({ name }) => name)).toEqual(["backend-go", "backend-go-2"]);
  });

  test.each(["subscribe status:any", "subscribe all unknown:flag", "subscribe to:me"])(
    "%s: everything is refused",
    async (line) => {
      const services = memoryServices();

      const reply = await send(line, services);

      expect(reply.tone).toBe("error");
      expect(said(reply)).toContain("A subscription to everything is refused for a person");
      expect(services.stored.subscriptions).toEqual([]);
    },
  );

  test.each([
    ["every:hour", "every:hour", "Every hour."],
    ["every:daily", "every:day", "Every day at 09:00 (Europe/Berlin)."],
    ["every:day at:7:30 tz:Asia/Tokyo", "every:day at:07:30 tz:Asia/Tokyo", "Every day at 07:30 (Asia/Tokyo)."],
    [
      "every:week quiet:20-08",
      "every:week quiet:20-08",
      "Every Monday at 09:00 (Europe/Berlin), quiet from 20:00 to 08:00.",
    ],
    ["quiet:20-08", "quiet:20-08", "At once, quiet from 20:00 to 08:00 (Europe/Berlin)."],
    ["max:1/hour", "max:1/hour", "At once, at most 1 an hour, the rest at 09:00 (Europe/Berlin)."],
    ["every:hour", "every:hour", "Every hour."],
    ["max:5/week at:18:00", "at:18:00 max:5/week", "At once, at most 5 a week, the rest at 18:00 (Europe/Berlin)."],
  ])("%s is kept, and said in plain words", async (typed, canonical, words) => {
    const services = memoryServices();

    const reply = await send(`subscribe infra role:backend ${typed}`, services);

    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual([`role:backend ${canonical}`]);
    expect(reply.parts[2]).toEqual({ kind: "text", text: "Backend" });
    expect(reply.parts[3]).toEqual({ kind: "text", text: words });
  });

  test.each([
    ["at:09:00", /^at:09:00 does nothing without a digest\. Add every:day or every:week, or max: /],
    ["at:09:00 every:now", /^at:09:00 does nothing without a digest\./],
    ["at:09:00 every:hour max:10/day", "at:09:00 does nothing with every:hour, whose digests come on the hour."],
    ["to:#jobs", "to:#jobs is not possible here: this place has no channels, only to:me."],
    ["quiet:20-20", /expected hours such as 20-08 or 22:30-07:00 after quiet:, got "20-20"/],
    ["every:day max:10/day", "max: counts what is sent at once, and every:day gathers all of it."],
    ["max:0/day", /expected a number for each hour, day or week, such as 10\/day after max:, got "0\/day"/],
  ])("%s is refused", async (setting, message) => {
    const services = memoryServices();

    const reply = await send(`subscribe infra role:backend ${setting}`, services);

    expect(reply.tone).toBe("error");
    expect(reply.parts[0]).toEqual({ kind: "text", text: expect.stringMatching(message) });
    expect(services.stored.subscriptions).toEqual([]);
  });

  test("a channel is subscribed where the place has it", async () => {
    const services = memoryServices();
    const asker = anAsker({ channels: theChannels() });

    const reply = await dispatch("subscribe go lang:go to:#jobs every:day", asker, services);
    const other = await dispatch("subscribe java lang:java to:#secret", asker, services);

    expect(services.stored.subscriptions).toEqual([
      expect.objectContaining({ destination: "chat:C1", query: "lang:go to:#jobs every:day" }),
    ]);
    expect(said(reply)).toContain("Go; to #jobs\nEvery day at 09:00");
    expect(said(other)).toBe("There is no channel #secret that you may subscribe.");
  });

  test("the asker's settings count, and become no part of the text", async () => {
    const settings = theSettings({ tz: "Asia/Tokyo", quiet: { from: "22:00", until: "07:00" }, unknown: "flag" });
    const services = memoryServices({ settings, postings: [aPosting()] });

    const reply = await send("subscribe x role:backend pay:>=80k/yr,eur", services);

    expect(services.stored.subscriptions[0]?.query).toBe("role:backend pay:>=80k/yr,eur");
    expect(said(reply).split("\n").slice(2, 5)).toEqual([
      expect.stringMatching(/with a mark where any of this is not said$/),
      "At once, quiet from 22:00 to 07:00 (Asia/Tokyo).",
      "1 matched of 1 stored in the last 30 days; 1 of these is flagged.",
    ]);
  });

  test("plain words are shown as they were understood, and count only when that is sent", async () => {
    const services = memoryServices({ postings: [aPosting()] });

    const reply = await send("subscribe backend or infra in Belgrade or London, Rust or Go", services);
    const line = reply.parts.find((part) => part.kind === "line")?.text ?? "";
    const before = services.stored.subscriptions.length;
    const confirmed = await send(line, services);

    expect(reply.parts[0]).toEqual({
      kind: "text",
      text: "Nothing is subscribed yet. If this is what you mean, send it:",
    });
    expect(line).toBe(
      "/jobs subscribe backend-belgrade role:backend,infrastructure location:belgrade,london lang:go,rust",
    );
    expect(said(reply)).toContain("1 matched of 1 stored");
    expect(before).toBe(0);
    expect(confirmed.parts).toContainEqual({ kind: "line", text: line });
    expect(services.stored.subscriptions).toHaveLength(1);
  });

  test("a word that may mean two things is asked about, with the line for each", async () => {
    const reply = await send("/jobs subscribe backend in Georgia, Go");

    expect(reply.tone).toBe("error");
    expect(reply.parts[0]).toEqual({
      kind: "text",
      text: 'Query, column 28: expected location:georgia or location:georgia-us, got "Georgia", which may be each of them.',
    });
    expect(reply.parts.at(-1)).toEqual({
      kind: "choices",
      choices: [
        { label: "location:georgia", line: "/jobs subscribe backend in location:georgia Go" },
        { label: "location:georgia-us", line: "/jobs subscribe backend in location:georgia-us Go" },
      ],
    });
    const chosen = await send("/jobs subscribe backend in location:georgia-us Go");
    expect(said(chosen)).toContain("role:backend location:georgia-us lang:go");
  });

  test("what nearly matched is shown where nothing does", async () => {
    const reply = await send(
      "subscribe x role:backend lang:java",
      memoryServices({ postings: [aPosting({ id: "p1" })] }),
    );

    expect(said(reply)).toContain(
      "Kept out by one clause alone:\nBackend Engineer — Acme — Belgrade, RS (p1): says Go, against lang:java",
    );
  });

  test("a name before plain words is a name when no vocabulary knows it", async () => {
    const reply = await send("subscribe my-search remote golang");

    expect(said(reply)).toContain("/jobs subscribe my-search mode:remote lang:go");
  });

  test("what the canonical line makes is the same again", async () => {
    const services = memoryServices();
    const typed =
      'subscribe x lang:go+rust level:-intern location:"new york" text:"real time" pay:>=80k/yr,eur unknown:flag';

    const line = (await send(typed, services)).parts.find((part) => part.kind === "line")?.text ?? "";
    const again = await send(line, services);

    expect(said(again)).toBe("x is already there, unchanged.");
  });
});
