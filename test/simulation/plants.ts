import type { Clock, Random } from "../../src/clock.ts";
import type { Digest, DigestGroup, Message } from "../../src/delivery/card/digest.ts";
import { planEdits } from "../../src/delivery/edits.ts";
import type { Platform } from "../../src/delivery/platform.ts";
import type { Outcome } from "../../src/storage/message-store.ts";
import type { Storage, Stores } from "../../src/storage/storage.ts";
import type { StoredSubscription } from "../../src/storage/subscription-store.ts";

/** What a plant may know of the process that it spoils. */
export interface PlantContext {
  readonly clock: Clock;
  readonly random: Random;
}

/** A fault of the bot itself, put around its real parts to show that a history would notice. */
export interface Plant {
  storage?(storage: Storage, context: PlantContext): Storage;
  platform?(platform: Platform, context: PlantContext): Platform;
  readonly planEdits?: typeof planEdits;
}

export const plants = {
  "marks as sent before it sends": {
    platform: (platform) => ({
      ...platform,
      async send(...call) {
        platform.send(...call).catch(() => {});
        return "soon";
      },
    }),
  },
  "gives a claim back while it sends": {
    storage: (storage, { clock }) =>
      withStores(storage, (stores) => ({
        messages: {
          ...stores.messages,
          async claim(...call) {
            const claimed = await stores.messages.claim(...call);
            await stores.messages.recover(Number.POSITIVE_INFINITY, clock.now());
            return claimed;
          },
        },
      })),
  },
  "takes what is in doubt for absent": {
    platform: (platform) => ({
      ...platform,
      capabilities: { ...platform.capabilities, findsByKey: true },
      find: async () => ({ kind: "absent" }),
    }),
  },
  "does not list what is uncertain": {
    storage: (storage) =>
      withStores(storage, (stores) => ({ messages: { ...stores.messages, markUncertain: async () => {} } })),
  },
  "sends what was sent again": {
    storage: (storage, { random, clock }) =>
      settling(storage, (outcome) =>
        outcome.kind !== "posted" || random.next() > 0.1
          ? outcome
          : {
              kind: "retry",
              message: outcome.message,
              dueAt: clock.now(),
              reason: "forgotten",
              countsAttempt: true,
              isInDoubt: false,
              isRefused: true,
              isPlain: false,
            },
      ),
  },
  "gives up what a limit puts off": {
    storage: (storage) =>
      settling(storage, (outcome) =>
        outcome.kind === "retry" && outcome.notBefore !== undefined
          ? { kind: "dead", message: outcome.message, reason: outcome.reason }
          : outcome,
      ),
  },
  "drops what must wait": {
    storage: (storage) =>
      settling(storage, (outcome) =>
        outcome.kind === "postponed" ? { kind: "expired", message: outcome.message, reason: "over max" } : outcome,
      ),
  },
  "gives up what is held": {
    storage: (storage) =>
      settling(storage, (outcome) =>
        outcome.kind === "held" ? { kind: "expired", message: outcome.message, reason: outcome.reason } : outcome,
      ),
  },
  "tries again without a pause": {
    storage: (storage, { clock }) =>
      settling(storage, (outcome) => {
        if (outcome.kind !== "retry") return outcome;
        const { notBefore: _notBefore, ...rest } = outcome;
        return { ...rest, dueAt: clock.now() };
      }),
  },
  "does not know quiet hours": {
    storage: (storage) =>
      subscribed(storage, (subscription) => ({
        ...subscription,
        query: subscription.query.replace(/ ?quiet:\S+/, ""),
        settings: { ...subscription.settings, quiet: null },
      })),
  },
  "does not know max": {
    storage: (storage) =>
      subscribed(storage, (subscription) => ({
        ...subscription,
        query: subscription.query.replace(/ ?max:\S+/, ""),
      })),
  },
  "does not know pauses": {
    storage: (storage) => subscribed(storage, (subscription) => ({ ...subscription, pausedUntil: null })),
  },
  "does not know who unsubscribed": {
    storage: (storage) => subscribed(storage, (subscription) => ({ ...subscription, endedAt: null })),
  },
  "marks as matched before it writes the rows": {
    storage: (storage, { clock }) =>
      withStores(storage, (stores) => ({
        postings: {
          ...stores.postings,
          async unmatched(limit) {
            const postings = await stores.postings.unmatched(limit);
            await stores.postings.matched(
              postings.map(({ posting }) => posting.id),
              clock.now(),
            );
            if (postings.length > 0) await clock.sleep(10);
            return postings;
          },
        },
      })),
  },
  "does not match again what changed": {
    storage: (storage) =>
      withStores(storage, (stores) => ({
        postings: { ...stores.postings, change: (drafts, now) => stores.postings.change(drafts, now, true) },
      })),
  },
  "announces anew what only changed": {
    storage: (storage) =>
      withStores(storage, (stores) => ({
        postings: {
          ...stores.postings,
          unmatched: async (limit) =>
            (await stores.postings.unmatched(limit)).map(({ posting }) => ({ posting, before: null })),
        },
      })),
  },
  "loses edits": {
    planEdits: (storage) =>
      storage.transaction(async ({ postings }) => {
        await postings.revisionsPlanned(await postings.revised(500));
        return 0;
      }),
  },
  "edits as often as it likes": {
    planEdits: (storage, clock) =>
      planEdits(
        withStores(storage, (stores) => ({
          messages: {
            ...stores.messages,
            planEdits: (postings, now) => stores.messages.planEdits(postings, now, 0),
          },
        })),
        clock,
      ),
  },
  "sends to a neighbour": {
    platform: (platform, { random }) => ({
      ...platform,
      send(destination, ...call) {
        const { address } = destination;
        const other = random.next() < 0.1 ? address.replace(/^w\d/, "w9") : address;
        return platform.send({ ...destination, address: other }, ...call);
      },
    }),
  },
  "loses the fourth entry of a digest": {
    platform: (platform) => ({
      ...platform,
      send: (destination, message, ...call) => platform.send(destination, inDigest(message, withoutFourth), ...call),
    }),
  },
  "counts a digest wrong": {
    platform: (platform) => ({
      ...platform,
      send: (destination, message, ...call) =>
        platform.send(
          destination,
          inDigest(message, (digest) => ({ ...digest, total: digest.total + 1 })),
          ...call,
        ),
    }),
  },
} satisfies Readonly<Record<string, Plant>>;
export type PlantName = keyof typeof plants;

