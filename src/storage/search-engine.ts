import { type RawBuilder, sql } from "kysely";
import { wordsOf } from "./dialect.ts";
import type { Database } from "./tables.ts";

/** What is looked for: of each list one at least. A phrase is words that follow each other. */
export interface SearchTerms {
  readonly words: readonly (readonly (readonly string[])[])[];
  /** Whether the words are to stand in the title or the company's name. */
  readonly isInTitle: boolean;
  /** Single words that stand for facts. */
  readonly facets: readonly (readonly string[])[];
}

/** The words of a posting, apart by spaces: letters and digits alone. */
export interface SearchEntry {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly facets: string;
}

/** What a search goes through, from the newest back. */
export interface SearchWalk {
  readonly terms: SearchTerms;
  /** What else must hold of the row of the table `posting`. */
  readonly where: RawBuilder<unknown>;
  /** Only those with smaller numbers. */
  readonly before: number;
  readonly limit: number;
}

/** The full text index of an engine. */
export interface SearchEngine {
  /** Takes in what is new, and anew what has changed. */
  put(db: Database, entry: SearchEntry): Promise<void>;
  /** Numbers and ids of postings that hold the terms, the greatest number first. */
  walk(db: Database, walk: SearchWalk): Promise<readonly { readonly number: number; readonly id: string }[]>;
}

interface Found {
  readonly number: number;
  readonly id: string;
}

const sqlite: SearchEngine = {
  async put(db, { number, title, body, facets }) {
    await sql`
      INSERT OR REPLACE INTO posting_search (rowid, title, body, facets) VALUES (${number}, ${title}, ${body}, ${facets})
    `.execute(db);
  },
  async walk(db, { terms, where, before, limit }) {
    const match = [
      ...terms.words.map((phrases) => `${terms.isInTitle ? "title" : "{title body facets}"} : (${anyOf(phrases)})`),
      ...terms.facets.map((names) => `facets : (${anyOf(names.map((name) => [name]))})`),
    ].join(" AND ");
    // The index is gone through from its end, and no further than to the last one that is wanted.
    const index = sql`posting_search CROSS JOIN posting ON posting.number = posting_search.rowid`;
    const { rows } = await sql<Found>`
      SELECT posting.number AS number, posting.id AS id FROM ${match === "" ? sql`posting` : index}
      WHERE ${match === "" ? sql`posting.number < ${before}` : sql`posting_search MATCH ${match} AND posting_search.rowid < ${before}`}
        AND ${where}
      ORDER BY ${match === "" ? sql`posting.number` : sql`posting_search.rowid`} DESC LIMIT ${limit}
    `.execute(db);
    return rows;
  },
};

/** Words are letters and digits, so that none needs to be escaped. */
function anyOf(phrases: readonly (readonly string[])[]): string {
  return phrases.map((words) => `"${words.join(" ")}"`).join(" OR ");
}

const postgres: SearchEngine = {
  async put(db, { number, title, body, facets }) {
    const words = sql`setweight(to_tsvector('simple', ${title}), 'A') || to_tsvector('simple', ${body}) || to_tsvector('simple', ${facets})`;
    await sql`
      INSERT INTO posting_search (number, words) VALUES (${number}, ${words})
      ON CONFLICT (number) DO UPDATE SET words = excluded.words
    `.execute(db);
  },
  async walk(db, { terms, where, before, limit }) {
    const weight = terms.isInTitle ? ":A" : "";
    const query = [
      ...terms.words.map((phrases) => phrases.map((words) => words.map((word) => word + weight).join(" <-> "))),
      ...terms.facets,
    ]
      .map((alternatives) => `(${alternatives.map((one) => `(${one})`).join(" | ")})`)
      .join(" & ");
    const held = sql`posting.number IN (SELECT number FROM posting_search WHERE words @@ to_tsquery('simple', ${query}))`;
    const { rows } = await sql<Found>`
      SELECT posting.number AS number, posting.id AS id FROM posting
      WHERE posting.number < ${before} AND ${query === "" ? sql`true` : held} AND ${where}
      ORDER BY posting.number DESC LIMIT ${limit}
    `.execute(db);
    return rows;
  },
};

export function searchEngineOf(db: Database): SearchEngine {
  return wordsOf(db).isShared ? postgres : sqlite;
}
