/** What the queue of messages asks for each message that goes through it. */
import { type ExpressionBuilder, sql } from "kysely";
import { wordsOf } from "./dialect.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./tables.ts";

export interface ReadyDestination {
  readonly name: string;
  readonly workspace_id: string;
}

interface ReadyArguments {
  readonly now: number;
  readonly limit: number;
  /** Workspaces that are left out. */
  readonly without: readonly string[];
  /** What names begin with, one of them, as patterns; any where there is none. */
  readonly beginnings: readonly string[];
  readonly [name: string]: unknown;
}

/** Destinations that may be served now, those that waited longest first. */
export const readyDestinations = prepared((db, { now, limit, without, beginnings }: ReadyArguments) =>
  db
    .selectFrom("destination")
    .select(["name", "workspace_id"])
    .$if(without.length > 0, (query) => query.where("workspace_id", "not in", without))
    .$if(beginnings.length > 0, (query) =>
      query.where((eb) => eb.or(beginnings.map((beginning) => eb("name", "like", beginning)))),
    )
    .where((eb) => isReady(eb, now))
    .orderBy("served_at")
    .orderBy("name")
    .limit(limit),
);

/** Those of them that no other transaction has reserved: reserved by this one now. */
export const freeToServe = prepared((db, { now, names }: { readonly now: number; readonly names: readonly string[] }) =>
  db
    .selectFrom("destination")
    .select("name")
    .where("name", "in", names)
    .where((eb) => isReady(eb, now))
    .orderBy("served_at")
    .orderBy("name")
    .$call(wordsOf(db).reservedIfFree),
);

/** The message of each destination whose turn it is. */
export const heads = prepared((db, { now, names }: { readonly now: number; readonly names: readonly string[] }) =>
  db
    .selectFrom("destination")
    .select((eb) =>
      eb
        .selectFrom("message")
        .select("message.id")
        .whereRef("message.destination", "=", "destination.name")
        .where("message.is_waiting", "=", sql.lit(1))
        .where("message.state", "=", sql.lit("pending"))
        // The sign keeps SQLite on the index of turns: by the one of due times it sorts all that waits.
        .where(sql<number>`+${sql.ref("message.due_at")}`, "<=", now)
        .orderBy("message.position")
        .orderBy("message.id")
        .limit(1)
        .as("id"),
    )
    .where("name", "in", names),
);

export const markSending = prepared(
  (
    db,
    { now, leaseUntil, ids }: { readonly now: number; readonly leaseUntil: number; readonly ids: readonly string[] },
  ) =>
    db
      .updateTable("message")
      .set((eb) => ({
        state: "sending",
        lease_until: leaseUntil,
        attempts: eb("attempts", "+", 1),
        tried_at: eb.fn.coalesce("tried_at", eb.val(now)),
        changed_at: now,
      }))
      .where("id", "in", ids)
      .where("state", "=", sql.lit("pending"))
      .returningAll(),
);

/** Of destinations, one message of each of which was just marked as being sent. */
export const markServed = prepared(
  (
    db,
    {
      now,
      leaseUntil,
      names,
    }: { readonly now: number; readonly leaseUntil: number; readonly names: readonly string[] },
  ) =>
    db
      .updateTable("destination")
      .set((eb) => ({
        lease_until: leaseUntil,
        served_at: now,
        next_at: nextOf(eb),
        // A retry or an edit has an old turn: what comes new must not go before what was served since.
        position: eb.fn<number>(wordsOf(db).greatest, [
          "position",
          eb.fn.coalesce(
            eb
              .selectFrom("message")
              .select((inner) => inner.fn.max("message.position").as("position"))
              .whereRef("message.destination", "=", "destination.name")
              .where("message.state", "=", sql.lit("sending")),
            eb.ref("destination.position"),
          ),
        ]),
      }))
      .where("name", "in", names),
);

/** `next_at` anew from what is pending. */
export const refreshNext = prepared((db, { names }: { readonly names: readonly string[] }) =>
  db
    .updateTable("destination")
    .set((eb) => ({ next_at: nextOf(eb) }))
    .where("name", "in", names),
);

/** The same for destinations of which nothing is under way any more. */
export const freeDestinations = prepared((db, { names }: { readonly names: readonly string[] }) =>
  db
    .updateTable("destination")
    .set((eb) => ({ next_at: nextOf(eb), lease_until: null }))
    .where("name", "in", names),
);

/** What got through shows that these can be reached again, unless they were held while it was on its way. */
export const noLongerHeld = prepared((db, { names }: { readonly names: readonly string[] }) =>
  db
    .updateTable("destination")
    .set({ held: null, held_since: null, probe_at: null })
    .where("name", "in", names)
    .where("held", "is not", null)
    .where("held_since", "<", (eb) => eb.ref("served_at"))
    .where("workspace_id", "in", (eb) =>
      eb.selectFrom("workspace").select("workspace.id").where("workspace.removed_at", "is", null),
    ),
);

/** Until when messages that are being sent are their sender's. */
export const leasesOf = prepared((db, { ids }: { readonly ids: readonly string[] }) =>
  db.selectFrom("message").select(["id", "lease_until"]).where("id", "in", ids).where("state", "=", sql.lit("sending")),
);

/** The turn of the last of the edits that were planned for a destination. */
export const lastEdit = prepared((db, { name, position }: { readonly name: string; readonly position: number }) =>
  db.updateTable("destination").set({ edit_position: position }).where("name", "=", name),
);

export const settleEdited = prepared(
  (db, { id, shown, now }: { readonly id: string; readonly shown: string; readonly now: number }) =>
    db
      .updateTable("message")
      .set({
        is_waiting: 0,
        lease_until: null,
        state: "sent",
        reason: null,
        in_doubt: 0,
        shown,
        edited_at: now,
        changed_at: now,
      })
      .where("id", "=", id),
);

/** What messages carry, in order, a row for each subscription of each delivery. */
export const carriedRows = prepared((db, { ids }: { readonly ids: readonly string[] }) =>
  db
    .selectFrom("delivery")
    .leftJoin("delivery_subscription", "delivery_subscription.delivery_id", "delivery.id")
    .select(["delivery.id", "message_id", "posting_id", "in_full", "delivery_subscription.subscription_id as link"])
    .where("message_id", "in", ids)
    .orderBy("message_id")
    .orderBy("ordinal")
    .orderBy("delivery.id"),
);

/** When the earliest that waits for a destination is due. */
function nextOf(eb: ExpressionBuilder<Tables, "destination">) {
  return eb
    .selectFrom("message")
    .select("message.due_at")
    .whereRef("message.destination", "=", "destination.name")
    .where("message.is_waiting", "=", sql.lit(1))
    .where("message.state", "=", sql.lit("pending"))
    .orderBy("message.due_at")
    .limit(1);
}

/** Whether a destination may be served. */
function isReady(eb: ExpressionBuilder<Tables, "destination">, now: number) {
  return eb.and([
    eb("next_at", "<=", now),
    eb("not_before", "<=", now),
    eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now)]),
    eb.or([eb("held", "is", null), eb("probe_at", "<=", now)]),
    // An ended lease alone is not enough: what was being sent under it is first to be looked for.
    eb.not(
      eb.exists(
        eb
          .selectFrom("message")
          .select("message.id")
          .whereRef("message.destination", "=", "destination.name")
          .where("message.state", "=", sql.lit("sending")),
      ),
    ),
  ]);
}
