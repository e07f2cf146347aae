import { expect, test } from "vitest";
import { dispatch } from "../../commands/dispatch.ts";
import { dayMs, testNow } from "../builders.ts";
import { untilResumed, type Settings, type Subscription } from "../../commands/services.ts";
import { aSubscription, anAsker, memoryServices, theSettings } from "../doubles/services.ts";

test("lists the asker's own, oldest first", async () => {
  const services = memoryServices({
    subscriptions: [
      aSubscription(),
      aSubscription({ id: "m4g", name: "eu-go", query: "location:europe lang:go", createdAt: testNow - 30 * dayMs }),
      aSubscription({ id: "z9z", name: "theirs", owner: "somebody" }),
      aSubscription({ id: "y8y", name: "elsewhere", workspace: "another" }),
    ],
  });

  const reply = await dispatch("list", anAsker(), services);

  expect(reply.parts).toEqual([
    {
      kind: "table",
      rows: [
        ["#m4g", "eu-go", "location:europe lang:go", "at once; made 4 weeks ago"],
        ["#k3f", "infra", "role:backend", "at once; made 10 days ago"],
      ],
    },
  ]);
});

test.each<[Partial<Subscription>, string]>([
  [{ query: "lang:go every:hour" }, "every hour"],
  [{ query: "lang:go every:week at:18:00 tz:Asia/Tokyo" }, "every Monday at 18:00 (Asia/Tokyo)"],
  [{ query: "lang:xyzzy" }, "cannot be read any more"],
  [{ pausedUntil: untilResumed }, "at once; paused until resumed"],
  [{ pausedUntil: testNow + dayMs }, "at once; paused until Thu 21 May 2026, 11:00 (Europe/Berlin)"],
  [{ pausedUntil: testNow }, "at once"],
  [{ waiting: 1_200 }, "at once; 1,200 waiting"],
  [{ held: "the channel is archived", waiting: 2 }, "at once; 2 waiting; held: the channel is archived"],
])("shows how one with %j fares", async (subscription, expected) => {
  const reply = await dispatch("list", anAsker(), memoryServices({ subscriptions: [aSubscription(subscription)] }));

  const [part] = reply.parts;
  expect(part?.kind === "table" && part.rows[0]?.[3]).toBe(`${expected}; made 10 days ago`);
});

test.each<[Partial<Settings>, string]>([
  [{ tz: "Asia/Tokyo" }, "every day at 09:00 (Asia/Tokyo)"],
  [{ quiet: { from: "20:00", until: "08:00" } }, "every day at 09:00 (Europe/Berlin), quiet from 20:00 to 08:00"],
])("shows the cadence as the settings %j make it", async (settings, expected) => {
  const subscriptions = [aSubscription({ query: "lang:go every:day" })];

  const reply = await dispatch("list", anAsker(), memoryServices({ subscriptions, settings: theSettings(settings) }));

  const [part] = reply.parts;
  expect(part?.kind === "table" && part.rows[0]?.slice(2)).toEqual([
    "lang:go every:day",
    `${expected}; made 10 days ago`,
  ]);
});

test("says how to make the first one, with a line that works", async () => {
  const services = memoryServices();

  const reply = await dispatch("list", anAsker(), services);
  const offered = reply.parts.find((part) => part.kind === "choices");
  const made = await dispatch(offered?.choices[0]?.line ?? "", anAsker(), services);

  expect(reply.parts[0]).toEqual({ kind: "text", text: "You have no subscriptions yet. To begin, for example:" });
  expect(made.tone).toBe("info");
  expect(services.stored.subscriptions).toHaveLength(1);
});
