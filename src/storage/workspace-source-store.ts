import { z } from "zod";
import { batches } from "./batches.ts";
import { newSource } from "./new-source.ts";
import type { Database } from "./tables.ts";
import { givingUp } from "./unwanted-sources.ts";

/** A source that a workspace added for itself. */
export interface WorkspaceSource {
  readonly key: string;
  readonly kind: string;
  readonly owner: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly addedAt: number;
}

/** Which workspace has added what. What nobody has any more is not polled, unless the configuration names it. */
export interface WorkspaceSourceStore {
  /** Adds one, or takes it back that was removed; of one that is there already nothing changes. */
  add(
    workspace: string,
    source: { readonly key: string; readonly kind: string; readonly options: object; readonly owner: string },
    now: number,
  ): Promise<void>;
  /** To be called within a transaction. @returns Whether it was there. */
  remove(workspace: string, key: string, now: number): Promise<boolean>;
  /** A workspace's, by key. */
  of(workspace: string): Promise<readonly WorkspaceSource[]>;
  /** By key what it is polled with, as the first workspace that has it gave it; undefined where none has. */
  polled(key: string): Promise<Pick<WorkspaceSource, "kind" | "options"> | undefined>;
  /** It is another one's to remove; "" for everybody's. */
  handOver(workspace: string, key: string, owner: string): Promise<void>;
  /** Of sources whose postings are not for everybody, the workspaces that they are for, also those that removed it. */
  audiences(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

const options = z.record(z.string(), z.unknown());

export function createWorkspaceSourceStore(db: Database): WorkspaceSourceStore {
  return {
    async add(workspace, { key, kind, options, owner }, now) {
      await db
        .insertInto("source")
        .values(newSource({ key, kind, isShared: false, now, firstPollAt: now }))
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ configured: 1 }))
        .execute();
      await db
        .insertInto("workspace_source")
        .values({
          workspace_id: workspace,
          source_key: key,
          owner,
          options: JSON.stringify(options),
          added_at: now,
          removed_at: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["workspace_id", "source_key"])
            .doUpdateSet({ owner, options: JSON.stringify(options), added_at: now, removed_at: null })
            .where("workspace_source.removed_at", "is not", null),
        )
        .execute();
    },

    async remove(workspace, key, now) {
      const { numUpdatedRows } = await givingUp(db, [key], () =>
        db
          .updateTable("workspace_source")
          .set({ removed_at: now })
          .where("workspace_id", "=", workspace)
          .where("source_key", "=", key)
          .where("removed_at", "is", null)
          .executeTakeFirst(),
      );
      return numUpdatedRows > 0n;
    },

    async of(workspace) {
      const rows = await db
        .selectFrom("workspace_source")
        .innerJoin("source", "source.key", "workspace_source.source_key")
        .select(["key", "kind", "owner", "options", "added_at"])
        .where("workspace_id", "=", workspace)
        .where("removed_at", "is", null)
        .orderBy("key")
        .execute();
      return rows.map(({ added_at, ...row }) => ({ ...row, options: optionsOf(row.options), addedAt: added_at }));
    },

    async polled(key) {
      const row = await db
        .selectFrom("workspace_source")
        .innerJoin("source", "source.key", "workspace_source.source_key")
        .select(["kind", "options"])
        .where("source_key", "=", key)
        .where("removed_at", "is", null)
        .orderBy("added_at")
        .orderBy("workspace_id")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : { kind: row.kind, options: optionsOf(row.options) };
    },

    async handOver(workspace, key, owner) {
      await db
        .updateTable("workspace_source")
        .set({ owner })
        .where("workspace_id", "=", workspace)
        .where("source_key", "=", key)
        .execute();
    },

    async audiences(keys) {
      const found = new Map<string, Set<string>>();
      for (const batch of batches(keys)) {
        const rows = await db
          .selectFrom("source")
          .leftJoin("workspace_source", "workspace_source.source_key", "source.key")
          .select(["key", "workspace_id"])
          .where("key", "in", batch)
          .where("is_shared", "=", 0)
          .execute();
        for (const { key, workspace_id } of rows) {
          const workspaces = found.get(key) ?? new Set();
          if (workspace_id !== null) workspaces.add(workspace_id);
          found.set(key, workspaces);
        }
      }
      return found;
    },
  };
}

function optionsOf(text: string): Readonly<Record<string, unknown>> {
  return options.parse(JSON.parse(text));
}
