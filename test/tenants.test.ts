import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../commands/index.ts";
import type { Asker } from "../commands/services.ts";
import { dispatch } from "../commands/dispatch.ts";
import { testNow } from "./builders.ts";
import { said } from "./commands/said.ts";
import { aBot } from "./doubles/bot.ts";

/** Two workspaces in one database: whatever is typed in one, nothing of the other is seen or changed. */
describe("two tenants", () => {
  const secret = "projectzebra";

  it("see and change nothing of each other, whatever the verb", { timeout: 30_000 }, async () => {
    const bot = await aBot({ startAt: testNow });
    await bot.storage.workspaces.ensure("other", "null", 0);
    const channels = (workspace: string) => ({
      isAdmin: true,
      destination: async (channel: string) => `null:${workspace}-${channel}`,
    });
    // The same person's id in both, as an attacker would choose it.
    const mallory: Asker = {
      workspace: "other",
      user: "ann",
      self: "null:mallory",
      zone: "UTC",
      channels: channels("other"),
    };
    const ann: Asker = { ...bot.person("ann"), channels: channels("w") };
    const own = await bot.services.subscriptions.add(ann, {
      name: secret,
      query: "role:backend",
      destination: ann.self,
    });
    await bot.services.subscriptions.add(ann, {
      name: `${secret}-channel`,
      query: "role:backend to:#jobs",
      destination: "null:w-#jobs",
    });
    const id = await bot.finds({ title: "Engineer" });
    await bot.tick();
    await dispatch(`/jobs mark ${id} saved`, ann, bot.services);
    const before = await stateOf();

    async function stateOf() {
      const subscriptions = await bot.services.subscriptions.list(ann);
      const marks = await bot.services.marks.list(ann);
      const settings = await bot.services.settings.get(ann);
      return JSON.stringify({ subscriptions, marks, settings });
    }

    const words = fc.constantFrom(
      secret,
      `#${own.id}`,
      own.id,
      `${secret}-channel`,
      id,
      "saved",
      "hidden",
      "none",
      "3d",
      "role:design",
      "-role",
      "quiet:20-08",
      "channels:members",
      "to:#jobs",
    );
    const line = fc
      .tuple(fc.constantFrom(...commands.map(({ verb }) => verb)), fc.array(words, { maxLength: 3 }))
      .map(([verb, rest]) => `/jobs ${[verb, ...rest].join(" ")}`);
    await fc.assert(
      fc.asyncProperty(line, async (typed) => {
        const answer = said(await dispatch(typed, mallory, bot.services));
        // What was typed may be quoted; what only the other tenant knows may not appear.
        if (!typed.includes(secret)) expect(answer).not.toContain(secret);
        expect(answer).not.toContain("Sent to you");
        expect(await stateOf()).toBe(before);
      }),
      { numRuns: 300, seed: 11 },
    );
    await bot.close();
  });
});
