/** What two instances do at once on one database, step by step. */
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { knownOf } from "../../src/delivery/known.ts";
import { noCheckpoint } from "../../src/checkpoint.ts";
import { createMatcher } from "../../src/delivery/matcher.ts";
import { createNotices } from "../../src/delivery/notices.ts";
import { silentLog } from "../../src/log.ts";
import { createServices } from "../../src/services.ts";
import { openStorage, type Storage, type Stores } from "../../src/storage/storage.ts";
import { aDraft, testNow } from "../builders.ts";
import { createNullPlatform } from "../doubles/null-platform.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { virtualClock } from "../doubles/virtual-clock.ts";
import { emptyPostgres } from "../storage/open-empty.ts";

const source = { key: "folder:x", kind: "folder" };
/** Longer than a statement takes that waits for nobody. */
const blockedMs = 200;

let one: Storage;
let other: Storage;

/** Runs `first` in a transaction that is committed once `second` has ended, or waits for it. */
async function during(first: (stores: Stores) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let waiting: Promise<unknown> = Promise.resolve();
  await one.transaction(async (stores) => {
    await first(stores);
    waiting = second();
    await Promise.race([waiting, pause(blockedMs)]);
  });
  await waiting;
}

describe.skipIf(inject("postgres") === null)("two instances at once", () => {
  beforeEach(async () => {
    const address = await emptyPostgres();
    one = await openStorage(address, seededRandom(1));
    other = await openStorage(address, seededRandom(2));
    await one.sources.configure([source], 0);
    for (const id of ["a", "b"]) await one.workspaces.ensure(id, "null", 0);
  });

  afterEach(async () => {
    await one.close();
    await other.close();
  });

  it("find a posting by its new words that changed while it was taken in", async () => {
    await one.postings.add([aDraft({ id: "p1", text: "We write Cobol." })], 1, false);

    await during(
      ({ postings }) => postings.change([aDraft({ id: "p1", text: "We write Fortran." })], 2),
      () => other.transaction(({ search }) => search.takeIn(10)),
    );
    await one.transaction(({ search }) => search.takeIn(10));

    const terms = { words: [[["fortran"]]], isInTitle: false, facets: [] };
    const found = await one.search.find({ workspace: "a", terms, isListed: true, limit: 10 });
    expect(found.map(({ posting }) => posting.id)).toEqual(["p1"]);
  });

  it("tell of what changes while there is nothing to tell", async () => {
    const posting = aDraft({ id: "p1", url: "https://acme.example/1" });
    await one.postings.add([posting], testNow, false);
    const [stored] = (await one.postings.byIds(["p1"])).values();
    if (stored === undefined) throw new Error("expected a stored posting, got none");
    const marking = { state: "saved", zone: "UTC", known: knownOf(stored, testNow) } as const;
    await one.marks.set("a", "ann", stored, marking, testNow);
    await one.notices.noteChanges(["p1"], testNow);
    const platform = createNullPlatform({ now: () => testNow });
    let changing: Promise<unknown> | undefined;
    const storage: Storage = {
      ...one,
      transaction: (work) =>
        one.transaction(async (stores) => {
          const know: typeof stores.marks.know = async (...known) => {
            changing ??= (async () => {
              await other.postings.missed(["p1"], ["p1"], testNow);
              await other.notices.noteChanges(["p1"], testNow);
            })();
            await Promise.race([changing, pause(blockedMs)]);
            await stores.marks.know(...known);
          };
          return await work({ ...stores, marks: { ...stores.marks, know } });
        }),
    };
    const ports = { platforms: [platform], clock: virtualClock(testNow), random: seededRandom(3), log: silentLog };
    const notices = createNotices({ storage, ...ports });

    await notices.tellDue(new AbortController().signal);
    await changing;
    await notices.tellDue(new AbortController().signal);

    expect(platform.messages({ platform: "null", address: "direct-ann" })).toHaveLength(1);
  });

  it("keep an opening that is listed again while it is about to be forgotten", async () => {
    await one.postings.add([aDraft({ id: "p1" })], 1, false);
    await one.postings.matched(["p1"], 1);
    await one.postings.missed(["p1"], ["p1"], 2);
    await one.postings.revisionsPlanned(["p1"]);

    await during(
      ({ postings }) => postings.seen(["p1"], 3),
      () => other.transaction(({ retention }) => retention.forget(3, null)),
    );

    expect([...(await one.postings.byIds(["p1"])).keys()]).toEqual(["p1"]);
  });

  it("make no delivery for a subscription that ends while a posting is matched", async () => {
    const { id } = await one.subscriptions.add({
      workspace: "a",
      owner: "ann",
      name: "go",
      destination: "null:ann",
      query: "lang:go",
      createdAt: 0,
      zone: "UTC",
    });
    await one.subscriptions.pause("a", "ann", id, Number.MAX_SAFE_INTEGER);
    await one.postings.add([aDraft({ id: "p1" })], testNow, false);
    const ports = { clock: virtualClock(testNow), random: seededRandom(3), log: silentLog, checkpoint: noCheckpoint };
    const matcher = createMatcher({ storage: other, ...ports });

    await during(
      async ({ subscriptions, deliveries }) => {
        await subscriptions.end("a", "ann", id, testNow);
        await deliveries.postponeAll(id, testNow);
      },
      () => matcher.matchPending(),
    );

    expect(await one.deliveries.waiting()).toBe(0);
  });

  describe("correct a posting", () => {
    const ann = { workspace: "a", user: "ann", self: "null:ann", zone: "UTC" };
    const subscription = {
      workspace: "a",
      owner: "ann",
      name: "remote",
      destination: "null:ann",
      query: "mode:remote unknown:hide",
      createdAt: 0,
      zone: "UTC",
    };

    async function corrects(): Promise<unknown> {
      const { corrections, postings } = createServices(other, virtualClock(testNow), silentLog);
      const posting = await postings.find(ann, "p1");
      return await corrections.add(ann, posting, { says: "mode:remote", isForAll: false });
    }

    it("and tell of it who wants it by that, while it is matched", async () => {
      await one.subscriptions.add(subscription);
      await one.postings.add([aDraft({ id: "p1", facts: { modes: ["onsite"] } })], testNow, false);

      await during(async ({ postings }) => {
        await postings.unmatched(1);
        await postings.matched(["p1"], testNow);
      }, corrects);

      expect((await one.deliveries.fates("a", "p1")).map(({ destination }) => destination)).toEqual(["null:ann"]);
    });

    it("and make no delivery for a subscription that ends meanwhile", async () => {
      const { id } = await one.subscriptions.add(subscription);
      await one.subscriptions.pause("a", "ann", id, Number.MAX_SAFE_INTEGER);
      await one.postings.add([aDraft({ id: "p1", facts: { modes: ["onsite"] } })], testNow, false);
      await one.postings.matched(["p1"], testNow);

      await during(async ({ subscriptions, deliveries }) => {
        await subscriptions.end("a", "ann", id, testNow);
        await deliveries.postponeAll(id, testNow);
      }, corrects);

      expect(await one.deliveries.waiting()).toBe(0);
    });
  });

  describe("go on polling a source that a workspace adds", () => {
    const own = { key: "folder:own", kind: "folder", options: {}, owner: "ann" };

    beforeEach(() => one.workspaceSources.add("a", own, 1));

    it("while another removes it", async () => {
      await during(
        ({ workspaceSources }) => workspaceSources.add("b", own, 2),
        () => other.transaction(({ workspaceSources }) => workspaceSources.remove("a", own.key, 2)),
      );

      expect((await one.sources.list()).map(({ key }) => key)).toContain(own.key);
    });

    it("while an instance starts", async () => {
      await one.workspaceSources.remove("a", own.key, 2);

      await during(
        ({ workspaceSources }) => workspaceSources.add("b", own, 3),
        () => other.transaction(({ sources }) => sources.configure([source], 3)),
      );

      expect((await one.sources.list()).map(({ key }) => key)).toContain(own.key);
    });
  });
});
