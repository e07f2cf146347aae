/** Subscriptions, in one file: every statement names the owner, and none forgets whoever follows their changes. */
import type { Random } from "../clock.ts";
import { RolecallError, UserError } from "../errors.ts";
import { batches } from "./batches.ts";
import { prepared } from "./prepared.ts";
import { reserveDestinationsOf } from "./reserve.ts";
import { parseSettings, type StoredSettings } from "./setting-store.ts";
import type { Database } from "./tables.ts";

export interface StoredSubscription {
  /** Short and stable: `k3f`. */
  readonly id: string;
  readonly workspace: string;
  readonly owner: string;
  readonly name: string;
  /** Printed destination. */
  readonly destination: string;
  /** Canonical text of filter and delivery settings. */
  readonly query: string;
  readonly createdAt: number;
  /** The owner's zone when it was made, where neither the query nor the settings name one. */
  readonly zone: string;
  /** What arrives until then waits; null when it is not paused. */
  readonly pausedUntil: number | null;
  /** When it ended; null while it is in force. */
  readonly endedAt: number | null;
  /** Its owner's. */
  readonly settings: StoredSettings;
}

export type SubscriptionDraft = Pick<
  StoredSubscription,
  "workspace" | "owner" | "name" | "destination" | "query" | "createdAt" | "zone"
>;

/** The last change of a subscription. */
export interface SubscriptionChange {
  readonly sequence: number;
  readonly id: string;
  /** As it is now; null where it is not in force: it ended, its workspace has no bot, or it is erased. */
  readonly subscription: StoredSubscription | null;
}

/** Calls about one name the owner too: nobody changes what is not theirs, whatever id they send. */
export interface SubscriptionStore {
  /** @throws UserError `name-taken` when the owner has another one of that name. */
  add(draft: SubscriptionDraft): Promise<StoredSubscription>;
  /** One owner's that are in force, oldest first. */
  ofOwner(workspace: string, owner: string): Promise<readonly StoredSubscription[]>;
  /** A workspace's that are in force, oldest first. */
  ofWorkspace(workspace: string): Promise<readonly StoredSubscription[]>;
  /** How many a workspace has that are in force. */
  count(workspace: string): Promise<number>;
  /** Those in force that go to these places, for each oldest first. */
  at(destinations: readonly string[]): Promise<readonly StoredSubscription[]>;
  /** All that are in force, of every workspace that has the bot. */
  active(): Promise<readonly StoredSubscription[]>;
  /**
   * What changed after that number, in its order, at most so many: each subscription once, as it is now. From 0 on these
   * are all subscriptions.
   */
  changedSince(sequence: number, limit: number): Promise<readonly SubscriptionChange[]>;
  /** Those of the ids, ended ones too. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredSubscription>>;
  /**
   * The same for whoever makes deliveries for them in a transaction: what goes to their destinations is reserved, so that they
   * stay as they are until those are made.
   */
  toDeliver(ids: readonly string[]): Promise<ReadonlyMap<string, StoredSubscription>>;
  /** @param was Only while its query is this one. @returns Whether it was changed. */
  change(workspace: string, owner: string, id: string, query: string, was?: string): Promise<boolean>;
  /** @param until Milliseconds since the epoch; null to go on. */
  pause(workspace: string, owner: string, id: string, until: number | null): Promise<void>;
  /** It is another owner's from now on, under another name where they have one of its own. */
  handOver(
    workspace: string,
    owner: string,
    id: string,
    to: { readonly owner: string; readonly name: string },
  ): Promise<void>;
  /** Ends one; what was already delivered keeps its name. */
  end(workspace: string, owner: string, id: string, now: number): Promise<void>;
}

const idLengths = [3, 3, 4, 4, 5, 6, 8] as const;

function withSettings(db: Database) {
  return db
    .selectFrom("subscription")
    .leftJoin("setting", (join) =>
      join
        .onRef("setting.workspace_id", "=", "subscription.workspace_id")
        .onRef("setting.owner", "=", "subscription.owner"),
    )
    .selectAll("subscription")
    .select("setting.settings")
    .orderBy("subscription.created_at")
    .orderBy("subscription.id");
}

const rowsById = prepared((db, { ids }: { readonly ids: readonly string[] }) =>
  withSettings(db).where("subscription.id", "in", ids),
);

const changesAfter = prepared((db, { sequence, limit }: { readonly sequence: number; readonly limit: number }) =>
  db.selectFrom("subscription_change").selectAll().where("sequence", ">", sequence).orderBy("sequence").limit(limit),
);

