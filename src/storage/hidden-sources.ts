import { sql } from "kysely";
import type { Database } from "./tables.ts";

/** Keys of the sources that others added for themselves: their postings are none of a workspace's business. */
export function sourcesHiddenFrom(db: Database, workspace: string) {
  return db
    .selectFrom("source")
    .select("key")
    .where("is_shared", "=", sql.lit(0))
    .where("key", "not in", (eb) =>
      eb.selectFrom("workspace_source").select("workspace_source.source_key").where("workspace_id", "=", workspace),
    );
}
