import { describe, expect, test } from "vitest";
import { dispatch, execute } from "../../commands/dispatch.ts";
import { pause } from "../../commands/pause.ts";
import { untilResumed } from "../../commands/services.ts";
import { aSubscription, anAsker, memoryServices, theSettings } from "../doubles/services.ts";
import { said } from "./said.ts";

/** Wednesday, 20 May 2026, 11:00 in Berlin. */
function withInfra() {
  return memoryServices({ subscriptions: [aSubscription()] });
}

describe("pause", () => {
  test("without a moment it lasts until it is resumed", async () => {
    const services = withInfra();

    const reply = await dispatch("pause infra", anAsker(), services);

    expect(services.stored.subscriptions[0]?.pausedUntil).toBe(untilResumed);
    expect(reply).toEqual({
      tone: "info",
      parts: [
        { kind: "text", text: "Paused infra (#k3f). What arrives meanwhile waits for its next digest." },
        { kind: "text", text: "To have it go on:" },
        { kind: "line", text: "/jobs resume infra" },
      ],
    });
  });

  test.each([
    ["12h", "2026-05-20T23:00+02:00", "Wed 20 May 2026, 23:00"],
    ["3d", "2026-05-23T11:00+02:00", "Sat 23 May 2026, 11:00"],
    ["for 2 weeks", "2026-06-03T11:00+02:00", "Wed 3 Jun 2026, 11:00"],
    ["tomorrow", "2026-05-21T00:00+02:00", "Thu 21 May 2026, 00:00"],
    ["monday", "2026-05-25T00:00+02:00", "Mon 25 May 2026, 00:00"],
    ["until THU", "2026-05-21T00:00+02:00", "Thu 21 May 2026, 00:00"],
    ["wednesday", "2026-05-27T00:00+02:00", "Wed 27 May 2026, 00:00"],
    ["2026-12-01", "2026-12-01T00:00+01:00", "Tue 1 Dec 2026, 00:00"],
  ])("%s ends at %s", async (moment, expected, words) => {
    const services = withInfra();

    const reply = await dispatch(`pause infra ${moment}`, anAsker(), services);

    expect(services.stored.subscriptions[0]?.pausedUntil).toBe(Date.parse(expected));
    expect(said(reply)).toMatch(`Paused infra (#k3f) until ${words} (Europe/Berlin). What arrives meanwhile`);
  });

  test("days are those of the zone that was set", async () => {
    const services = memoryServices({ subscriptions: [aSubscription()], settings: theSettings({ tz: "Asia/Tokyo" }) });

    await dispatch("pause infra tomorrow", anAsker(), services);

    expect(services.stored.subscriptions[0]?.pausedUntil).toBe(Date.parse("2026-05-21T00:00+09:00"));
  });

  test("a clock that is put forward or back moves no local time", async () => {
    const services = memoryServices({ subscriptions: [aSubscription()] }, () => Date.parse("2026-10-24T09:00+02:00"));

    await dispatch("pause infra 1d", anAsker(), services);

    expect(services.stored.subscriptions[0]?.pausedUntil).toBe(Date.parse("2026-10-25T09:00+01:00"));
  });

  test("pausing anew replaces the end", async () => {
    const services = memoryServices({ subscriptions: [aSubscription({ pausedUntil: untilResumed })] });

    await dispatch("pause infra tomorrow", anAsker(), services);

    expect(services.stored.subscriptions[0]?.pausedUntil).toBe(Date.parse("2026-05-21T00:00+02:00"));
  });

  test.each([
    ["soon", '"soon" is no moment to come.'],
    ["3", '"3" is no moment to come.'],
    ["30m", '"30m" is no moment to come.'],
    ["2026-13-01", '"2026-13-01" is no moment to come.'],
    ["mo", '"mo" is no moment to come.'],
    ["2026-05-20", "2026-05-20 has passed already."],
    ["0d", "0d has passed already."],
  ])("%s is refused with examples", async (moment, message) => {
    const services = withInfra();

    const reply = await dispatch(`pause infra ${moment}`, anAsker(), services);

    expect(reply.parts).toEqual([
      {
        kind: "text",
        text: `${message} Expected one such as 12h, 3d, 2w, tomorrow, monday, 2026-12-01 or tomorrow 9:00.`,
      },
      { kind: "mistake", text: `pause infra ${moment}`, caret: `${" ".repeat(12)}^` },
    ]);
    expect(services.stored.subscriptions).toEqual([aSubscription()]);
  });

  test("a mistake in a form has no line to point into", async () => {
    const reply = await execute(pause, { subscription: "infra", until: "soon" }, anAsker(), withInfra());

    expect(reply.parts).toHaveLength(1);
  });
});

describe("resume", () => {
  test.each([
    [0, "Resumed infra (#k3f). Nothing is waiting."],
    [1, "Resumed infra (#k3f). 1 posting is waiting."],
    [3, "Resumed infra (#k3f). 3 postings are waiting."],
  ])("tells that %i are waiting", async (waiting, message) => {
    const services = memoryServices({ subscriptions: [aSubscription({ pausedUntil: untilResumed, waiting })] });

    const reply = await dispatch("resume infra", anAsker(), services);

    expect(said(reply)).toBe(message);
    expect(services.stored.subscriptions[0]?.pausedUntil).toBeNull();
  });

  test.each([null, Date.parse("2026-05-20T11:00+02:00")])(
    "one paused until %j is active already",
    async (pausedUntil) => {
      const services = memoryServices({ subscriptions: [aSubscription({ pausedUntil })] });

      expect(said(await dispatch("resume infra", anAsker(), services))).toBe("infra is not paused.");
    },
  );

  test.each(["pause", "resume"])("%s never touches what belongs to another person", async (verb) => {
    const theirs = aSubscription({ owner: "somebody", pausedUntil: untilResumed });
    const services = memoryServices({ subscriptions: [theirs] });

    const reply = await dispatch(`${verb} infra`, anAsker(), services);

    expect(reply.tone).toBe("error");
    expect(services.stored.subscriptions).toEqual([theirs]);
  });
});
