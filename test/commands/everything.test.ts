import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeLine } from "../../commands/complete.ts";
import { dispatch } from "../../commands/dispatch.ts";
import { readQuery } from "../../commands/read-query.ts";
import { canonicalQuery } from "../../commands/subscription-ref.ts";
import { printQuery } from "../../src/filter/print.ts";
import { anAsker, memoryServices, theChannels } from "../doubles/services.ts";
import { deliveries, sensibleFilters } from "../filter/arbitraries.ts";
import { said } from "./said.ts";

async function send(line: string, services = memoryServices()) {
  return await dispatch(line, anAsker({ channels: theChannels() }), services);
}

describe("everything", () => {
  it("is what a channel may be subscribed to, and its line makes the same again", async () => {
    const services = memoryServices();

    const reply = await send("/jobs subscribe all-jobs everything to:#jobs every:day", services);
    const again = await send(said(reply).split("\n")[1] ?? "", services);

    expect(said(reply).split("\n").slice(0, 4)).toEqual([
      "Subscribed all-jobs (#n1x):",
      "/jobs subscribe all-jobs everything to:#jobs every:day",
      "Everything; to #jobs",
      "Every day at 09:00 (Europe/Berlin).",
    ]);
    expect(reply.announcements?.map(({ text }) => text)).toEqual([
      "Somebody subscribed this channel to all-jobs: Everything.",
    ]);
    expect(said(again)).toBe("all-jobs is already there, unchanged.");
  });

  it.each([
    ["subscribe everything to:#jobs", "/jobs subscribe jobs everything to:#jobs"],
    ["subscribe x Everything unknown:flag to:#jobs", "/jobs subscribe x everything to:#jobs unknown:flag"],
  ])("%s is kept as %s", async (line, canonical) => {
    const services = memoryServices();

    const reply = await send(line, services);
    const again = await send(canonical, services);

    expect(reply.parts[1]).toEqual({ kind: "line", text: canonical });
    expect(said(again)).toContain("already there, unchanged");
  });

  it.each([
    ["subscribe everything", "refused for a person"],
    ["subscribe everything to:me", "refused for a person"],
    ["subscribe to:#jobs", "/jobs subscribe everything to:#jobs"],
    ["subscribe everything role:backend to:#jobs", "everything alone, or what is wanted of it"],
    ["subscribe everything golang to:#jobs", "everything alone, or what is wanted of it"],
  ])("%s is refused", async (line, reason) => {
    const services = memoryServices();

    const reply = await send(line, services);

    expect(reply.tone).toBe("error");
    expect(said(reply)).toContain(reason);
    expect(services.stored.subscriptions).toEqual([]);
  });

  it("is narrowed by an edit and comes back by its undo, but not by clearing what is left", async () => {
    const services = memoryServices();
    await send("/jobs subscribe all everything to:#jobs", services);

    const narrowed = said(await send("/jobs edit all role:backend", services));
    const cleared = await send("/jobs edit all -role", services);
    const undo = /\[Undo\] (?<line>.+)/.exec(narrowed)?.groups?.["line"] ?? "";
    await send(undo, services);

    expect(said(cleared)).toContain("say that it is to have all there is: /jobs edit all everything");
    expect(undo).toMatch(/^\/jobs edit #n1x @\w{6} everything -role$/);
    expect(services.stored.subscriptions.map(({ query }) => query)).toEqual(["to:#jobs"]);
  });

  it("is nothing that a person's own may be edited to", async () => {
    const services = memoryServices();
    await send("/jobs subscribe own role:backend", services);

    expect(said(await send("/jobs edit own everything", services))).toContain("with nothing to look for");
  });

  it("is read back from the canonical text of any query, where and only where nothing is asked for", () => {
    fc.assert(
      fc.property(sensibleFilters, deliveries, (filter, delivery) => {
        const query = printQuery({ filter, delivery });

        const read = readQuery(canonicalQuery({ query }));

        expect(printQuery(read.query)).toBe(query);
        expect(read.saysEverything).toBe(filter.clauses.length === 0);
      }),
    );
  });

  it("is offered to complete where there are channels, as the first word", () => {
    const offers = (line: string, hasChannels: boolean) =>
      completeLine(line, line.length, { subscriptions: [], hasChannels }).map(({ value }) => value);

    expect(offers("/jobs subscribe ev", true)).toContain("everything");
    expect(offers("/jobs subscribe ev", false)).not.toContain("everything");
    expect(offers("/jobs subscribe all role:backend ev", true)).not.toContain("everything");
  });
});
