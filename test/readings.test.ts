import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../src/clock.ts";
import { createOwnReadings, createReadings } from "../src/readings.ts";
import { hourMs, testNow } from "./builders.ts";
import { type Bot, aBot } from "./doubles/bot.ts";
import { type Faults, PlatformError } from "./doubles/null-platform.ts";

let bot: Bot;
let faults: Faults = {};

beforeEach(async () => {
  faults = {};
  bot = await aBot({
    startAt: testNow,
    platform: { capabilities: { findsByKey: false }, faults: { before: (call) => faults.before?.(call) } },
  });
});

afterEach(() => bot.close());

function failing(failure: ConstructorParameters<typeof PlatformError>[0], times = Number.POSITIVE_INFINITY): Faults {
  let left = times;
  return {
    before() {
      if (left-- > 0) throw new PlatformError(failure);
    },
  };
}

/** Whoever waits, waits for ever. */
const stillClock: Clock = { now: () => bot.clock.now(), sleep: () => new Promise(() => undefined) };

async function read(): Promise<Readonly<Record<string, number>>> {
  const readings = [
    ...(await createReadings({ storage: bot.storage, clock: stillClock })()),
    ...createOwnReadings({ storage: bot.storage, indexSize: () => bot.indexSize() })(),
  ];
  return Object.fromEntries(
    readings.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(" "), value]),
  );
}

describe("readings", () => {
  it("of a bot at rest are all nought", async () => {
    const {
      "rolecall_sources folder waiting": sources,
      rolecall_poll_overdue_seconds: overdue,
      ...rest
    } = await read();

    expect([sources, overdue]).toEqual([1, 0]);
    expect(Object.values(rest).every((value) => value === 0)).toBe(true);
  });

  it("count what waits by its state, and how long it has", async () => {
    await bot.subscribe("daily", "role:backend every:day", "dan");
    await bot.subscribe("infra", "role:backend", "ann");
    await bot.subscribe("also", "role:backend", "bob");
    await bot.finds({ title: "Engineer" });
    faults = {
      before(call) {
        if ("destination" in call && call.destination.address === "ann") refuse();
      },
    };
    await bot.tick();
    faults = failing({ class: "transient", code: "busy" });
    await bot.finds({ title: "Another" });
    await bot.match();
    bot.clock.advance(hourMs);

    expect(await read()).toMatchObject({
      "rolecall_deliveries waiting": 2,
      "rolecall_deliveries held": 2,
      "rolecall_deliveries pending": 1,
      "rolecall_deliveries sending": 0,
      rolecall_oldest_pending_seconds: 3_600,
      rolecall_oldest_due_seconds: 3_600,
      rolecall_index_subscriptions: 3,
    });
  });

  it("count what was given up, and what may stand twice", async () => {
    await bot.subscribe("infra", "role:backend");
    await bot.finds({ title: "Unshowable" });
    faults = failing({ class: "message", code: "invalid_blocks" });
    await bot.tick();
    await bot.tick(hourMs);
    await bot.finds({ title: "Lost" });
    faults = failing({ class: "ambiguous" }, 1);
    await bot.tick();
    await bot.tick(hourMs);

    expect(await read()).toMatchObject({
      "rolecall_deliveries dead": 1,
      "rolecall_deliveries pending": 0,
      rolecall_uncertain_deliveries: 1,
    });
    expect(bot.meter.series()).toMatchObject({
      'rolecall_send_failures_total{platform="null",class="message"}': 2,
      'rolecall_delivery_outcomes_total{platform="null",outcome="dead"}': 1,
      'rolecall_delivery_outcomes_total{platform="null",outcome="posted"}': 1,
      'rolecall_delivery_delay_seconds{kind="card"}': 3_600,
      rolecall_matches_total: 2,
    });
  });

  it("tell sources by how they fare, and how long the first one is overdue", async () => {
    const { sources } = bot.storage;
    const now = bot.clock.now();
    const keys = ["a", "b", "c"].map((board) => `lever:${board}`);
    await sources.configure(
      keys.map((key) => ({ key, kind: "lever" })),
      now,
    );
    await sources.succeeded("lever:a", { now, nextPollAt: now + 10 * 60_000, notBefore: 0 });
    const later = now + 5 * hourMs;
    await sources.failed("lever:b", { now, nextPollAt: later, notBefore: later, code: "gone", text: "" });
    await sources.postpone("lever:c", later);
    bot.clock.advance(hourMs);

    expect(await read()).toMatchObject({
      "rolecall_sources lever ok": 1,
      "rolecall_sources lever failing": 1,
      "rolecall_sources lever waiting": 1,
      rolecall_poll_overdue_seconds: 50 * 60,
    });
  });

  it("are looked up once in ten seconds, however many ask, and again after a fault", async () => {
    let looks = 0;
    let isBroken = false;
    const storage = {
      ...bot.storage,
      statistics: {
        async at(now: number) {
          looks += 1;
          if (isBroken) throw new Error("disk I/O error");
          return await bot.storage.statistics.at(now);
        },
      },
    };
    const readings = createReadings({ storage, clock: stillClock });

    await Promise.all([readings(), readings()]);
    bot.clock.advance(9_000);
    await readings();
    expect(looks).toBe(1);

    bot.clock.advance(2_000);
    isBroken = true;
    await expect(readings()).rejects.toThrow("disk I/O error");
    isBroken = false;
    await readings();
    expect(looks).toBe(3);
  });

  it("are looked up the more rarely the longer that takes", async () => {
    let looks = 0;
    const storage = {
      ...bot.storage,
      statistics: {
        async at(now: number) {
          looks += 1;
          bot.clock.advance(1_000);
          return await bot.storage.statistics.at(now);
        },
      },
    };
    const readings = createReadings({ storage, clock: stillClock });

    await readings();
    bot.clock.advance(48_000);
    await readings();
    const before = looks;
    bot.clock.advance(1_000);
    await readings();

    expect([before, looks]).toEqual([1, 2]);
  });

  it("give up on a database that says nothing", async () => {
    const storage = { ...bot.storage, statistics: { at: () => new Promise<never>(() => undefined) } };
    const readings = createReadings({ storage, clock: bot.clock });

    await expect(readings()).rejects.toThrow("metrics: expected the database to answer within 5000 ms");
  });
});

it("what the process knows by itself is read without the database", () => {
  const poolStats = () => ({ active: 10, idle: 0, waiting: 3 });

  const own = createOwnReadings({
    storage: { poolStats },
    indexSize: () => ({ subscribers: 7, filters: 5, claims: 9 }),
  })();

  expect(own.map(({ name, labels, value }) => [name, ...Object.values(labels), value].join(" "))).toEqual([
    "rolecall_index_subscriptions 7",
    "rolecall_index_filters 5",
    "rolecall_index_claims 9",
    "rolecall_database_connections active 10",
    "rolecall_database_connections idle 0",
    "rolecall_database_connections waiting 3",
  ]);
});

function refuse(): never {
  throw new PlatformError({ class: "destination", code: "archived" });
}
