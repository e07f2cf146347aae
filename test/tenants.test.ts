import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command, Takes } from "../commands/command.ts";
import { commands } from "../commands/index.ts";
import { type Asker, marks } from "../commands/services.ts";
import { UserError } from "../src/errors.ts";
import { aBot, type Bot } from "./doubles/bot.ts";

/** Two workspaces on one database, each with an admin, a member and a channel. What belongs to the one says so. */
const tenants = ["umbrella", "initech"] as const;
type Tenant = (typeof tenants)[number];

let bot: Bot;
let postings: readonly string[];
const ids = new Map<Tenant, readonly string[]>();

beforeAll(async () => {
  bot = await aBot({ startAt: Date.UTC(2026, 4, 20, 10) });
  postings = [await bot.finds({ title: "One", company: "Umbrella" }), await bot.finds({ title: "Two" })];
  for (const [i, tenant] of tenants.entries()) {
    await bot.storage.workspaces.ensure(tenant, "null", bot.clock.now());
    const [admin, member] = [aPerson(tenant, true), aPerson(tenant, false)];
    await bot.answer(`/jobs subscribe ${tenant}-own company:acme,${tenant}`, member);
    await bot.answer(`/jobs subscribe ${tenant}-team company:acme,${tenant} to:#${tenant}`, admin);
    await bot.answer(`/jobs mark ${postings[i]} saved`, member);
    await bot.answer(`/jobs fix ${postings[i]} level:senior`, member);
    await bot.answer(`/jobs fix ${postings[i]} lang:rust for:all`, admin);
    await bot.answer("/jobs settings quiet:20-08 channels:members corrections:members", admin);
    ids.set(
      tenant,
      (await bot.storage.subscriptions.ofWorkspace(tenant)).map(({ id }) => id),
    );
  }
});

afterAll(() => bot.close());

/** The same user id in both, as platforms may give it. */
function aPerson(tenant: Tenant, isAdmin: boolean): Asker {
  const user = isAdmin ? "U1" : "U2";
  return {
    workspace: tenant,
    user,
    self: `null:${tenant}/${user}`,
    zone: "UTC",
    channels: {
      isAdmin,
      async destination(channel) {
        if (channel === `#${tenant}`) return `null:${tenant}/C1`;
        throw new UserError("channel", "There is no such channel.", { key: "to" });
      },
    },
  };
}

/** All that is a tenant's own, as it is stored. */
async function belongings(tenant: Tenant): Promise<string> {
  const { subscriptions, marks: marked, settings, deliveries, messages, corrections } = bot.storage;
  const own = await subscriptions.ofWorkspace(tenant);
  const users = ["U1", "U2"];
  return JSON.stringify([
    own,
    await Promise.all(users.map((user) => marked.ofOwner(tenant, user))),
    await Promise.all(["", ...users].map((user) => settings.get(tenant, user))),
    await Promise.all(postings.map((posting) => deliveries.fates(tenant, posting))),
    await Promise.all(postings.map((posting) => corrections.history(tenant, posting))),
    [...(await messages.held(own.map(({ destination }) => destination)))],
  ]);
}

/** What somebody might type who knows all names and ids of the other tenant. */
function wordsFor(takes: Takes, other: Tenant): fc.Arbitrary<string> {
  const names = [`${other}-own`, `${other}-team`, ...(ids.get(other) ?? []).map((id) => `#${id}`)];
  const queries = ["lang:go", `role:backend to:#${other}`, `everything to:#${other}`, "role:backend to:me"];
  switch (takes) {
    case "word":
    case "posting":
      return fc.constantFrom(...postings, ...marks, "none", "1");
    case "verb":
      return fc.constantFrom(...commands.map(({ verb }) => verb));
    case "subscription":
      return fc.constantFrom(...names);
    case "name":
      return fc.constantFrom("mine", "second");
    case "search":
    case "facts":
      return fc.constantFrom(...queries, "mode:remote", "mode:remote for:all", "undo");
    case "query":
      return fc.constantFrom(...queries);
    case "query-or-subscription":
    case "filter-or-subscription":
      return fc.constantFrom(...names, ...queries);
    case "changes":
      return fc.constantFrom("level:senior", "-company role:backend", `to:#${other}`);
    case "settings":
      return fc.constantFrom("quiet:22-06", "-quiet", "channels:admins", "corrections:admins");
    case "lines":
      return fc.constantFrom("/jobs subscribe more lang:go", `/jobs subscribe x lang:go to:#${other}`);
    case "text":
      return fc.constantFrom("Ann refers me", "company:-acme", "none");
    case "file":
      return fc.constant("");
    case "moment":
      return fc.constantFrom("3d", "tomorrow");
  }
}

