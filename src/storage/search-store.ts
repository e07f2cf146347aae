import { sql } from "kysely";
import { distance } from "fastest-levenshtein";
import { facetsOf, wordsOf as wordsIn } from "../filter/facets.ts";
import type { Posting } from "../posting/posting.ts";
import { fold } from "../posting/vocabulary/vocabulary.ts";
import { wordsOf } from "./dialect.ts";
import { sourcesHiddenFrom } from "./hidden-sources.ts";
import { postingOf } from "./posting-store.ts";
import { type SearchTerms, searchEngineOf } from "./search-engine.ts";
import type { Database } from "./tables.ts";

/** A posting that was found, and how to go on behind it. */
export interface FoundPosting {
  readonly posting: Posting;
  readonly number: number;
}

export interface SearchStore {
  /** Whether anything waits to be taken in: a look that costs nothing, where mostly nothing does. */
  isBehind(): Promise<boolean>;
  /**
   * Makes postings findable that are not yet, or not as they are now, those seen first first. To be called within a
   * transaction.
   *
   * @returns How many it took in: fewer than `limit` when that was all.
   */
  takeIn(limit: number): Promise<number>;
  /**
   * Postings of which a workspace may know that hold the terms, the newest first.
   *
   * @param before Only those that were taken in before one of that number; all of them without.
   * @param isListed Only those that are listed.
   * @param isCorrected Only those of openings that somebody of the workspace has corrected.
   */
  find(search: {
    readonly workspace: string;
    readonly terms: SearchTerms;
    readonly isListed: boolean;
    readonly isCorrected?: boolean;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly FoundPosting[]>;
  /** Whether any posting of which a workspace may know holds a word. */
  knows(workspace: string, word: string): Promise<boolean>;
  /** Names of companies of which a word begins so, those with the most postings first. */
  companiesWith(beginning: string, limit: number): Promise<readonly string[]>;
  /** Names of companies with the most postings. */
  largestCompanies(limit: number): Promise<readonly string[]>;
  /** The word of a company's name that somebody has most likely meant; undefined where none is near. */
  nearestCompanyWord(word: string): Promise<string | undefined>;
}

/** What comes later in a text is seldom what somebody looks for. */
const mostWords = { title: 300, body: 3_000 } as const;
/** In UTF-16 units. Longer ones are no words, and a posting full of them is more than PostgreSQL takes. */
const longestWord = 60;
const afterAll = Number.MAX_SAFE_INTEGER;
/** Greater than every letter. */
const last = "\u{10ffff}";

export function createSearchStore(db: Database): SearchStore {
  const engine = searchEngineOf(db);

  async function noteCompany(name: string): Promise<void> {
    const folded = wordsIn(name).join(" ");
    if (folded === "") return;
    const noted = await db
      .insertInto("company")
      .values({ folded, name, postings: 1 })
      .onConflict((conflict) => conflict.column("folded").doUpdateSet({ postings: sql`company.postings + 1` }))
      .returning("postings")
      .executeTakeFirstOrThrow();
    if (noted.postings > 1) return;
    const words = [...new Set(folded.split(" "))];
    await db
      .insertInto("company_word")
      .values(words.map((word) => ({ word, reversed: reversed(word), folded })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  function knownTo(workspace: string) {
    return sql`posting.source_key NOT IN ${sourcesHiddenFrom(db, workspace)}`;
  }

  function correctedIn(workspace: string) {
    const openings = db
      .selectFrom("correction")
      .select("opening_id")
      .where("workspace_id", "=", workspace)
      .where("undone_at", "is", null);
    return sql`posting.opening_id IN ${openings}`;
  }

  async function wordsBeside(column: "word" | "reversed", beginning: string): Promise<readonly string[]> {
    const rows = await db
      .selectFrom("company_word")
      .select("word")
      .distinct()
      .where(column, ">=", beginning)
      .where(column, "<", beginning + last)
      .execute();
    return rows.map(({ word }) => word);
  }

  return {
    async isBehind() {
      const row = await db
        .selectFrom("posting")
        .select("id")
        .where("is_searchable", "=", sql.lit(0))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async takeIn(limit) {
      // Numbers rise by one: those that other instances give have to be seen.
      await wordsOf(db).alone(db, "search");
      const rows = await db
        .selectFrom("posting")
        .selectAll()
        .select((eb) =>
          eb.selectFrom("source").select("is_shared").whereRef("source.key", "=", "posting.source_key").as("is_shared"),
        )
        .where("is_searchable", "=", sql.lit(0))
        .orderBy("first_seen_at")
        .orderBy("id")
        .limit(limit)
        // What is being changed is taken in as it is afterwards.
        .$call(wordsOf(db).reservedIfFree)
        .execute();
      if (rows.length === 0) return 0;
      const { greatest } = await db
        .selectFrom("posting")
        .select(({ fn }) => fn.max("number").as("greatest"))
        .executeTakeFirstOrThrow();
      let next = (greatest ?? 0) + 1;
      for (const row of rows) {
        const number = row.number ?? next++;
        const posting = postingOf(row);
        await db.updateTable("posting").set({ number, is_searchable: 1 }).where("id", "=", row.id).execute();
        await engine.put(db, { number, ...entryOf(posting) });
        const company = companyOf(posting);
        // What is completed for everybody tells nothing of what somebody watches for themselves.
        if (row.number === null && row.is_shared === 1 && company !== null) await noteCompany(company);
      }
      return rows.length;
    },

    async find({ workspace, terms, isListed, isCorrected = false, before = afterAll, limit }) {
      const listed = isListed ? sql`AND posting.closed_at IS NULL` : sql``;
      const where = sql`${knownTo(workspace)} ${listed} ${isCorrected ? sql`AND ${correctedIn(workspace)}` : sql``}`;
      const found = await engine.walk(db, { terms, where, before, limit });
      if (found.length === 0) return [];
      const ids = found.map(({ id }) => id);
      const rows = await db.selectFrom("posting").selectAll().where("id", "in", ids).execute();
      const byId = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ id, number }) => {
        const row = byId.get(id);
        return row === undefined ? [] : [{ posting: postingOf(row), number }];
      });
    },

    async knows(workspace, word) {
      const words = wordsIn(word);
      if (words.length === 0) return true;
      const terms = { words: [[words]], isInTitle: false, facets: [] };
      const where = knownTo(workspace);
      return (await engine.walk(db, { terms, where, before: afterAll, limit: 1 })).length > 0;
    },

    async companiesWith(beginning, limit) {
      const start = fold(beginning).trim();
      const rows = await db
        .selectFrom("company")
        .select("name")
        .where("folded", "in", (eb) =>
          eb
            .selectFrom("company_word")
            .select("company_word.folded")
            .where("word", ">=", start)
            .where("word", "<", start + last),
        )
        .orderBy("postings", "desc")
        .orderBy("folded")
        .limit(limit)
        .execute();
      return rows.map(({ name }) => name);
    },

    async largestCompanies(limit) {
      const rows = await db
        .selectFrom("company")
        .select("name")
        .orderBy("postings", "desc")
        .orderBy("folded")
        .limit(limit)
        .execute();
      return rows.map(({ name }) => name);
    },

    async nearestCompanyWord(typed) {
      const word = fold(typed);
      if (word.length < 4) return undefined;
      const candidates = [
        ...(await wordsBeside("word", word.slice(0, 2))),
        ...(await wordsBeside("reversed", reversed(word).slice(0, 2))),
      ];
      const most = word.length < 8 ? 1 : 2;
      const near = candidates
        .map((one) => ({ one, far: isTurned(one, word) ? 1 : distance(one, word) }))
        .filter(({ far }) => far <= most)
        .toSorted((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1));
      return near[0]?.one;
    },
  };
}

/** Two letters in the wrong order are one slip. */
function isTurned(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at !== -1 && b.slice(0, at) + (b[at + 1] ?? "") + (b[at] ?? "") + b.slice(at + 2) === a;
}

function reversed(word: string): string {
  return [...word].toReversed().join("");
}

function companyOf({ reading, company }: Posting): string | null {
  return reading.facts.company ?? company;
}

function entryOf(posting: Posting) {
  const { reading, title, location, text } = posting;
  const { facts } = reading;
  const names = [title, facts.title, companyOf(posting)].filter((name) => name !== null).join(" ");
  const places = facts.places.flatMap(({ city }) => city ?? []).join(" ");
  const heading = [location ?? "", places, ...facts.tools].join(" ");
  return {
    title: indexed(wordsIn(names), mostWords.title),
    body: indexed([...wordsIn(heading), ...wordsIn(text)], mostWords.body),
    facets: facetsOf(facts).join(" "),
  };
}

function indexed(words: readonly string[], most: number): string {
  return words
    .slice(0, most)
    .filter((word) => word.length <= longestWord)
    .join(" ");
}
