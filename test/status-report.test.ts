import { expect, test } from "vitest";
import { createStatusReports } from "../src/status-report.ts";
import { aDraft, hourMs, testNow } from "./builders.ts";
import { aBot } from "./doubles/bot.ts";
import { PlatformError } from "./doubles/null-platform.ts";

const minuteMs = 60_000;

/** In each of its conversations another end for what goes there. */
async function aTroubledBot() {
  const bot = await aBot({
    startAt: testNow,
    platform: {
      faults: {
        before(call) {
          if (call.operation !== "send") return;
          if (call.destination.address === "bob") throw new PlatformError({ class: "destination", reason: "archived" });
          if (call.destination.address === "cyd" && call.isPlain) throw new PlatformError({ class: "message" });
          if (call.destination.address === "cyd") throw new PlatformError({ class: "message", reason: "too long" });
        },
      },
    },
  });
  for (const user of ["ann", "bob", "cyd"]) await bot.subscribe("mine", "role:backend", user);
  await bot.finds({
    title: "Go <b>Engineer</b>",
    company: "Acme",
    places: [{ city: "Belgrade", region: null, country: "RS" }],
  });
  await bot.tick();
  await bot.tick(minuteMs);
  return bot;
}

test("a report tells what was sent, and what was not and why", async () => {
  await using bot = await aTroubledBot();
  const report = await createStatusReports({ storage: bot.storage, instance: "here", clock: bot.clock })();

  expect(report).toMatchObject({ instance: "here", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(report.deliveries).toMatchObject({ sent: 1, dead: 1, pending: 1, oldestPendingAt: testNow });
  expect(report.recent).toEqual([
    {
      title: "Go <b>Engineer</b>",
      url: null,
      company: "Acme",
      place: "Belgrade, RS",
      others: 0,
      where: "a person on null",
      sentAt: testNow,
    },
  ]);
  const failures = report.failures.map(({ state, where, reason, title }) => ({ state, where, reason, title }));
  expect(failures).toContainEqual({
    state: "given up",
    where: "null:cyd",
    reason: expect.any(String),
    title: "Go <b>Engineer</b>",
  });
  expect(failures).toContainEqual({
    state: "held",
    where: "null:bob",
    reason: expect.stringContaining("archived"),
    title: "Go <b>Engineer</b>",
  });
  for (const { remedy } of report.failures) expect(remedy).not.toBe("");
});

test("a report has some of very many failures, and says that there are more", async () => {
  await using bot = await aBot({ startAt: testNow });
  for (let i = 0; i < 40; i++) {
    await bot.subscribe("mine", "role:backend every:day", `p${i}`);
  }
  await bot.finds({ title: "Go Engineer" });
  await bot.match();
  for (let i = 0; i < 40; i++) await bot.host.held(`null:p${i}`, "archived");

  const { failures, hasMoreFailures } = await createStatusReports({
    storage: bot.storage,
    instance: "here",
    clock: bot.clock,
  })();

  expect([failures.length, hasMoreFailures]).toEqual([25, true]);
});

test("a report names channels as their subscriptions do", async () => {
  await using bot = await aBot({ startAt: testNow });
  await bot.services.subscriptions.add(bot.person("ann"), {
    name: "all",
    query: "role:backend to:#jobs",
    destination: "null:C1",
  });
  await bot.finds({ title: "Go Engineer" });
  await bot.tick();

  const { recent } = await createStatusReports({ storage: bot.storage, instance: "here", clock: bot.clock })();

  expect(recent.map(({ where }) => where)).toEqual(["#jobs on null"]);
});

test("a report has the sources that fail first, with what to do, and no next poll where there is none", async () => {
  await using bot = await aBot({ startAt: testNow });
  const { sources, postings } = bot.storage;
  const keys = ["ashby:gone", "ashby:new", "ashby:shut", "ashby:well"];
  await sources.configure(
    keys.map((key) => ({ key, kind: "ashby", firstPollAt: testNow + hourMs })),
    testNow,
  );
  const next = { now: testNow, nextPollAt: testNow + hourMs, notBefore: 0 };
  await sources.failed("ashby:gone", { ...next, code: "gone", text: "410 Gone" });
  await sources.failed("ashby:shut", { ...next, code: "blocked", text: "403 Forbidden" });
  await sources.claim(testNow + hourMs, testNow + 2 * hourMs);
  await sources.succeeded("ashby:well", { ...next, taken: { dropped: 2, isBaseline: true, shrunkSince: null } });
  await postings.add([aDraft({ source: "ashby:well" })], testNow, true);

  const report = await createStatusReports({ storage: bot.storage, instance: "here", clock: bot.clock })();

  expect(report.sourceCounts).toEqual({ all: 4, failing: 2 });
  expect(report.sources.map(({ key, state, nextPollAt }) => [key, state, nextPollAt])).toEqual([
    ["ashby:gone", "failing", null],
    ["ashby:shut", "failing", testNow + hourMs],
    ["ashby:new", "waiting", testNow + hourMs],
    ["ashby:well", "ok", testNow + hourMs],
  ]);
  expect(report.sources[1]).toMatchObject({
    reason: "it does not let us in (blocked): 403 Forbidden",
    remedy: expect.stringContaining("polling.contact"),
  });
  expect(report.sources[3]).toMatchObject({ postings: 1, unusable: 2, reason: null, remedy: null });
});

test("a report is made once for all who ask within two seconds, and again after one that failed", async () => {
  await using bot = await aBot({ startAt: testNow });
  let counted = 0;
  let isDown = false;
  const messages = {
    ...bot.storage.messages,
    async counts() {
      counted += 1;
      if (isDown) throw new Error("down");
      return await bot.storage.messages.counts();
    },
  };
  const report = createStatusReports({ storage: { ...bot.storage, messages }, instance: "here", clock: bot.clock });

  await Promise.all([report(), report()]);
  const atOnce = counted;
  bot.clock.advance(2_000);
  isDown = true;
  await expect(report()).rejects.toThrow("down");
  isDown = false;
  await report();

  expect([atOnce, counted]).toEqual([1, 3]);
});