export function createSubscriptionStore(db: Database, random: Random): SubscriptionStore {
  /** Short while they are few; longer when the short ones are taken. */
  async function freeId(): Promise<string> {
    for (const length of idLengths) {
      const id = random.id(length);
      const taken = await db.selectFrom("subscription").select("id").where("id", "=", id).executeTakeFirst();
      if (taken === undefined) return id;
    }
    throw new RolecallError("no-free-id", "storage: expected a free subscription id within seven tries, got none");
  }

  function own(workspace: string, owner: string, id: string) {
    return db
      .updateTable("subscription")
      .where("id", "=", id)
      .where("workspace_id", "=", workspace)
      .where("owner", "=", owner);
  }

  async function byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredSubscription>> {
    const found = new Map<string, StoredSubscription>();
    for (const batch of batches(ids)) {
      for (const row of await rowsById(db, { ids: batch })) found.set(row.id, rowToSubscription(row));
    }
    return found;
  }

  function nameTaken(name: string): UserError {
    return new UserError("name-taken", `You already have a subscription named ${name}.`, { name });
  }

  return {
    async add(draft) {
      const taken = await db
        .selectFrom("subscription")
        .select("id")
        .where("workspace_id", "=", draft.workspace)
        .where("owner", "=", draft.owner)
        .where("name", "=", draft.name)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      if (taken !== undefined) throw nameTaken(draft.name);
      const id = await freeId();
      const added = await db
        .insertInto("subscription")
        .values({
          id,
          workspace_id: draft.workspace,
          owner: draft.owner,
          name: draft.name,
          destination: draft.destination,
          query: draft.query,
          created_at: draft.createdAt,
          zone: draft.zone,
        })
        .onConflict((conflict) =>
          conflict.columns(["workspace_id", "owner", "name"]).where("ended_at", "is", null).doNothing(),
        )
        .returning("id")
        .executeTakeFirst();
      // Another instance was quicker.
      if (added === undefined) throw nameTaken(draft.name);
      return rowToSubscription(await withSettings(db).where("subscription.id", "=", id).executeTakeFirstOrThrow());
    },

    async ofOwner(workspace, owner) {
      const rows = await withSettings(db)
        .where("subscription.workspace_id", "=", workspace)
        .where("subscription.owner", "=", owner)
        .where("ended_at", "is", null)
        .execute();
      return rows.map(rowToSubscription);
    },

    async ofWorkspace(workspace) {
      const rows = await withSettings(db)
        .where("subscription.workspace_id", "=", workspace)
        .where("ended_at", "is", null)
        .execute();
      return rows.map(rowToSubscription);
    },

    async count(workspace) {
      const { count } = await db
        .selectFrom("subscription")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("workspace_id", "=", workspace)
        .where("ended_at", "is", null)
        .executeTakeFirstOrThrow();
      return count;
    },

    async at(destinations) {
      const found: StoredSubscription[] = [];
      for (const batch of batches(destinations)) {
        const rows = await withSettings(db).where("destination", "in", batch).where("ended_at", "is", null).execute();
        found.push(...rows.map(rowToSubscription));
      }
      return found;
    },

    async active() {
      const rows = await withSettings(db)
        .innerJoin("workspace", "workspace.id", "subscription.workspace_id")
        .where("workspace.removed_at", "is", null)
        .where("ended_at", "is", null)
        .execute();
      return rows.map(rowToSubscription);
    },

    async changedSince(sequence, limit) {
      const changes = await changesAfter(db, { sequence, limit });
      if (changes.length === 0) return [];
      const inForce = new Map<string, StoredSubscription>();
      for (const batch of batches(changes.map(({ subscription_id }) => subscription_id))) {
        const rows = await withSettings(db)
          .innerJoin("workspace", "workspace.id", "subscription.workspace_id")
          .where("workspace.removed_at", "is", null)
          .where("ended_at", "is", null)
          .where("subscription.id", "in", batch)
          .execute();
        for (const row of rows) inForce.set(row.id, rowToSubscription(row));
      }
      return changes.map(({ sequence, subscription_id: id }) => ({
        sequence,
        id,
        subscription: inForce.get(id) ?? null,
      }));
    },

    byIds,

    async toDeliver(ids) {
      await reserveDestinationsOf(db, ids);
      return await byIds(ids);
    },

    async change(workspace, owner, id, query, was) {
      const { numUpdatedRows } = await own(workspace, owner, id)
        .set({ query })
        .$if(was !== undefined, (update) => update.where("query", "=", was ?? ""))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async pause(workspace, owner, id, until) {
      await own(workspace, owner, id).set({ paused_until: until }).execute();
    },

    async handOver(workspace, owner, id, to) {
      // The query too, as it is: with other settings it is another wish, which whoever follows changes has to hear of.
      await own(workspace, owner, id)
        .set((eb) => ({ owner: to.owner, name: to.name, query: eb.ref("query") }))
        .execute();
    },

    async end(workspace, owner, id, now) {
      await own(workspace, owner, id).set({ ended_at: now }).execute();
    },
  };
}

interface Row {
  readonly id: string;
  readonly workspace_id: string;
  readonly owner: string;
  readonly name: string;
  readonly destination: string;
  readonly query: string;
  readonly created_at: number;
  readonly zone: string;
  readonly paused_until: number | null;
  readonly ended_at: number | null;
  readonly settings: string | null;
}

function rowToSubscription(row: Row): StoredSubscription {
  return {
    id: row.id,
    workspace: row.workspace_id,
    owner: row.owner,
    name: row.name,
    destination: row.destination,
    query: row.query,
    createdAt: row.created_at,
    zone: row.zone,
    pausedUntil: row.paused_until,
    endedAt: row.ended_at,
    settings: parseSettings(row.settings),
  };
}
