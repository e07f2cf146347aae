import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noSettings } from "../../src/storage/setting-store.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { aDraft, aReading } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { openEmpty } from "./open-empty.ts";

let storage: Storage;

beforeEach(async () => {
  storage = await openEmpty(seededRandom(1));
});

afterEach(() => storage.close());

describe("transactions", () => {
  it("leave nothing behind when their work throws", async () => {
    await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);

    const work = storage.transaction(async ({ postings }) => {
      await postings.add([aDraft({ source: "folder:x" })], 10, false);
      throw new Error("power cut");
    });

    await expect(work).rejects.toThrow("power cut");
    expect(await storage.postings.known("folder:x")).toEqual([]);
  });
});

describe("the cache", () => {
  it("forgets what outlived its life time, and nothing else", async () => {
    const cache = storage.cache("events");
    await cache.set("short", 1, 1_000);
    await cache.set("long", 2, 1_000_000);
    await cache.set("for ever", 3);

    await storage.pruneCache(Date.now() + 10_000);

    expect([await cache.get("short"), await cache.get("long"), await cache.get("for ever")]).toEqual([undefined, 2, 3]);
    expect(await storage.cache("events").has("short")).toBe(false);
  });

  it("keeps namespaces apart and forgets when told", async () => {
    const http = storage.cache("http");
    const other = storage.cache("other");

    await http.set("a", { etag: "1" });

    expect(await http.get("a")).toEqual({ etag: "1" });
    expect(await other.get("a")).toBeUndefined();
    expect(await http.delete("a")).toBe(true);
    expect(await http.get("a")).toBeUndefined();
  });
});

describe("workspaces", () => {
  it("have one greeting, which is of whoever asks first, until it is given back", async () => {
    await storage.workspaces.ensure("w", "slack", 0);
    const take = () => storage.workspaces.takeGreeting("w", 5);

    const racing = await Promise.all([take(), take()]);
    await storage.workspaces.remove("w", 6);
    await storage.workspaces.restore("w");
    await storage.workspaces.ensure("w", "slack", 7);
    const later = await take();
    await storage.workspaces.giveGreetingBack("w");

    expect(racing.toSorted()).toEqual([false, true]);
    expect([later, await take(), await storage.workspaces.takeGreeting("unknown", 5)]).toEqual([false, true, false]);
  });
});

describe("subscriptions", () => {
  const draft = {
    workspace: "w",
    owner: "o",
    name: "infra",
    destination: "terminal:me",
    query: "role:sre",
    createdAt: 5,
    zone: "UTC",
  };

  beforeEach(() => storage.workspaces.ensure("w", "terminal", 0));

  it("have one name per owner, free again once ended", async () => {
    const first = await storage.subscriptions.add(draft);
    await expect(storage.subscriptions.add(draft)).rejects.toThrow("already have a subscription named infra");

    await storage.subscriptions.end("w", "o", first.id, 6);
    const second = await storage.subscriptions.add(draft);

    expect(await storage.subscriptions.active()).toEqual([second]);
  });

  it("are told of again after every change of what they want and whether they are in force", async () => {
    const { id } = await storage.subscriptions.add(draft);
    const { id: other } = await storage.subscriptions.add({ ...draft, owner: "another", name: "other" });
    let seen = 0;
    const changes = async () => {
      const found = await storage.subscriptions.changedSince(seen, 100);
      seen = found.at(-1)?.sequence ?? seen;
      return found.map((change) => [change.id, change.subscription?.query]);
    };

    const first = await changes();
    await storage.subscriptions.pause("w", "o", id, 9);
    const paused = await changes();
    await storage.subscriptions.change("w", "o", id, "role:qa");
    const changed = await changes();
    await storage.settings.set("w", "o", { ...noSettings, unknown: "hide" });
    const set = await changes();
    await storage.settings.set("w", "o", { ...noSettings, unknown: "show" });
    const setAgain = await changes();
    await storage.workspaces.remove("w", 10);
    const removed = await changes();
    await storage.workspaces.restore("w");
    const restored = await changes();
    await storage.subscriptions.end("w", "o", id, 11);
    const ended = await changes();
    await storage.workspaces.erase("w");
    const erased = await changes();
    await storage.workspaces.ensure("w", "terminal", 0);
    const { id: late } = await storage.subscriptions.add(draft);
    const added = await changes();

    expect(first).toEqual([
      [id, "role:sre"],
      [other, "role:sre"],
    ]);
    expect(paused).toEqual([]);
    expect(changed).toEqual([[id, "role:qa"]]);
    expect(set).toEqual([[id, "role:qa"]]);
    expect(setAgain).toEqual([[id, "role:qa"]]);
    expect(new Map(removed as [string, undefined][])).toEqual(
      new Map([
        [id, undefined],
        [other, undefined],
      ]),
    );
    expect(restored).toHaveLength(2);
    expect(ended).toEqual([[id, undefined]]);
    expect(erased).toHaveLength(2);
    expect(added).toEqual([[late, "role:sre"]]);
  });

  it("are told of in pieces, each once", async () => {
    for (const name of ["a", "b", "c"]) await storage.subscriptions.add({ ...draft, name });

    const [first, second] = await storage.subscriptions.changedSince(0, 2);
    const rest = await storage.subscriptions.changedSince(second?.sequence ?? 0, 2);

    expect([first, second, ...rest].map((change) => change?.subscription?.name)).toEqual(["a", "b", "c"]);
  });

  it("are ended only by their owner in their workspace", async () => {
    const { id } = await storage.subscriptions.add(draft);

    await storage.subscriptions.end("w", "somebody else", id, 6);
    await storage.subscriptions.end("another workspace", "o", id, 6);

    expect(await storage.subscriptions.ofOwner("w", "o")).toHaveLength(1);
  });
});

