import { type Kysely, sql } from "kysely";
import { wordsOf } from "../dialect.ts";

/**
 * What `search` looks in: the words of postings by a number that rises as they are seen, and the names of companies by each
 * of their words. What is stored already is taken in little by little.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable("posting").addColumn("number", "bigint").execute();
  await schema
    .alterTable("posting")
    .addColumn("is_searchable", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex("posting_number").unique().on("posting").column("number").execute();
  await schema
    .createIndex("posting_unsearchable")
    .on("posting")
    .columns(["first_seen_at", "id"])
    .where(sql.ref("is_searchable"), "=", sql.lit(0))
    .execute();

  await schema
    .createTable("company")
    .addColumn("folded", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("postings", "integer", (c) => c.notNull())
    .execute();
  await schema.createIndex("company_size").on("company").column("postings").execute();
  await schema
    .createTable("company_word")
    .addColumn("word", "text", (c) => c.notNull())
    .addColumn("reversed", "text", (c) => c.notNull())
    .addColumn("folded", "text", (c) => c.notNull().references("company.folded"))
    .addPrimaryKeyConstraint("company_word_of", ["word", "folded"])
    .execute();
  await schema.createIndex("company_word_reversed").on("company_word").column("reversed").execute();

  for (const statement of wordsOf(db).isShared ? postgres : sqlite) {
    await sql.raw(statement).execute(db);
  }
}

const sqlite = [
  `CREATE VIRTUAL TABLE posting_search USING fts5(
    title, body, facets, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
  )`,
  `CREATE TRIGGER posting_unsearched AFTER DELETE ON posting WHEN old.number IS NOT NULL BEGIN
    DELETE FROM posting_search WHERE rowid = old.number;
  END`,
] as const;

const postgres = [
  `CREATE TABLE posting_search (
    number bigint PRIMARY KEY REFERENCES posting (number) ON DELETE CASCADE,
    words tsvector NOT NULL
  )`,
  "CREATE INDEX posting_search_words ON posting_search USING gin (words)",
] as const;
