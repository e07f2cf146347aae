/**
 * Who is to hear of what, in one file although it is long: every statement here keeps the same promise, that an opening has one
 * row in a destination for ever, and that the row waits for a digest, is in a message, or says why not.
 */
import { batches } from "./batches.ts";
import { ensureDestinations, reserveDestinations, reserveDestinationsOf } from "./reserve.ts";
import type { Database } from "./tables.ts";

/** One opening for one destination, as matching decides it. */
export interface DeliveryDraft {
  readonly workspace: string;
  readonly destination: string;
  readonly openingId: string;
  readonly postingId: string;
  /** Ids of every subscription of the destination that it is for; it follows the cadence of the first. */
  readonly subscriptions: readonly [string, ...string[]];
  /** When the digest that it waits for is due; null to send it by itself, at once. */
  readonly dueAt: number | null;
}

export interface IdentifiedDraft {
  readonly id: string;
  readonly draft: DeliveryDraft;
}

/** A delivery that waits for its digest. */
export interface WaitingDelivery {
  readonly id: string;
  readonly postingId: string;
  /** When it was matched. */
  readonly createdAt: number;
  /** Ids of its subscriptions, ended ones too. */
  readonly subscriptions: readonly string[];
}

/** Deliveries that one digest takes up: of one subscription, in one destination. */
export interface DueDigest {
  readonly workspace: string;
  readonly destination: string;
  readonly subscription: string;
  /** When the earliest of them was due. */
  readonly dueAt: number;
}

/** What became of an opening in one destination. */
export interface DeliveryFate {
  readonly destination: string;
  readonly state: "pending" | "sending" | "sent" | "held" | "dead" | "expired";
  readonly reason: string | null;
  readonly at: number;
  /** Names of the subscriptions that it was for. */
  readonly subscriptions: readonly string[];
}

/** What became of a delivery whose posting closed before it was sent; once that opens again it is matched anew. */
export const closedReason = "closed before it was sent";

/** What waits for digests of a place that takes nothing. */
export interface HeldBack {
  readonly destination: string;
  readonly reason: string;
  readonly openings: number;
  /** When the first of them was matched. */
  readonly since: number;
}

