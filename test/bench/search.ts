import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import MiniSearch from "minisearch";
import { complete } from "../../src/filter/complete.ts";
import { parseQuery } from "../../src/filter/parse.ts";
import { respellingsOf, search as searchIn } from "../../src/search.ts";
import type { PostingDraft } from "../../src/storage/posting-store.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { testNow } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { Chance } from "./match/chance.ts";
import { world, zipf } from "./match/world.ts";
import { median, note, percentile, rounded } from "./measure.ts";
import { stock } from "./search/stock.ts";

const count = 200_000;
const batchSize = 1_000;
const rounds = 400;
/** A scan of all takes so long that a few say enough. */
const scans = 20;
const perPage = 5;

/**
 * How fast stored postings are searched, 200,000 of them on SQLite: the first page of words, keys and both, slips among them
 * (`p99Ms`), and the completion of a company's name as a person types it (`completionP99Ms`). Beside them in the same run
 * the same words as a plain scan (`likeP99Ms`, fewer of them) and in MiniSearch, which holds all in memory.
 */
export async function search(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-search-"));
  try {
    const file = join(folder, "search.db");
    const storage = await openStorage(file, seededRandom(1));
    const drafts = [...stock(3, count)];
    await store(storage, drafts);
    const queries = queriesOf(7);
    const p99Ms = await timed(queries, (query) => firstPage(storage, query));
    const completionP99Ms = await timed(beginnings(11), (typed) => completion(storage, typed));
    await storage.close();
    const words = queries.slice(0, scans).map(wordsIn);
    const peers = {
      likeP99Ms: await likeP99(file, words),
      minisearchP99Ms: await miniSearchP99(drafts, queries.map(wordsIn)),
    };
    return { p99Ms, completionP99Ms, ...peers };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function store(storage: Storage, drafts: readonly PostingDraft[]): Promise<void> {
  await storage.sources.configure([{ key: "folder:x", kind: "folder" }], testNow);
  const start = performance.now();
  for (let at = 0; at < drafts.length; at += batchSize) {
    const batch = drafts.slice(at, at + batchSize);
    await storage.transaction(({ postings }) => postings.add(batch, testNow - (drafts.length - at) * 60_000, true));
  }
  const stored = performance.now();
  while ((await storage.transaction(({ search: store }) => store.takeIn(batchSize))) === batchSize);
  note(
    `${rounded((performance.now() - stored) / drafts.length, 3)} ms to take in a posting, ${rounded((stored - start) / drafts.length, 3)} ms to store it`,
  );
}

/** Words and keys as people put them together; in some a letter of a company's name is missing. */
function queriesOf(seed: number): readonly string[] {
  const chance = new Chance(seed);
  const word = () => world.words[zipf.words.draw(chance)] ?? "";
  const company = () => (world.companies[zipf.companies.draw(chance)] ?? "").split(" ")[0] ?? "";
  const role = () => world.roles[zipf.roles.draw(chance)] ?? "";
  const language = () => (world.languages[zipf.languages.draw(chance)] ?? "").toLowerCase();
  const kinds = [
    () => word(),
    () => `${word()} ${word()}`,
    () => `engineer role:${role()}`,
    () => `"${language()}" role:${role()} mode:remote`,
    () => `${word()} role:${role()} location:germany`,
    () => `role:${role()} level:senior unknown:hide`,
    company,
    () => company().replace(/.(?=.$)/, ""),
  ];
  return Array.from({ length: rounds }, (_, i) => kinds[i % kinds.length]?.() ?? "");
}

async function firstPage(storage: Storage, text: string): Promise<number> {
  const { filter, words: typed } = parseQuery(text);
  const said = typed.map(({ text: word, quoted }) => ({ text: word, isPhrase: quoted }));
  const meant = new Map((await respellingsOf(storage.search, "w", said)).map((one) => [one.typed, one.meant]));
  const words = said.map((word) => ({ ...word, text: meant.get(word.text) ?? word.text }));
  const found = new Set<string>();
  for await (const { id } of searchIn(storage.search, {
    workspace: "w",
    filter,
    words,
    now: testNow,
    view: null,
  })) {
    found.add(id);
    if (found.size > perPage) break;
  }
  return found.size;
}

/** Every beginning of a few companies' names. */
function beginnings(seed: number): readonly string[] {
  const chance = new Chance(seed);
  return Array.from({ length: rounds }, () => {
    const name = world.companies[zipf.companies.draw(chance)] ?? "";
    return name.slice(0, chance.count(1, name.length));
  });
}

async function completion(storage: Storage, typed: string): Promise<number> {
  const line = `role:backend company:"${typed}`;
  return complete(line, line.length, await storage.search.companiesWith(typed, 100)).length;
}

function wordsIn(query: string): string {
  return parseQuery(query)
    .words.map(({ text }) => text)
    .join(" ");
}

async function likeP99(file: string, queries: readonly string[]): Promise<number> {
  const database = new DatabaseSync(file, { readOnly: true });
  const scan = database.prepare(
    "SELECT id FROM posting WHERE title LIKE ? OR company LIKE ? OR text LIKE ? ORDER BY first_seen_at DESC LIMIT 5",
  );
  const p99 = await timed(queries, async (words) => {
    const pattern = `%${words}%`;
    return scan.all(pattern, pattern, pattern).length;
  });
  database.close();
  return p99;
}

async function miniSearchP99(drafts: readonly PostingDraft[], queries: readonly string[]): Promise<number> {
  const index = new MiniSearch<PostingDraft>({ fields: ["title", "company", "text"] });
  index.addAll(drafts);
  return await timed(queries, async (words) => index.search(words, { combineWith: "AND", fuzzy: 0.2 }).length);
}

async function timed<Query>(queries: readonly Query[], run: (query: Query) => Promise<number>): Promise<number> {
  const times: number[] = [];
  let found = 0;
  for (const query of queries) {
    const start = performance.now();
    found += await run(query);
    times.push(performance.now() - start);
  }
  note(`${queries.length} queries found ${found}, half of them within ${rounded(median(times), 2)} ms`);
  return rounded(percentile(times, 0.99), 2);
}