describe("sources", () => {
  it("are claimed once until the lease ends, the longest due first", async () => {
    await storage.sources.configure(
      [
        { key: "a:1", kind: "a" },
        { key: "b:1", kind: "b" },
      ],
      100,
    );

    const first = await storage.sources.claim(100, 200);
    const second = await storage.sources.claim(100, 200);
    const none = await storage.sources.claim(150, 250);
    const takenOver = await storage.sources.claim(200, 300);

    expect([first?.key, second?.key, none, takenOver?.key]).toEqual(["a:1", "b:1", undefined, "a:1"]);
  });

  it("that back off are not polled even when asked early", async () => {
    await storage.sources.configure([{ key: "a:1", kind: "a" }], 0);
    await storage.sources.failed("a:1", { now: 0, nextPollAt: 500, notBefore: 500, code: "blocked", text: "403" });

    const early = await storage.sources.claim(100, 200, [], { notPolledSince: 100 });
    const due = await storage.sources.claim(500, 600);

    expect([early, due?.key]).toEqual([undefined, "a:1"]);
  });

  it("that are no longer configured are not polled", async () => {
    await storage.sources.configure([{ key: "a:1", kind: "a" }], 0);
    await storage.sources.configure([{ key: "b:1", kind: "b" }], 0);

    expect((await storage.sources.list()).map(({ key }) => key)).toEqual(["b:1"]);
    expect((await storage.sources.claim(1, 2))?.key).toBe("b:1");
    expect(await storage.sources.claim(1, 2)).toBeUndefined();
  });
});

describe("postings", () => {
  beforeEach(() => storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0));

  it("of one opening share it, whatever source they come from", async () => {
    await storage.sources.configure(
      [
        { key: "folder:x", kind: "folder" },
        { key: "folder:y", kind: "folder" },
      ],
      0,
    );
    await storage.postings.add([aDraft({ id: "p1", source: "folder:x", openingKeys: ["k1", "k2"] })], 1, false);
    await storage.postings.add([aDraft({ id: "p2", source: "folder:y", openingKeys: ["k2", "k3"] })], 2, false);
    await storage.postings.add(
      [aDraft({ id: "p3", source: "folder:y", externalId: "z", openingKeys: ["k3"] })],
      3,
      false,
    );

    const postings = await storage.postings.byIds(["p1", "p2", "p3"]);

    expect(new Set([...postings.values()].map(({ openingId }) => openingId)).size).toBe(1);
  });

  it("of a baseline wait for no match", async () => {
    await storage.postings.add([aDraft({ id: "p1", externalId: "1" })], 1, true);
    await storage.postings.add([aDraft({ id: "p2", externalId: "2", openingKeys: ["other"] })], 2, false);

    expect((await storage.postings.unmatched(10)).map(({ posting }) => posting.id)).toEqual(["p2"]);
  });

  it("that were changed while they were read again keep the reading of their new text", async () => {
    const [kept, changed] = ["kept", "changed"].map((id) => aDraft({ id, externalId: id, openingKeys: [id] }));
    if (kept === undefined || changed === undefined) throw new Error("expected two drafts");
    await storage.postings.add([kept, changed], 0, false);
    const old = aReading({ title: "Read from the old text" });
    const again = new Map(
      [kept, changed].map(({ id, contentHash }) => [id, { reading: old, openingKeys: [`old-${id}`], contentHash }]),
    );
    const reading = aReading({ title: "Read from the new text" });
    await storage.postings.change([{ ...changed, contentHash: "another", reading }], 1);

    const stored = await storage.transaction(({ postings }) => postings.reread(again, ["kept", "changed"], 2));

    const titles = [...(await storage.postings.byIds(["kept", "changed"])).values()].map(
      ({ id, reading: { facts } }) => `${id}: ${facts.title}`,
    );
    expect([...stored]).toEqual(["kept"]);
    expect(titles.toSorted()).toEqual(["changed: Read from the new text", "kept: Read from the old text"]);
  });

  it("are found by the beginning of their id, if it is one posting's", async () => {
    await storage.postings.add(
      [
        aDraft({ id: "abc234", externalId: "1", openingKeys: ["1"] }),
        aDraft({ id: "abd567", externalId: "2", openingKeys: ["2"] }),
      ],
      1,
      false,
    );

    expect((await storage.postings.find("local", "#abc")).id).toBe("abc234");
    await expect(storage.postings.find("local", "ab")).rejects.toThrow("More than one posting begins with ab");
    await expect(storage.postings.find("local", "zz")).rejects.toThrow("I know no posting zz");
    await expect(storage.postings.find("local", "%")).rejects.toThrow("I know no posting %");
  });

  it("are read newest first, over more than one batch", async () => {
    const drafts = Array.from({ length: 1203 }, (_, i) =>
      aDraft({ id: `p${String(i).padStart(5, "0")}`, externalId: String(i), openingKeys: [`k${i}`] }),
    );
    await storage.transaction(({ postings }) => postings.add(drafts, 7, false));

    const ids: string[] = [];
    for await (const posting of storage.postings.since("local", 0)) ids.push(posting.id);

    expect(ids).toEqual(drafts.map(({ id }) => id).toReversed());
  });

  it("leave others their turn while many are read", async () => {
    const drafts = Array.from({ length: 1_000 }, (_, i) =>
      aDraft({ id: `p${i}`, externalId: String(i), openingKeys: [`k${i}`] }),
    );
    await storage.transaction(({ postings }) => postings.add(drafts, 7, false));
    let turns = 0;
    const turning = setInterval(() => turns++, 0);

    for await (const _ of storage.postings.since("local", 0)) if (turns > 0) break;
    clearInterval(turning);

    expect(turns).toBeGreaterThan(0);
  });
});
