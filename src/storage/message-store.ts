/**
 * The ledger's queue in one place, although it is long: every statement here keeps the same promises, that a message is
 * claimed by one sender, that a destination has one message under way, and that `destination.next_at` is right.
 */
import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { batches } from "./batches.ts";
import {
  carriedRows,
  freeDestinations,
  freeToServe,
  heads,
  lastEdit,
  leasesOf,
  markSending,
  markServed,
  noLongerHeld,
  type ReadyDestination,
  readyDestinations,
  refreshNext,
  settleEdited,
} from "./queue-queries.ts";
import { wordsOf } from "./dialect.ts";
import { createMessageReports, type MessageReports } from "./message-reports.ts";
import { reserveDestinations, reserveDestinationsOf } from "./reserve.ts";
import type { Database, Tables } from "./tables.ts";

/** A message to be sent: a card by itself or a part of a digest. */
export interface MessageDraft {
  readonly id: string;
  readonly workspace: string;
  readonly destination: string;
  /** Its lane in the destination's queue. */
  readonly subscription: string;
  readonly kind: "card" | "digest";
  /** What a digest says of itself, as JSON. */
  readonly header: string | null;
  /** What it carries, in order. */
  readonly deliveries: readonly { readonly id: string; readonly inFull: boolean }[];
}

export interface ClaimedMessage {
  readonly id: string;
  readonly workspace: string;
  readonly destination: string;
  readonly subscription: string;
  readonly kind: "card" | "digest";
  readonly operation: "post" | "edit";
  readonly header: string | null;
  readonly reference: string | null;
  readonly shown: string | null;
  /** Tries so far, this one counted. */
  readonly attempts: number;
  /** When it was first tried. */
  readonly triedAt: number;
  /** Whether it may have arrived already. */
  readonly isInDoubt: boolean;
  /** Until when it may have arrived, where it is in doubt: now where nobody noted it. */
  readonly doubtedAt: number;
  readonly isUncertain: boolean;
  readonly isPlain: boolean;
  /** Until when it is this sender's; by it the sender knows its claim again. */
  readonly leaseUntil: number;
  readonly deliveries: readonly CarriedDelivery[];
}

export interface CarriedDelivery {
  readonly id: string;
  readonly postingId: string;
  readonly inFull: boolean;
  /** Ids of its subscriptions, ended ones too. */
  readonly subscriptions: readonly string[];
}

/** What trying a message came to. */
export type Outcome = {
  readonly message: ClaimedMessage;
} /** `shown` is null where that is not known: then it is edited. */ & (
  | {
      readonly kind: "posted";
      readonly reference: string;
      readonly shown: string | null;
      /** As of a retry. */
      readonly notBefore?: number;
    }
  | { readonly kind: "edited"; readonly shown: string }
  | ({ readonly kind: "retry"; readonly dueAt: number; readonly reason: string; readonly countsAttempt: boolean } & {
      readonly isInDoubt: boolean;
      /** Whether this try has surely shown nothing. */
      readonly isRefused: boolean;
      readonly isPlain: boolean;
      /** Nothing else goes to the destination before this. */
      readonly notBefore?: number;
    })
  | {
      readonly kind: "held";
      readonly reason: string;
      readonly scope: "destination" | "workspace";
      readonly probeAt: number;
    }
  | { readonly kind: "dead" | "expired"; readonly reason: string }
  /** Back to waiting, for a digest of one of its subscriptions that is due then; of a digest all parts that were not tried. */
  | { readonly kind: "postponed"; readonly subscription: string; readonly dueAt: number }
);

/** All kinds of them. */
export const outcomeKinds = [
  "posted",
  "edited",
  "retry",
  "held",
  "dead",
  "expired",
  "postponed",
] as const satisfies readonly Outcome["kind"][];

/** Why a message waits that neither failed nor may go to a digest; what failed keeps to its own times. */
export const putOffReason = "paused, quiet or over max";