/** Who is to hear of which opening: at most one row per destination and opening, for ever. */
export interface DeliveryStore {
  /**
   * Adds what is not there yet. One that still waits is joined by the further subscriptions, and waits for the earliest of
   * them; one that was given up before anybody saw it waits anew.
   *
   * @returns Those that are to be sent by themselves now, under the ids that they have.
   */
  add(drafts: readonly IdentifiedDraft[], now: number): Promise<readonly IdentifiedDraft[]>;
  /**
   * Digests that are due, the longest due first. Of a place that takes nothing there are none until it is tried again: what
   * waits for it comes as one.
   */
  dueDigests(now: number, limit: number): Promise<readonly DueDigest[]>;
  /** All that such a digest takes up, in the order in which it was matched. */
  waitingFor(digest: Pick<DueDigest, "destination" | "subscription">, now: number): Promise<readonly WaitingDelivery[]>;
  /** They follow the cadence of another of their subscriptions. */
  handOver(ids: readonly string[], subscription: string, dueAt: number): Promise<void>;
  /**
   * All that waits for a subscription's digests is due at another time. What it shares with others is due then too where
   * that is sooner, and otherwise as it was.
   */
  postponeAll(subscription: string, dueAt: number): Promise<void>;
  /** They will not be sent. */
  drop(ids: readonly string[], reason: string, now: number): Promise<void>;
  /** How many wait for a digest. */
  waiting(): Promise<number>;
  /** What waits for digests that are not made, since their places take nothing. */
  heldBack(): Promise<readonly HeldBack[]>;
  /** How many wait, by subscription. */
  waitingCounts(subscriptions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  fates(workspace: string, openingId: string): Promise<readonly DeliveryFate[]>;
}

export function createDeliveryStore(db: Database): DeliveryStore {
  async function insertNew(drafts: readonly IdentifiedDraft[], now: number): Promise<ReadonlySet<string>> {
    const rows = await db
      .insertInto("delivery")
      .values(
        drafts.map(({ id, draft }) => ({
          id,
          workspace_id: draft.workspace,
          destination: draft.destination,
          opening_id: draft.openingId,
          posting_id: draft.postingId,
          kind: "card" as const,
          subscription_id: draft.subscriptions[0],
          created_at: now,
          due_at: draft.dueAt,
          ordinal: 0,
          in_full: 1,
          changed_at: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(["workspace_id", "destination", "opening_id", "kind"]).doNothing())
      .returning("id")
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  async function link(drafts: readonly IdentifiedDraft[]): Promise<void> {
    const pairs = drafts.flatMap(({ id, draft }) =>
      draft.subscriptions.map((subscription) => ({ delivery_id: id, subscription_id: subscription })),
    );
    for (const batch of batches(pairs)) {
      await db
        .insertInto("delivery_subscription")
        .values(batch)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /**
   * Joins the row of the same destination and opening, as long as nobody has seen it: earlier if the draft wants that. One
   * that was given up becomes the draft's.
   *
   * @returns Its id, if it is to be sent by itself now.
   */
  async function join(draft: DeliveryDraft, now: number): Promise<string | undefined> {
    const row = await db
      .selectFrom("delivery")
      .leftJoin("message", "message.id", "delivery.message_id")
      .select(["delivery.id", "delivery.due_at", "dropped", "message.state"])
      .where("delivery.workspace_id", "=", draft.workspace)
      .where("delivery.destination", "=", draft.destination)
      .where("opening_id", "=", draft.openingId)
      .where("sent_at", "is", null)
      // What may have arrived must not come again.
      .where((eb) => eb.or([eb("in_doubt", "is", null), eb("in_doubt", "=", 0)]))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await link([{ id: row.id, draft }]);
    const isGivenUp = row.dropped !== null || row.state === "expired";
    const isSooner = row.due_at !== null && (draft.dueAt === null || draft.dueAt < row.due_at);
    if (!isGivenUp && !isSooner) return undefined;
    await db
      .updateTable("delivery")
      .set({ due_at: draft.dueAt, subscription_id: draft.subscriptions[0] })
      .$if(isGivenUp, (query) =>
        query.set({ posting_id: draft.postingId, message_id: null, dropped: null, changed_at: now }),
      )
      .where("id", "=", row.id)
      .execute();
    return draft.dueAt === null ? row.id : undefined;
  }

  return {
    async add(drafts, now) {
      const atOnce: IdentifiedDraft[] = [];
      const places = new Map(drafts.map(({ draft }) => [draft.destination, draft.workspace]));
      await ensureDestinations(db, places);
      await reserveDestinations(db, [...places.keys()]);
      for (const batch of batches(drafts)) {
        const added = await insertNew(batch, now);
        await link(batch.filter(({ id }) => added.has(id)));
        for (const { id, draft } of batch) {
          const taken = added.has(id) ? (draft.dueAt === null ? id : undefined) : await join(draft, now);
          if (taken !== undefined) atOnce.push({ id: taken, draft });
        }
      }
      return atOnce;
    },

    async dueDigests(now, limit) {
      const rows = await db
        .selectFrom("delivery")
        .innerJoin("destination", "destination.name", "delivery.destination")
        .select(["delivery.workspace_id", "destination", "subscription_id"])
        .select((eb) => eb.fn.min("due_at").as("due_at"))
        .where("due_at", "<=", now)
        .where((eb) => eb.or([eb("held", "is", null), eb("probe_at", "<=", now)]))
        .groupBy(["delivery.workspace_id", "destination", "subscription_id"])
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        workspace: row.workspace_id,
        destination: row.destination,
        subscription: row.subscription_id,
        dueAt: row.due_at ?? now,
      }));
    },

    async waitingFor({ destination, subscription }, now) {
      const rows = await db
        .selectFrom("delivery")
        .leftJoin("delivery_subscription", "delivery_subscription.delivery_id", "delivery.id")
        .select(["delivery.id", "posting_id", "created_at", "delivery_subscription.subscription_id as link"])
        .where("delivery.subscription_id", "=", subscription)
        .where("destination", "=", destination)
        .where("due_at", "<=", now)
        .orderBy("created_at")
        .orderBy("delivery.id")
        .execute();
      return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, group]) => {
        const [row] = group;
        if (row === undefined) return [];
        return [
          {
            id,
            postingId: row.posting_id,
            createdAt: row.created_at,
            subscriptions: group.flatMap(({ link }) => link ?? []),
          },
        ];
      });
    },

    async handOver(ids, subscription, dueAt) {
      for (const batch of batches(ids)) {
        await db
          .updateTable("delivery")
          .set({ subscription_id: subscription, due_at: dueAt })
          .where("id", "in", batch)
          .execute();
      }
    },

    async postponeAll(subscription, dueAt) {
      await reserveDestinationsOf(db, [subscription]);
      await db
        .updateTable("delivery")
        .set((eb) => ({
          due_at: eb
            .case()
            .when(
              eb.and([
                eb("due_at", "<", dueAt),
                eb.exists(
                  eb
                    .selectFrom("delivery_subscription")
                    .select("delivery_id")
                    .whereRef("delivery_id", "=", "delivery.id")
                    .where("delivery_subscription.subscription_id", "!=", subscription),
                ),
              ]),
            )
            .then(eb.ref("due_at"))
            .else(dueAt)
            .end(),
        }))
        .where("subscription_id", "=", subscription)
        .where("due_at", "is not", null)
        .execute();
      // What it shares and waits longer with another one follows it from now on.
      await db
        .updateTable("delivery")
        .set({ subscription_id: subscription, due_at: dueAt })
        .where("due_at", ">", dueAt)
        .where("workspace_id", "=", (eb) =>
          eb.selectFrom("subscription").select("subscription.workspace_id").where("subscription.id", "=", subscription),
        )
        .where("destination", "=", (eb) =>
          eb.selectFrom("subscription").select("subscription.destination").where("subscription.id", "=", subscription),
        )
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom("delivery_subscription")
              .select("delivery_id")
              .whereRef("delivery_id", "=", "delivery.id")
              .where("delivery_subscription.subscription_id", "=", subscription),
          ),
        )
        .execute();
    },

