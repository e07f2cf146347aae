import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createServices } from "../src/services.ts";
import { silentLog } from "../src/log.ts";
import { defaultQuotas } from "../src/quotas.ts";
import { createSourceChecks } from "../src/source-checks.ts";
import { createHttpClient } from "../src/http/http-client.ts";
import { parseConfig } from "../config/load.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

let bot: Bot;

beforeEach(async () => {
  bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
});

afterEach(() => bot.close());

function servicesWith(quotas: Partial<typeof defaultQuotas>) {
  return createServices(bot.storage, bot.clock, silentLog, undefined, { ...defaultQuotas, ...quotas });
}

describe("how many subscriptions there may be", () => {
  it("is told with the number and with what to do, for one person", async () => {
    const { subscriptions } = servicesWith({ subscriptionsPerPerson: 2 });
    const draft = (name: string) => ({ name, query: "role:backend", destination: "null:ann" });
    const [first] = [await subscriptions.add(bot.person("ann"), draft("one"))];
    await subscriptions.add(bot.person("ann"), draft("two"));

    await expect(subscriptions.add(bot.person("ann"), draft("three"))).rejects.toMatchObject({
      code: "quota",
      message: expect.stringMatching(
        /^One person may have 2 subscriptions here, and you have 2\. End one first: .*unsubscribe/,
      ),
    });
    await expect(subscriptions.add(bot.person("bob"), draft("other"))).resolves.toMatchObject({ name: "other" });
    await subscriptions.remove(bot.person("ann"), first.id);
    await expect(subscriptions.add(bot.person("ann"), draft("three"))).resolves.toMatchObject({ name: "three" });
  });

  it("is kept by those who subscribe at the same moment", async () => {
    const { subscriptions } = servicesWith({ subscriptions: 1 });
    const people = Array.from({ length: 8 }, (_, i) => bot.person(`person-${i}`));
    // All at once, so that there are as many connections to a server as are needed below.
    await Promise.all(people.map((one) => subscriptions.list(one)));
    const draft = { name: "jobs", query: "role:backend", destination: "null:ann" };

    const added = await Promise.allSettled(people.map((one) => subscriptions.add(one, draft)));

    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is one workspace's own, of all its people", async () => {
    const { subscriptions } = servicesWith({ subscriptions: 2 });
    const draft = (user: string) => ({ name: "jobs", query: "role:backend", destination: `null:${user}` });
    await bot.storage.workspaces.ensure("other", "null", bot.clock.now());
    for (const user of ["ann", "bob"]) await subscriptions.add(bot.person(user), draft(user));

    await expect(subscriptions.add(bot.person("cy"), draft("cy"))).rejects.toMatchObject({
      code: "quota",
      message: expect.stringMatching(/^This workspace may have 2 subscriptions, and has 2\./),
    });
    const elsewhere = { ...bot.person("cy"), workspace: "other" };
    await expect(subscriptions.add(elsewhere, draft("cy"))).resolves.toMatchObject({ workspace: "other" });
  });

  it("holds nobody up who changes what is there", async () => {
    const { subscriptions } = servicesWith({ subscriptions: 1, subscriptionsPerPerson: 1 });
    const { id } = await subscriptions.add(bot.person("ann"), {
      name: "jobs",
      query: "role:backend",
      destination: "null:ann",
    });

    await subscriptions.change(bot.person("ann"), id, { query: "role:design" });

    expect(await subscriptions.list(bot.person("ann"))).toMatchObject([{ query: "role:design" }]);
  });
});

it("how many addresses may be looked at in a minute is told with the number", async () => {
  const http = createHttpClient({ contact: undefined }, { clock: bot.clock });
  const checks = createSourceChecks({
    http,
    healths: async () => [],
    clock: bot.clock,
    baseDir: ".",
    quotas: { checksPerMinute: 1 },
  });
  await checks.check("w", "http://127.0.0.1/jobs").catch(() => {});

  await expect(checks.check("w", "http://127.0.0.1/jobs")).rejects.toMatchObject({
    code: "quota",
    message: expect.stringContaining("1 times a minute at most"),
  });
  await http.close();
});

it("quotas are configured, and generous where they are not", () => {
  const sources = "sources: [{ folder: { path: . } }]\n";

  const configured = parseConfig(`${sources}limits: { workspace: { subscriptions: 7 } }\n`, "my.yaml");

  expect(configured.limits.workspace).toEqual({ ...defaultQuotas, subscriptions: 7 });
  expect(() => parseConfig(`${sources}limits: { workspace: { subscriptions: 0 } }\n`, "my.yaml")).toThrow(
    /my\.yaml:2: limits\.workspace\.subscriptions: .*>=1.*got 0/,
  );
});