function linesOf({ verb, takes }: Command, other: Tenant): fc.Arbitrary<string> {
  const options = Object.values(takes).map((one) => fc.option(wordsFor(one, other), { nil: "", freq: 8 }));
  return fc.tuple(...options).map((words) => ["/jobs", verb, ...words].filter((word) => word !== "").join(" "));
}

it("people of the same id in two workspaces have each their own", async () => {
  const saved = await Promise.all(tenants.map((tenant) => bot.answer("/jobs saved", aPerson(tenant, false))));

  expect(saved).toEqual([
    expect.stringMatching(/^1 kept[^]*One — Umbrella/),
    expect.stringMatching(/^1 kept[^]*Two — Acme/),
  ]);
});

describe.each([
  ["umbrella", "initech"],
  ["initech", "umbrella"],
] as const)("what people of %s type", (tenant, other) => {
  it.each(commands.map((command) => [command.verb, command] as const))(
    "/jobs %s changes nothing of the other workspace, and tells nothing of it",
    async (_verb, command) => {
      const before = await belongings(other);

      await fc.assert(
        fc.asyncProperty(fc.boolean(), linesOf(command, other), async (isAdmin, line) => {
          const answer = await bot.answer(line, aPerson(tenant, isAdmin));

          expect(await belongings(other)).toBe(before);
          for (const secret of [`${other}-own`, `${other}-team`, `${other}/`, `acme,${other}`, `#${other}`]) {
            // What was typed is said again.
            if (!line.includes(secret)) expect(answer).not.toContain(secret);
          }
        }),
        { seed: 4, numRuns: 25 },
      );
    },
  );

  it("and ids sent past the verbs reach nothing of the other workspace", async () => {
    const before = await belongings(other);
    const { subscriptions } = bot.services;

    for (const id of ids.get(other) ?? []) {
      for (const asker of [aPerson(tenant, true), aPerson(tenant, false)]) {
        await expect(subscriptions.change(asker, id, { query: "role:design" })).rejects.toThrow(UserError);
        await expect(subscriptions.pause(asker, id, bot.clock.now() + 1)).rejects.toThrow(UserError);
        await expect(subscriptions.resume(asker, id)).rejects.toThrow(UserError);
        await subscriptions.remove(asker, id);
      }
    }

    expect(await belongings(other)).toBe(before);
  });

  it("and ids of corrections take back nothing of the other workspace", async () => {
    const before = await belongings(other);

    for (const reference of postings) {
      for (const { id } of await bot.storage.corrections.history(other, reference)) {
        const asker = aPerson(tenant, true);
        const posting = await bot.services.postings.find(asker, reference);
        await expect(bot.services.corrections.undo(asker, posting, id)).rejects.toThrow(UserError);
      }
    }

    expect(await belongings(other)).toBe(before);
  });
});

describe("what is sent", () => {
  it("names subscriptions of its own workspace only", async () => {
    for (const tenant of tenants)
      await bot.answer(`/jobs subscribe ${tenant}-last role:backend`, aPerson(tenant, true));
    await bot.finds({ title: "Three", company: "Acme" });

    await bot.tick(24 * 3_600_000);

    const shown = bot.platform.messages().map(({ destination, versions }) => [destination.address, versions] as const);
    for (const tenant of tenants) expect(shown.some(([address]) => address.startsWith(tenant))).toBe(true);
    for (const [address, versions] of shown) {
      const other = tenants.find((tenant) => !address.startsWith(`${tenant}/`)) ?? "";
      expect(JSON.stringify(versions)).not.toContain(`${other}-`);
    }
  });
});