    async drop(ids, reason, now) {
      for (const batch of batches(ids)) {
        await db
          .updateTable("delivery")
          .set({ due_at: null, dropped: reason, changed_at: now })
          .where("id", "in", batch)
          .execute();
      }
    },

    async waiting() {
      const row = await db
        .selectFrom("delivery")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("due_at", "is not", null)
        .executeTakeFirstOrThrow();
      return row.count;
    },

    async heldBack() {
      const rows = await db
        .selectFrom("delivery")
        .innerJoin("destination", "destination.name", "delivery.destination")
        .select((eb) => [
          "destination",
          "held",
          eb.fn.countAll<number>().as("openings"),
          eb.fn.min("created_at").as("since"),
        ])
        .where("due_at", "is not", null)
        .where("held", "is not", null)
        .groupBy(["destination", "held"])
        .orderBy("destination")
        .execute();
      return rows.map(({ destination, held, openings, since }) => ({
        destination,
        reason: held ?? "",
        openings,
        since,
      }));
    },

    async waitingCounts(subscriptions) {
      if (subscriptions.length === 0) return new Map();
      const rows = await db
        .selectFrom("delivery")
        .select((eb) => ["subscription_id", eb.fn.countAll<number>().as("count")])
        .where("subscription_id", "in", subscriptions)
        .where("due_at", "is not", null)
        .groupBy("subscription_id")
        .execute();
      return new Map(rows.map((row) => [row.subscription_id, row.count]));
    },

    async fates(workspace, openingId) {
      const rows = await db
        .selectFrom("delivery")
        .leftJoin("message", "message.id", "delivery.message_id")
        .innerJoin("destination", "destination.name", "delivery.destination")
        .leftJoin("delivery_subscription", "delivery_subscription.delivery_id", "delivery.id")
        .leftJoin("subscription", "subscription.id", "delivery_subscription.subscription_id")
        .select([
          "delivery.id",
          "delivery.destination",
          "delivery.dropped",
          "delivery.due_at",
          "delivery.changed_at",
          "message.state",
          "message.reason",
          "message.sent_at",
          "message.changed_at as message_changed_at",
          "destination.held",
          "subscription.name",
        ])
        .where("delivery.workspace_id", "=", workspace)
        .where("delivery.opening_id", "=", openingId)
        .orderBy("delivery.id")
        .execute();
      return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((group): DeliveryFate[] => {
        const [row] = group;
        if (row === undefined) return [];
        const subscriptions = group.flatMap(({ name }) => (name === null ? [] : [name]));
        return [{ destination: row.destination, subscriptions, ...fateOf(row) }];
      });
    },
  };
}

interface FateRow {
  readonly dropped: string | null;
  readonly due_at: number | null;
  readonly changed_at: number;
  readonly state: string | null;
  readonly reason: string | null;
  readonly sent_at: number | null;
  readonly message_changed_at: number | null;
  readonly held: string | null;
}

/** One state for people out of those of a delivery, its message and its destination. */
function fateOf(row: FateRow): Pick<DeliveryFate, "state" | "reason" | "at"> {
  const at = row.message_changed_at ?? row.changed_at;
  if (row.dropped !== null) return { state: "expired", reason: row.dropped, at };
  if (row.sent_at !== null) return { state: "sent", reason: null, at: row.sent_at };
  if (row.state === "dead") return { state: "dead", reason: row.reason, at };
  if (row.state === "expired") return { state: "expired", reason: row.reason, at };
  if (row.held !== null) return { state: "held", reason: row.held, at };
  if (row.state === "sending") return { state: "sending", reason: null, at };
  return { state: "pending", reason: row.due_at === null ? row.reason : "waits for its digest", at };
}
