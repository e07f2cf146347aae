/** What one connection cannot show, on a real server: several instances that do the same at the same moment. */
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { noCheckpoint } from "../../src/checkpoint.ts";
import { createSender } from "../../src/delivery/sender.ts";
import { silentLog } from "../../src/log.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import type { MatchReport } from "../../src/delivery/matcher.ts";
import { aDraft } from "../builders.ts";
import { createNullPlatform, type Faults, type NullPlatform } from "../doubles/null-platform.ts";
import { type VirtualClock, virtualClock } from "../doubles/virtual-clock.ts";
import { emptyPostgres } from "../storage/open-empty.ts";
import { anInstance, type Instance } from "./instances.ts";

const startAt = Date.UTC(2026, 10, 20, 10);
const dayMs = 86_400_000;

let address: string;
let clock: VirtualClock;
let platform: NullPlatform;
let faults: Faults;
let instances: readonly [Instance, Instance, Instance];

const ann = { workspace: "w", user: "ann", self: "null:ann", zone: "UTC" };

async function subscribe(name: string, query: string, destination = "null:ann") {
  const { services } = instances[0];
  return await services.subscriptions.add({ ...ann, self: destination }, { name, query, destination });
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

async function find(count: number): Promise<void> {
  await instances[0].storage.transaction(({ postings }) =>
    postings.add(
      numbers(count).map((i) =>
        aDraft({
          id: `p${String(i).padStart(4, "0")}`,
          externalId: String(i),
          openingKeys: [`k${i}`],
          facts: { title: `Engineer ${i}`, company: "Acme", roles: ["backend"] },
        }),
      ),
      clock.now(),
      false,
    ),
  );
}

function all<Result>(work: (instance: Instance) => Promise<Result>): Promise<Result[]> {
  return Promise.all(instances.map(work));
}

const titles = () =>
  platform.messages().map(({ versions }) => {
    const shown = versions.at(-1);
    return shown?.kind === "card" ? shown.card.title : "a digest";
  });

describe.skipIf(inject("postgres") === null)("instances on one PostgreSQL", () => {
  beforeEach(async () => {
    address = await emptyPostgres();
    clock = virtualClock(startAt);
    faults = {};
    platform = createNullPlatform({
      now: () => clock.now(),
      faults: { before: (call) => faults.before?.(call), after: (call) => faults.after?.(call) },
    });
    // Together: each brings the tables up to date.
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((seed) => anInstance(address, { clock, seed, platform })),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error("expected three instances");
    instances = [one, two, three];
    await one.storage.workspaces.ensure("w", "null", startAt);
    await one.storage.sources.configure([{ key: "folder:x", kind: "folder" }], startAt);
  });

  afterEach(() => all(({ storage }) => storage.close()));

  it("keep together to the pace of a place that one of them has just sent to", async () => {
    platform = createNullPlatform({ now: () => clock.now(), capabilities: { messageEveryMs: 1_000 } });
    const [one, other] = [
      await anInstance(address, { clock, seed: 4, platform }),
      await anInstance(address, { clock, seed: 5, platform }),
    ];
    await subscribe("all", "role:backend");
    clock.advance(1);
    await find(3);
    await one.match();

    const sent: number[] = [];
    for (const [instance, afterMs] of [
      [one, 0],
      [other, 0],
      [other, 999],
      [other, 1],
      [one, 999],
      [one, 1],
    ] as const) {
      clock.advance(afterMs);
      sent.push((await instance.send()).posted);
    }
    await Promise.all([one.storage.close(), other.storage.close()]);

    expect(sent).toEqual([1, 0, 0, 1, 0, 1]);
    expect(titles()).toEqual(["Engineer 0", "Engineer 1", "Engineer 2"]);
  });

  it("claim each source once", async () => {
    const keys = numbers(60).map((i) => `folder:${i}`);
    await instances[0].storage.sources.configure(
      keys.map((key) => ({ key, kind: "folder" })),
      startAt,
    );

    const claimed = await all(async ({ storage }) => {
      const own: string[] = [];
      for (;;) {
        const source = await storage.sources.claim(startAt, startAt + 1);
        if (source === undefined) return own;
        own.push(source.key);
      }
    });

    expect(claimed.flat().toSorted()).toEqual(keys.toSorted());
  });

  it("take over at once what one has claimed that died, and not what one still has", async () => {
    const [dead, alive, third] = instances;
    const keys = ["folder:x", "folder:y"];
    await dead.storage.sources.configure(
      keys.map((key) => ({ key, kind: "folder" })),
      startAt,
    );
    await all(({ storage }) => storage.sources.alive(startAt));
    const lost = await dead.storage.sources.claim(startAt, startAt + dayMs);
    const kept = await alive.storage.sources.claim(startAt, startAt + dayMs);
    clock.advance(61_000);

    await alive.storage.sources.alive(clock.now());
    await third.storage.sources.alive(clock.now());
    const taken = await third.storage.sources.claim(clock.now(), clock.now() + dayMs);
    const none = await third.storage.sources.claim(clock.now(), clock.now() + dayMs);

    expect([taken?.key, none]).toEqual([lost?.key, undefined]);
    expect(kept?.key).not.toBe(lost?.key);
  });

  it("free what one has claimed and does not know of, as the answer was lost", async () => {
    const [one, other] = instances;
    const keys = ["folder:x", "folder:y"];
    await one.storage.sources.configure(
      keys.map((key) => ({ key, kind: "folder" })),
      startAt,
    );
    const known = await one.storage.sources.claim(startAt, startAt + dayMs);
    const unheard = await one.storage.sources.claim(startAt, startAt + dayMs);

    await one.storage.sources.alive(startAt);
    const none = await other.storage.sources.claim(startAt, startAt + dayMs);
    await one.storage.sources.alive(startAt, [known?.key ?? ""]);
    const freed = await other.storage.sources.claim(startAt, startAt + dayMs);

    expect([none, freed?.key]).toEqual([undefined, unheard?.key]);
  });

  it("leave a source to whoever has taken it over", async () => {
    const [late, other, third] = instances;
    await late.storage.sources.claim(startAt, startAt + 1_000);
    await other.storage.sources.claim(startAt + 1_000, startAt + dayMs);

    await late.storage.sources.succeeded("folder:x", { now: startAt + 2_000, nextPollAt: 0, notBefore: 0 });
    await late.storage.sources.release("folder:x");

    expect(await third.storage.sources.claim(startAt + 3_000, startAt + dayMs)).toBeUndefined();
  });

  it("make one opening of what several sources list at the same moment", async () => {
    const keys = numbers(3).map((i) => `folder:${i}`);
    await instances[0].storage.sources.configure(
      keys.map((key) => ({ key, kind: "folder" })),
      startAt,
    );

    await Promise.all(
      instances.map(({ storage }, i) =>
        storage.transaction(({ postings }) =>
          postings.add(
            // Each in another order.
            numbers(30).map((n) => {
              const opening = i === 1 ? 29 - n : n;
              return aDraft({
                id: `s${i}p${opening}`,
                source: keys[i] ?? "",
                externalId: String(opening),
                openingKeys: [`a${opening}`, `b${opening}`],
              });
            }),
            startAt,
            false,
          ),
        ),
      ),
    );

    const ids = numbers(3).flatMap((i) => numbers(30).map((n) => `s${i}p${n}`));
    const postings = await instances[0].storage.postings.byIds(ids);
    expect(postings.size).toBe(90);
    expect(new Set([...postings.values()].map(({ openingId }) => openingId)).size).toBe(30);
  });

  it("store a posting once that two of them have polled", async () => {
    const drafts = numbers(20).map((i) => aDraft({ id: `p${i}`, externalId: String(i), openingKeys: [`k${i}`] }));

    await all(({ storage }) => storage.transaction(({ postings }) => postings.add(drafts, startAt, false)));

    expect(await instances[0].storage.postings.known("folder:x")).toHaveLength(20);
  });

  it("give a name of a subscription to one of those who want it at the same moment", async () => {
    const added = await Promise.allSettled(
      instances.map(({ services }) =>
        services.subscriptions.add(ann, { name: "go", query: "lang:go", destination: "null:ann" }),
      ),
    );

    expect(added.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const one of added) if (one.status === "rejected") expect(one.reason).toHaveProperty("code", "name-taken");
  });

  it("match, send and show every posting once, with one message under way in each place", async () => {
    const places = numbers(8).map((i) => `null:${i}`);
    for (const [i, place] of places.entries()) await subscribe(`s${i}`, "role:backend", place);
    await find(120);
    const underWay = new Map<string, number>();
    let most = 0;
    faults.before = async ({ operation, ...call }) => {
      if (operation !== "send" || !("destination" in call)) return;
      const { address } = call.destination;
      underWay.set(address, (underWay.get(address) ?? 0) + 1);
      most = Math.max(most, underWay.get(address) ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay.set(address, (underWay.get(address) ?? 0) - 1);
    };

    const matched = await all(({ match }) => match());
    for (let round = 0; round < 3; round++) await all(({ send }) => send());

    const sum = (reports: readonly MatchReport[]) => reports.reduce((total, { postings }) => total + postings, 0);
    expect(sum(matched)).toBe(120);
    expect(titles()).toHaveLength(120 * 8);
    expect(new Set(platform.messages().map(({ destination, key }) => `${destination.address} ${key}`)).size).toBe(960);
    expect(most).toBe(1);
  });

  it("make one delivery of postings of one opening that each of them matches at the same moment", async () => {
    await subscribe("all", "role:backend");
    const [{ storage }] = instances;
    await storage.postings.add(
      numbers(150).map((i) =>
        aDraft({ id: `p${i}`, externalId: String(i), openingKeys: ["the same"], facts: { roles: ["backend"] } }),
      ),
      startAt,
      false,
    );

    await all(({ match }) => match());
    await all(({ send }) => send());

    expect(platform.messages()).toHaveLength(1);
  });

  it("make one digest of what waits for it", async () => {
    for (const i of numbers(12)) await subscribe(`s${i}`, "role:backend every:daily at:12:00", `null:${i}`);
    await find(5);
    await instances[0].match();
    clock.advance(dayMs);

    const made = await all(({ makeDigests }) => makeDigests());
    await all(({ send }) => send());

    expect(made.reduce((total, openings) => total + openings, 0)).toBe(12 * 5);
    expect(platform.messages()).toHaveLength(12);
  });

  it("tell the owner of what is held once", async () => {
    await subscribe("go", "role:backend to:#jobs", "null:C1");
    await instances[0].storage.destinations.hold("w", "null:C1", "not in the channel", startAt + dayMs, startAt);

    await all(({ tellOwners }) => tellOwners());

    expect(platform.notices).toHaveLength(1);
  });

  it("leave nothing waiting for a pause that ended while it was matched", async () => {
    const { id } = await subscribe("go", "role:backend every:daily at:12:00");
    const [one, two] = instances;
    await one.services.subscriptions.pause(ann, id, startAt + 300 * dayMs);
    await find(1);
    let resumed: Promise<void> | undefined;
    const stored = one.storage.transaction;
    // Between what the matcher has read and what it writes.
    const matching = stored(async (stores) => {
      const [posting] = await stores.postings.unmatched(1);
      const wanted = await stores.subscriptions.toDeliver([id]);
      resumed = two.services.subscriptions.resume(ann, id);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await stores.deliveries.add(
        [
          {
            id: "d",
            draft: {
              workspace: "w",
              destination: "null:ann",
              openingId: posting?.posting.openingId ?? "",
              postingId: posting?.posting.id ?? "",
              subscriptions: [id],
              dueAt: wanted.get(id)?.pausedUntil ?? null,
            },
          },
        ],
        startAt,
      );
    });
    await matching;
    await resumed;

    clock.advance(dayMs);

    expect(await one.storage.deliveries.dueDigests(clock.now(), 10)).toHaveLength(1);
  });

  it("edit what changed while its edits were being planned", async () => {
    await subscribe("go", "role:backend");
    await find(1);
    const [one, two] = instances;
    await one.match();
    await one.send();
    const again = aDraft({ id: "p0000", externalId: "0", openingKeys: ["k0"], contentHash: "2" });
    await one.storage.postings.change([again], clock.now());
    let changing: Promise<void> | undefined;

    await one.storage.transaction(async ({ postings, messages }) => {
      const revised = await postings.revised(10);
      await messages.planEdits(revised, clock.now(), 0);
      changing = two.storage.postings.change([{ ...again, contentHash: "3" }], clock.now());
      await new Promise((resolve) => setTimeout(resolve, 100));
      await postings.revisionsPlanned(revised);
    });
    await changing;

    expect(await one.storage.postings.revised(10)).toEqual(["p0000"]);
  });

  it("tell of every change of a subscription, whichever of two is committed first", async () => {
    const ids = await Promise.all(numbers(2).map(async (i) => (await subscribe(`s${i}`, "role:backend")).id));
    const [one, two, three] = instances;
    let seen = (await three.storage.subscriptions.changedSince(0, 10)).at(-1)?.sequence ?? 0;
    let second: Promise<boolean> | undefined;
    const told: string[] = [];
    const look = async () => {
      const changes = await three.storage.subscriptions.changedSince(seen, 10);
      seen = changes.at(-1)?.sequence ?? seen;
      told.push(...changes.map(({ id }) => id));
    };

    await one.storage.transaction(async ({ subscriptions }) => {
      await subscriptions.change("w", "ann", ids[0] ?? "", "role:qa");
      second = two.storage.subscriptions.change("w", "ann", ids[1] ?? "", "role:qa");
      await new Promise((resolve) => setTimeout(resolve, 100));
      await look();
    });
    await second;
    await look();

    expect(told.toSorted()).toEqual(ids.toSorted());
  });

  it("try a transaction again that another one was in the way of", async () => {
    const [one, two] = instances;
    for (const i of numbers(2)) await one.storage.destinations.hold("w", `null:${i}`, "gone", 0, startAt);
    const steps = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const cross = ({ storage }: Instance, first: 0 | 1, second: 0 | 1) =>
      storage.transaction(async ({ destinations }) => {
        await destinations.told(`null:${first}`, startAt);
        steps[first].resolve();
        await steps[second].promise;
        await destinations.told(`null:${second}`, startAt);
      });

    const done = Promise.all([cross(one, 0, 1), cross(two, 1, 0)]);

    await expect(done).resolves.toHaveLength(2);
  });

  it("leave to each other what is for a platform that they lack", async () => {
    await subscribe("go", "role:backend");
    await find(1);
    const [one] = instances;
    await one.match();
    const { storage } = one;
    const ports = { storage, clock, random: seededRandom(9), log: silentLog, checkpoint: noCheckpoint };
    const lacking = createSender({ ...ports, platforms: [{ ...platform, id: "other" }] });

    const { posted, notSent } = await lacking.sendDue(new AbortController().signal);

    expect([posted, notSent, (await one.send()).posted]).toEqual([0, 0, 1]);
  });

  it("leave to each other what is being sent, until its lease ends", async () => {
    await subscribe("go", "role:backend");
    await find(1);
    const [one, two] = instances;
    await one.match();
    await one.storage.transaction(({ messages }) => messages.claim(clock.now(), clock.now() + 60_000, 10));

    await two.recover(false);
    const early = (await two.send()).posted;
    clock.advance(61_000);
    await two.recover(false);
    const late = (await two.send()).posted;

    expect([early, late]).toEqual([0, 1]);
  });
});
