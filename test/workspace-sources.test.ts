import { describe, expect, it } from "vitest";
import type { Asker, CheckedSource } from "../commands/services.ts";
import { UserError } from "../src/errors.ts";
import { eraseRemoved, keepRemovedMs } from "../src/platform-host.ts";
import { createWorkspaceSources } from "../src/workspace-sources.ts";
import { aBot, type Bot } from "./doubles/bot.ts";
import { dayMs } from "./builders.ts";

const startAt = Date.UTC(2026, 4, 20, 10);
const address = "https://jobs.ashbyhq.com/larkfield";
const key = "ashby:larkfield";

function found(board: string): CheckedSource {
  return {
    key: `ashby:${board}`,
    kind: "ashby",
    options: { board },
    title: "Ashby boards",
    because: "the address belongs to it",
    configuration: `- ashby: { board: ${board} }`,
    postings: 1,
    extent: "whole",
    dropped: [],
    unread: [],
    samples: [],
    credit: null,
    minEveryMs: null,
  };
}

/** Two workspaces, in which every address of Ashby's leads to a board of its name. */
async function twoWorkspaces(): Promise<Bot> {
  const bot = await aBot({
    startAt,
    checks: {
      async check(_workspace, url) {
        const board = /ashbyhq\.com\/([\w-]+)/.exec(url)?.[1];
        if (board === undefined) throw new UserError("source", "There is nothing.");
        return found(board);
      },
    },
  });
  for (const id of ["umbrella", "initech"]) await bot.storage.workspaces.ensure(id, "null", startAt);
  return bot;
}

function aPerson(workspace: string, user: string, isAdmin = false): Asker {
  const channels = { isAdmin, destination: async () => `null:${workspace}-jobs` };
  return { workspace, user, self: `null:${user}`, zone: "UTC", channels };
}

const ann = aPerson("umbrella", "ann");
const bea = aPerson("umbrella", "bea");
const boss = aPerson("umbrella", "boss", true);
const eve = aPerson("initech", "eve", true);