export interface MessageStore extends MessageReports {
  add(drafts: readonly MessageDraft[], now: number): Promise<void>;
  /**
   * Takes the next message of each of the destinations that waited longest, in turns among workspaces, and marks them as
   * being sent. A destination has at most one under way.
   *
   * @param underWay The workspace of each message that the sender has in hand already: those with fewer come first.
   * @param platforms Of the destinations; those of all where it is left out.
   */
  claim(
    now: number,
    leaseUntil: number,
    limit: number,
    underWay?: readonly string[],
    platforms?: readonly string[],
  ): Promise<readonly ClaimedMessage[]>;
  /**
   * Writes down what came of claimed messages, and frees their destinations. What is no longer the claimer's, since its
   * lease ended and others took it over, is left to them.
   */
  settle(outcomes: readonly Outcome[], now: number): Promise<void>;
  /** It is sent for another of its subscriptions than the one that it waited for. */
  handOver(id: string, subscription: string): Promise<void>;
  /** They are sent again without knowing that they had not arrived before. */
  markUncertain(ids: readonly string[]): Promise<void>;
  /**
   * What was being sent when its process died: back in the queue, in doubt.
   *
   * @param leasesBefore Those whose lease ended before this; Infinity for the sole process of a database, at its start.
   */
  recover(leasesBefore: number, now: number): Promise<number>;
  /** Which of the postings are in a message that is being sent right now. */
  beingSent(postings: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Messages that show one of the postings are to be edited, each at most once in `everyMs`. Returns how many.
   *
   * @param place Only those of this workspace and, unless null, of this destination.
   */
  planEdits(
    postings: readonly string[],
    now: number,
    everyMs: number,
    place?: { readonly workspace: string; readonly destination: string | null },
  ): Promise<number>;
  /** What was put off and is for a subscription, whosever lane it waits in, is due now. */
  hurry(subscription: string, now: number): Promise<void>;
  /** Cards of a subscription that were sent by themselves since then, or may have been, without one message. */
  sentSince(subscription: string, since: number, without: string): Promise<number>;
  /** Dead ones again from the start: one by its id, or all of them without. Returns how many. */
  replay(id: string | undefined, now: number): Promise<number>;
}

export function createMessageStore(db: Database): MessageStore {
  const words = wordsOf(db);

  /** The next free turn of each lane: after what waits in it, and never before what the destination has served. */
  async function turnsOf(drafts: readonly MessageDraft[]): Promise<Map<string, number>> {
    const destinations = [...new Set(drafts.map(({ destination }) => destination))];
    const served = await db
      .selectFrom("destination")
      .select(["name", "position"])
      .where("name", "in", destinations)
      .execute();
    const servedBy = new Map(served.map(({ name, position }) => [name, position]));
    const turns = new Map<string, number>();
    for (const draft of drafts) {
      const lane = laneOf(draft);
      if (turns.has(lane)) continue;
      const last = await db
        .selectFrom("message")
        .select("position")
        .where("destination", "=", draft.destination)
        .where("subscription_id", "=", draft.subscription)
        .where("is_waiting", "=", sql.lit(1))
        .where("state", "=", sql.lit("pending"))
        .orderBy("position", "desc")
        .limit(1)
        .executeTakeFirst();
      turns.set(lane, Math.max(servedBy.get(draft.destination) ?? 0, last?.position ?? 0) + 1);
    }
    return turns;
  }

  /** `next_at` anew from what is pending. */
  async function refresh(destinations: readonly string[]): Promise<void> {
    for (const names of batches(destinations)) await refreshNext(db, { names });
  }

  /** The same, when nothing of theirs is under way any more. */
  async function free(destinations: readonly string[]): Promise<void> {
    for (const names of batches(destinations)) await freeDestinations(db, { names });
  }

  /** Destinations that may be served now, so many at least if there are, and not all of them of one crowded workspace. */
  async function readyFor(
    now: number,
    limit: number,
    platforms: readonly string[] | undefined,
  ): Promise<readonly ReadyDestination[]> {
    if (platforms?.length === 0) return [];
    const beginnings = (platforms ?? []).map((platform) => `${platform}:%`);
    const window = Math.max(limit * 4, fewestLookedAt);
    const ready: ReadyDestination[] = [];
    const crowded: string[] = [];
    for (let look = 0; look < mostLooks; look++) {
      const found = await readyDestinations(db, { now, limit: window, without: crowded, beginnings });
      ready.push(...found);
      if (found.length < window) break;
      // Whoever fills it may hide others, who have waited less long each but have fewer that wait.
      const byWorkspace = Map.groupBy(found, ({ workspace_id }) => workspace_id);
      for (const [workspace, own] of byWorkspace) if (own.length > window / 4) crowded.push(workspace);
      if (crowded.length === 0) break;
    }
    return ready;
  }

  /** The first of those in turn that no other instance is serving: its own until the transaction ends. */
  async function reservedOf(names: readonly string[], now: number, limit: number): Promise<readonly string[]> {
    if (!words.isShared) return names.slice(0, limit);
    const own: string[] = [];
    for (let at = 0; at < names.length && own.length < limit; ) {
      const asked = names.slice(at, at + limit - own.length);
      at += asked.length;
      own.push(...(await freeToServe(db, { now, names: asked })).map(({ name }) => name));
    }
    return own;
  }

  async function carriedBy(ids: readonly string[]): Promise<Map<string, CarriedDelivery[]>> {
    const rows = await carriedRows(db, { ids });
    const carried = new Map<string, CarriedDelivery[]>();
    for (const group of Map.groupBy(rows, (row) => row.id).values()) {
      const [row] = group;
      if (row === undefined || row.message_id === null) continue;
      const list = carried.get(row.message_id) ?? [];
      list.push({
        id: row.id,
        postingId: row.posting_id,
        inFull: row.in_full === 1,
        subscriptions: group.flatMap(({ link }) => link ?? []),
      });
      carried.set(row.message_id, list);
    }
    return carried;
  }

  /** The other parts of the same digest that can still be laid out anew, so that no count speaks of what is elsewhere. */
  async function untriedParts({ id, kind, destination, subscription }: ClaimedMessage): Promise<string[]> {
    if (kind === "card") return [];
    const rows = await db
      .selectFrom("message")
      .select("id")
      .where("destination", "=", destination)
      .where("subscription_id", "=", subscription)
      .where("is_waiting", "=", sql.lit(1))
      .where("state", "=", sql.lit("pending"))
      .where("kind", "=", sql.lit("digest"))
      .where("operation", "=", sql.lit("post"))
      .where("in_doubt", "=", sql.lit(0))
      .where("created_at", "=", (eb) =>
        eb.selectFrom("message as own").select("own.created_at").where("own.id", "=", id),
      )
      .execute();
    return rows.map((row) => row.id);
  }

  /** Those that their sender still holds. */
  async function stillClaimed(outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
    const leases = new Map<string, number | null>();
    for (const batch of batches(outcomes)) {
      const ids = batch.map(({ message }) => message.id);
      for (const { id, lease_until } of await leasesOf(db, { ids })) leases.set(id, lease_until);
    }
    return outcomes.filter(({ message }) => leases.get(message.id) === message.leaseUntil);
  }

  /** The destinations of messages that show one of the postings. */
  async function reserveWhatShows(postings: readonly string[]): Promise<void> {
    if (!words.isShared) return;
    const places = await db
      .selectFrom("message")
      .select("destination")
      .distinct()
      .where((eb) => eb("message.id", "in", showing(eb, postings)))
      .execute();
    await reserveDestinations(
      db,
      places.map(({ destination }) => destination),
    );
  }

  async function settleOne({ message, ...outcome }: Outcome, now: number): Promise<void> {
    const update = db.updateTable("message").where("id", "=", message.id);
    if ("notBefore" in outcome && outcome.notBefore !== undefined) {
      await db
        .updateTable("destination")
        .set({ not_before: outcome.notBefore })
        .where("name", "=", message.destination)
        .execute();
    }
    const done = { lease_until: null, changed_at: now } as const;
    const gone = { ...done, is_waiting: 0 } as const;
    if (outcome.kind === "posted") {
      const { reference, shown } = outcome;
      const sent = { reason: null, in_doubt: 0, reference, shown, sent_at: now } as const;
      // What stands there may be older than what is stored.
      const outdated = { ...done, operation: "edit", state: "pending", attempts: 0, due_at: now } as const;
      await update.set({ ...(shown === null ? outdated : { ...gone, state: "sent" }), ...sent }).execute();
    } else if (outcome.kind === "edited") {
      await settleEdited(db, { id: message.id, shown: outcome.shown, now });
    } else if (outcome.kind === "retry") {
      await update
        .set((eb) => ({
          ...done,
          state: "pending",
          reason: outcome.reason,
          due_at: outcome.dueAt,
          in_doubt: outcome.isInDoubt ? 1 : 0,
          // What was refused is as uncertain as it was before.
          ...(outcome.isRefused ? { is_uncertain: message.isUncertain ? 1 : 0 } : {}),
          doubted_at: outcome.isInDoubt ? now : null,
          is_plain: outcome.isPlain ? 1 : 0,
          attempts: eb("attempts", "-", outcome.countsAttempt ? 0 : 1),
        }))
        .execute();
    } else if (outcome.kind === "held") {
      await update
        .set((eb) => ({
          ...done,
          state: "pending",
          reason: outcome.reason,
          is_uncertain: message.isUncertain ? 1 : 0,
          attempts: eb("attempts", "-", 1),
        }))
        .execute();
      await db
        .updateTable("destination")
        .set((eb) => ({
          held: outcome.reason,
          held_since: eb.fn.coalesce("held_since", eb.val(now)),
          // The bot may have been removed meanwhile: one reason to wait does not end another.
          probe_at: eb.fn<number>(words.greatest, [eb.fn.coalesce("probe_at", eb.val(0)), eb.val(outcome.probeAt)]),
          // What is wrong with the whole installation is for whoever runs it, and not for each of its people.
          ...(outcome.scope === "workspace" ? { told_at: now } : {}),
        }))
        .$if(outcome.scope === "destination", (query) => query.where("name", "=", message.destination))
        .$if(outcome.scope === "workspace", (query) => query.where("workspace_id", "=", message.workspace))
        .execute();
    } else if (outcome.kind === "postponed") {
      const ids = [message.id, ...(await untriedParts(message))];
      await db
        .updateTable("delivery")
        .set({ message_id: null, subscription_id: outcome.subscription, due_at: outcome.dueAt })
        .where("message_id", "in", ids)
        .execute();
      await db.deleteFrom("message").where("id", "in", ids).execute();
    } else {
      const { kind, reason } = outcome;
      const doubt = message.isInDoubt ? { in_doubt: 1, doubted_at: now } : { in_doubt: 0 };
      await update.set({ ...gone, state: kind, reason, ...doubt }).execute();
    }
  }

  return {
    ...createMessageReports(db),

    async add(drafts, now) {
      if (drafts.length === 0) return;
      await reserveDestinations(
        db,
        drafts.map(({ destination }) => destination),
      );
      const turns = await turnsOf(drafts);
      for (const batch of batches(drafts)) {
        await db
          .insertInto("message")
          .values(
            batch.map((draft) => {
              const turn = turns.get(laneOf(draft)) ?? 1;
              turns.set(laneOf(draft), turn + 1);
              return {
                id: draft.id,
                workspace_id: draft.workspace,
                destination: draft.destination,
                subscription_id: draft.subscription,
                position: turn,
                kind: draft.kind,
                operation: "post" as const,
                state: "pending" as const,
                is_waiting: 1,
                attempts: 0,
                due_at: now,
                header: draft.header,
                in_doubt: 0,
                is_uncertain: 0,
                is_plain: 0,
                created_at: now,
                changed_at: now,
              };
            }),
          )
          .execute();
      }
      for (const draft of drafts) {
        for (const [ordinal, { id, inFull }] of draft.deliveries.entries()) {
          await db
            .updateTable("delivery")
            .set({ message_id: draft.id, ordinal, in_full: inFull ? 1 : 0, due_at: null })
            .where("id", "=", id)
            .execute();
        }
      }
      await refresh([...new Set(drafts.map(({ destination }) => destination))]);
      await words.wake(db);
    },

    async claim(now, leaseUntil, limit, underWay = [], platforms) {
      const inTurn = inTurns(await readyFor(now, limit, platforms), ({ workspace_id }) => workspace_id, underWay);
      const names = await reservedOf(
        inTurn.map(({ name }) => name),
        now,
        limit,
      );
      if (names.length === 0) return [];
      const turns = await heads(db, { now, names });
      const ids = turns.flatMap(({ id }) => id ?? []);
      if (ids.length === 0) {
        await refresh(names);
        return [];
      }
      const rows = await markSending(db, { now, leaseUntil, ids });
      await markServed(db, { now, leaseUntil, names: rows.map(({ destination }) => destination) });
      const carried = await carriedBy(ids);
      return rows.map((row) => claimedOf(row, carried.get(row.id) ?? [], now));
    },

    async settle(outcomes, now) {
      await reserveDestinations(
        db,
        outcomes.map(({ message }) => message.destination),
      );
      const own = await stillClaimed(outcomes);
      for (const outcome of own) await settleOne(outcome, now);
      const freed = own.map(({ message }) => message.destination);
      await free(freed);
      const reached = own.filter(({ kind }) => kind === "posted" || kind === "edited");
      for (const names of batches(reached.map(({ message }) => message.destination))) await noLongerHeld(db, { names });
    },

    async handOver(id, subscription) {
      await db.updateTable("message").set({ subscription_id: subscription }).where("id", "=", id).execute();
    },

    async markUncertain(ids) {
      for (const batch of batches(ids)) {
        await db.updateTable("message").set({ is_uncertain: 1 }).where("id", "in", batch).execute();
      }
    },

    async recover(leasesBefore, now) {
      const interrupted = (eb: ExpressionBuilder<Tables, "message">) =>
        leasesBefore === Number.POSITIVE_INFINITY
          ? eb("state", "=", sql.lit("sending"))
          : eb.and([eb("state", "=", sql.lit("sending")), eb("lease_until", "<", leasesBefore)]);
      const places = await db.selectFrom("message").select("destination").where(interrupted).execute();
      if (places.length === 0) return 0;
      await reserveDestinations(
        db,
        places.map(({ destination }) => destination),
      );
      const rows = await db
        .updateTable("message")
        .set((eb) => ({
          state: "pending",
          in_doubt: 1,
          doubted_at: eb.ref("lease_until"),
          lease_until: null,
          due_at: now,
          changed_at: now,
        }))
        .where(interrupted)
        .returning(["id", "destination"])
        .execute();
      await free([...new Set(rows.map(({ destination }) => destination))]);
      return rows.length;
    },

    async beingSent(postings) {
      const rows = await db
        .selectFrom("posting")
        .select("id")
        .where("id", "in", postings)
        // From the few that are being sent: a posting may stand in thousands of places.
        .where("opening_id", "in", (eb) =>
          eb
            .selectFrom("delivery")
            .select("delivery.opening_id")
            .where("message_id", "in", (inner) =>
              inner.selectFrom("message").select("message.id").where("state", "=", sql.lit("sending")),
            ),
        )
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    async planEdits(postings, now, everyMs, place) {
      let planned = 0;
      for (const batch of batches(postings)) {
        await reserveWhatShows(batch);
        const rows = await db
          .updateTable("message")
          .from((eb) =>
            eb
              .selectFrom("message")
              .innerJoin("destination", "destination.name", "message.destination")
              .select("message.id as edited")
              // Edits are a lane of their own: in turn with what comes new, and not in the old turns of their messages.
              .select(
                sql<number>`${sql.raw(words.greatest)}(${sql.ref("destination.position")}, ${sql.ref("destination.edit_position")}) + row_number() over (partition by ${sql.ref("message.destination")} order by ${sql.ref("message.sent_at")}, ${sql.ref("message.id")})`.as(
                  "turn",
                ),
              )
              .where("message.state", "in", ["sent", "dead"])
              .where("message.reference", "is not", null)
              .where("message.id", "in", showing(eb, batch))
              .$if(place !== undefined, (query) => query.where("message.workspace_id", "=", place?.workspace ?? ""))
              .$if(typeof place?.destination === "string", (query) =>
                query.where("message.destination", "=", place?.destination ?? ""),
              )
              .as("planned"),
          )
          .set((eb) => ({
            operation: "edit",
            ...anew,
            changed_at: now,
            position: eb.ref("planned.turn"),
            due_at: eb
              .case()
              .when(eb.fn.coalesce("edited_at", eb.val(0)), ">", now - everyMs)
              .then(eb(eb.fn.coalesce("edited_at", eb.val(0)), "+", everyMs))
              .else(now)
              .end(),
          }))
          .whereRef("message.id", "=", "planned.edited")
          .returning(["message.destination", "message.position"])
          .execute();
        planned += rows.length;
        const last = new Map<string, number>();
        for (const { destination, position } of rows) {
          last.set(destination, Math.max(position, last.get(destination) ?? 0));
        }
        for (const [name, position] of last) await lastEdit(db, { name, position });
        await refresh([...last.keys()]);
      }
      return planned;
    },

    async hurry(subscription, now) {
      await reserveDestinationsOf(db, [subscription]);
      const rows = await db
        .updateTable("message")
        .set({ due_at: now })
        .where("destination", "=", (eb) =>
          eb.selectFrom("subscription").select("subscription.destination").where("subscription.id", "=", subscription),
        )
        .where("is_waiting", "=", sql.lit(1))
        .where("state", "=", sql.lit("pending"))
        .where("reason", "=", putOffReason)
        .where("due_at", ">", now)
        .where((eb) =>
          eb.or([
            eb("message.subscription_id", "=", subscription),
            eb.exists(
              eb
                .selectFrom("delivery")
                .innerJoin("delivery_subscription", "delivery_subscription.delivery_id", "delivery.id")
                .select("delivery.id")
                .whereRef("delivery.message_id", "=", "message.id")
                .where("delivery_subscription.subscription_id", "=", subscription),
            ),
          ]),
        )
        .returning("destination")
        .execute();
      await refresh([...new Set(rows.map(({ destination }) => destination))]);
    },

    async sentSince(subscription, since, without) {
      const cards = db
        .selectFrom("message")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("subscription_id", "=", subscription)
        .where("kind", "=", sql.lit("card"))
        .where("id", "!=", without);
      const sent = await cards.where("sent_at", ">=", since).executeTakeFirstOrThrow();
      const inDoubt = await cards
        .where("in_doubt", "=", sql.lit(1))
        .where("changed_at", ">=", since)
        .where("sent_at", "is", null)
        .executeTakeFirstOrThrow();
      return sent.count + inDoubt.count;
    },

    async replay(id, now) {
      const places = await db
        .selectFrom("message")
        .select("destination")
        .distinct()
        .where("state", "=", sql.lit("dead"))
        .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
        .execute();
      await reserveDestinations(
        db,
        places.map(({ destination }) => destination),
      );
      const rows = await db
        .updateTable("message")
        // From the start: it may be sent once more without knowing whether it is there.
        .set({ ...anew, is_uncertain: 0, due_at: now, changed_at: now })
        .where("state", "=", sql.lit("dead"))
        .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
        .returning("destination")
        .execute();
      await refresh([...new Set(rows.map(({ destination }) => destination))]);
      return rows.length;
    },
  };
}

/** So many destinations are looked at, at the fewest, to find whose turn it is. */
const fewestLookedAt = 50;
/** How many crowds are looked past in one claim. */
const mostLooks = 4;

const anew = { state: "pending", is_waiting: 1, attempts: 0, is_plain: 0 } as const;

/** Messages that show one of the postings: by the opening, since another one of it is shown once its own has closed. */
function showing(eb: ExpressionBuilder<Tables, "message">, postings: readonly string[]) {
  return eb
    .selectFrom("delivery")
    .innerJoin("posting", "posting.opening_id", "delivery.opening_id")
    .innerJoin("posting as own", "own.id", "delivery.posting_id")
    .select("delivery.message_id")
    .where("posting.id", "in", postings)
    .where((inner) => inner.or([inner("own.id", "=", inner.ref("posting.id")), inner("own.closed_at", "is not", null)]))
    .$castTo<{ message_id: string }>();
}

function laneOf({ destination, subscription }: MessageDraft): string {
  return `${destination}\n${subscription}`;
}

function claimedOf(
  row: Selectable<Tables["message"]>,
  deliveries: readonly CarriedDelivery[],
  now: number,
): ClaimedMessage {
  return {
    id: row.id,
    workspace: row.workspace_id,
    destination: row.destination,
    subscription: row.subscription_id,
    kind: row.kind,
    operation: row.operation,
    header: row.header,
    reference: row.reference,
    shown: row.shown,
    attempts: row.attempts,
    triedAt: row.tried_at ?? now,
    isInDoubt: row.in_doubt === 1,
    doubtedAt: row.doubted_at ?? now,
    isUncertain: row.is_uncertain === 1,
    isPlain: row.is_plain === 1,
    leaseUntil: row.lease_until ?? now,
    deliveries,
  };
}

/** One of each group after the other, those last that have had the most turns; the order within the groups is kept. */
function inTurns<Item>(items: readonly Item[], groupOf: (item: Item) => string, had: readonly string[]): Item[] {
  const turns = new Map<string, number>();
  const next = (group: string) => {
    const turn = turns.get(group) ?? 0;
    turns.set(group, turn + 1);
    return turn;
  };
  for (const group of had) next(group);
  return items
    .map((item) => ({ item, turn: next(groupOf(item)) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ item }) => item);
}