/** The storage with some stores replaced, in transactions too. */
function withStores(storage: Storage, replaced: (stores: Stores) => Partial<Stores>): Storage {
  return {
    ...storage,
    ...replaced(storage),
    transaction: (work) => storage.transaction((stores) => work({ ...stores, ...replaced(stores) })),
  };
}

type Result = Outcome extends infer One ? (One extends Outcome ? One : never) : never;

function settling(storage: Storage, changed: (outcome: Outcome) => Result): Storage {
  return withStores(storage, (stores) => ({
    messages: { ...stores.messages, settle: (outcomes, now) => stores.messages.settle(outcomes.map(changed), now) },
  }));
}

/** What matching and delivery see of subscriptions; people go on seeing what is. */
function subscribed(storage: Storage, changed: (subscription: StoredSubscription) => StoredSubscription): Storage {
  const all = (stored: ReadonlyMap<string, StoredSubscription>) =>
    new Map([...stored].map(([id, subscription]) => [id, changed(subscription)]));
  return withStores(storage, ({ subscriptions }) => ({
    subscriptions: {
      ...subscriptions,
      changedSince: async (sequence, limit) =>
        (await subscriptions.changedSince(sequence, limit)).map((change) => ({
          ...change,
          subscription: change.subscription === null ? null : changed(change.subscription),
        })),
      byIds: async (ids) => all(await subscriptions.byIds(ids)),
      toDeliver: async (ids) => all(await subscriptions.toDeliver(ids)),
    },
  }));
}

function inDigest(message: Message, changed: (digest: Digest) => Digest): Message {
  return message.kind === "card" ? message : { ...message, digest: changed(message.digest) };
}

function withoutFourth(digest: Digest): Digest {
  let place = 0;
  const groups = digest.groups.map((group): DigestGroup => {
    return { ...group, entries: group.entries.filter(() => ++place !== 4) };
  });
  return { ...digest, groups };
}