describe("a source that a workspace adds", () => {
  it("is added only after a look at it, and then polled at once", async () => {
    await using bot = await twoWorkspaces();

    const unseen = await bot.answer(`/jobs sources add ${address}`, ann);
    const before = await bot.storage.sources.claim(startAt, startAt + 1, ["folder"]);
    const added = await bot.answer(`/jobs sources add ${address}`, bea);
    const again = await bot.answer(`/jobs sources add ${address}`, ann);
    const claimed = await bot.storage.sources.claim(startAt, startAt + 1, ["folder"]);

    expect(unseen).toContain(`[Add it] /jobs sources add ${address}`);
    expect(before).toBeUndefined();
    expect(added).toContain(`${key} is watched from now on`);
    expect(again).toBe(`${key} is polled already.`);
    expect(claimed).toMatchObject({ key, kind: "ashby", isShared: false, hasBaseline: false });
    expect(await bot.storage.workspaceSources.polled(key)).toEqual({ kind: "ashby", options: { board: "larkfield" } });
  });

  it("is polled no more once its only workspace is forgotten", async () => {
    await using bot = await twoWorkspaces();
    const others = "https://jobs.ashbyhq.com/shared";
    for (const [who, url] of [
      [ann, address],
      [ann, others],
      [eve, others],
    ] as const) {
      await bot.answer(`/jobs sources ${url}`, who);
      await bot.answer(`/jobs sources add ${url}`, who);
    }
    await bot.host.removed("umbrella", "the app was removed");

    await eraseRemoved(bot.storage, bot.clock.now() + keepRemovedMs + 1);

    expect((await bot.storage.sources.list()).map((source) => source.key)).toEqual(["ashby:shared", "folder:x"]);
  });

  it("counts as looked at for a quarter of an hour", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer(`/jobs sources ${address}`, ann);

    expect(await bot.answer(`/jobs sources add ${address}`, eve)).toContain("[Add it]");
    expect(await bot.answer(`/jobs sources add ${address}`, ann)).toContain("is watched from now on");
  });

  it("brings its postings to that workspace alone", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer("/jobs subscribe go role:backend", ann);
    await bot.answer("/jobs subscribe go role:backend", eve);
    await bot.answer(`/jobs sources ${address}`, ann);
    await bot.answer(`/jobs sources add ${address}`, ann);
    bot.clock.advance(dayMs);

    await bot.finds({ title: "Ours" }, "p000001", { source: key });
    await bot.finds({ title: "Everybody's" }, "p000002");
    await bot.tick();

    expect(bot.sees("ann")).toEqual(["Ours", "Everybody's"]);
    expect(bot.sees("eve")).toEqual(["Everybody's"]);
    expect(await bot.answer("/jobs preview role:backend", ann)).toContain("Ours");
    expect(await bot.answer("/jobs preview role:backend", eve)).not.toContain("Ours");
    expect(await bot.answer("/jobs why p000001", ann)).toContain("Ours");
    expect(await bot.answer("/jobs why p000001", eve)).toContain("I know no posting p000001");
    expect(await bot.answer("/jobs sources", ann)).toContain(`${key} | not read yet, due now | added by you`);
    expect(await bot.answer("/jobs sources", bea)).toContain("added here");
    expect(await bot.answer("/jobs sources", eve)).not.toContain(key);
  });

  it("is for its owner or an admin to remove; its postings stay where they were", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer(`/jobs sources ${address}`, ann);
    await bot.answer(`/jobs sources add ${address}`, ann);
    await bot.finds({ title: "Ours" }, "p000001", { source: key });

    expect(await bot.answer(`/jobs sources remove ${key}`, bea)).toContain("added by somebody else");
    expect(await bot.answer(`/jobs sources remove ${key}`, eve)).toContain(`Nobody here has added a source ${key}`);
    expect(await bot.answer("/jobs sources remove folder:x", boss)).toContain("is in the configuration");
    expect(await bot.answer(`/jobs sources remove ${key}`, boss)).toContain("is not watched any more");
    expect(await bot.storage.sources.claim(startAt, startAt + 1, ["folder"])).toBeUndefined();
    expect(await bot.answer("/jobs why p000001", ann)).toContain("Ours");
    expect(await bot.answer("/jobs why p000001", eve)).toContain("I know no posting p000001");
  });

  it("is polled as long as one workspace has it, also over a restart", async () => {
    await using bot = await twoWorkspaces();
    for (const asker of [ann, eve]) {
      await bot.answer(`/jobs sources ${address}`, asker);
      await bot.answer(`/jobs sources add ${address}`, asker);
    }

    await bot.answer(`/jobs sources remove ${key}`, ann);
    await bot.storage.sources.configure([{ key: "folder:x", kind: "folder" }], startAt);

    expect((await bot.storage.sources.list()).map((source) => source.key)).toEqual([key, "folder:x"]);
  });

  it("is for all once the configuration names it", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer(`/jobs sources ${address}`, ann);
    await bot.answer(`/jobs sources add ${address}`, ann);

    await bot.storage.sources.configure([{ key, kind: "ashby" }], startAt);
    await bot.finds({ title: "Ours" }, "p000001", { source: key });

    expect(await bot.answer("/jobs why p000001", eve)).toContain("Ours");
    expect(await bot.answer(`/jobs sources remove ${key}`, ann)).toContain("is in the configuration");
  });

  it("is refused beyond what one workspace may have", async () => {
    await using bot = await twoWorkspaces();
    const add = async (board: string) => {
      await bot.answer(`/jobs sources https://jobs.ashbyhq.com/${board}`, ann);
      return await bot.answer(`/jobs sources add https://jobs.ashbyhq.com/${board}`, ann);
    };

    for (let i = 0; i < 25; i++) await add(`board-${i}`);

    expect(await add("one-more")).toContain("At most 25 sources can be added here");
    await bot.answer("/jobs sources remove ashby:board-3", ann);
    expect(await add("one-more")).toContain("is watched from now on");
  });
});

describe("what somebody leaves behind", () => {
  it("is taken over by an admin", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer(`/jobs sources ${address}`, ann);
    await bot.answer(`/jobs sources add ${address}`, ann);
    await bot.services.subscriptions.add(bea, { name: "go", query: "lang:go to:#jobs", destination: "null:jobs" });
    await bot.services.subscriptions.add(boss, { name: "go", query: "lang:go", destination: "null:boss" });
    const [{ id } = { id: "" }] = await bot.storage.subscriptions.ofOwner("umbrella", "bea");

    expect(await bot.answer(`/jobs adopt ${key}`, bea)).toContain("added by somebody else");
    expect(await bot.answer(`/jobs adopt #${id}`, ann)).toContain(`There is no subscription #${id}`);
    expect(await bot.answer(`/jobs adopt #${id}`, eve)).toContain(`There is no subscription #${id}`);
    expect(await bot.answer(`/jobs adopt ${key}`, boss)).toBe(`${key} is yours now.`);
    expect(await bot.answer(`/jobs adopt #${id}`, boss)).toBe(
      `go-2 (#${id}) is yours now. It goes to #jobs as before, by your settings.`,
    );
    expect(await bot.storage.subscriptions.ofOwner("umbrella", "bea")).toEqual([]);
    expect(await bot.answer(`/jobs sources remove ${key}`, boss)).toContain("is not watched any more");
  });

  it("is everybody's once the platform says that they left", async () => {
    await using bot = await twoWorkspaces();
    for (const asker of [ann, eve]) {
      await bot.answer(`/jobs sources ${address}`, asker);
      await bot.answer(`/jobs sources add ${address}`, asker);
    }

    await bot.host.left("umbrella", "ann");

    expect(await bot.answer("/jobs sources", bea)).toContain("added here");
    expect(await bot.answer(`/jobs adopt ${key}`, bea)).toBe(`${key} is yours now.`);
    expect(await bot.storage.workspaceSources.of("initech")).toMatchObject([{ key, owner: "eve" }]);
  });

  it("is not what they made for themselves alone, nor what belongs to nobody of the workspace", async () => {
    await using bot = await twoWorkspaces();
    await bot.services.subscriptions.add(bea, { name: "own", query: "lang:go", destination: "null:bea" });
    const [{ id } = { id: "" }] = await bot.storage.subscriptions.ofOwner("umbrella", "bea");

    expect(await bot.answer(`/jobs adopt #${id}`, boss)).toContain(`There is no subscription #${id}`);
    expect(await bot.answer("/jobs adopt own", bea)).toBe(`own (#${id}) is yours already.`);
    expect(await bot.answer("/jobs adopt folder:x", boss)).toBe("folder:x belongs to whoever runs this bot.");
  });
});

describe("what several do at once", () => {
  it("adds no source more than the workspace may have", async () => {
    await using bot = await twoWorkspaces();
    const checks = { check: async (_: string, url: string) => found(url.split("/").at(-1) ?? "") };
    const sources = createWorkspaceSources(bot.storage, bot.clock, checks, { sources: 1 });
    const addresses = Array.from({ length: 8 }, (_, i) => `https://jobs.ashbyhq.com/board-${i}`);
    // All at once, so that there are as many connections to a server as are needed below.
    await Promise.all(addresses.map((one) => sources.check(ann, one)));

    const added = await Promise.allSettled(addresses.map((one) => sources.add(ann, one)));

    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await bot.storage.workspaceSources.of("umbrella")).toHaveLength(1);
  });

  it("gives what is everybody's to one of those who take it over", async () => {
    await using bot = await twoWorkspaces();
    await bot.answer(`/jobs sources ${address}`, ann);
    await bot.answer(`/jobs sources add ${address}`, ann);
    await bot.host.left("umbrella", "ann");

    const answers = await Promise.all(
      [bea, aPerson("umbrella", "cid")].map((one) => bot.answer(`/jobs adopt ${key}`, one)),
    );

    expect(answers.filter((answer) => answer.includes("was added by somebody else"))).toHaveLength(1);
  });
});
