import { canonicalFilter } from "../../src/filter/canonical.ts";
import type { Filter } from "../../src/filter/filter.ts";
import { FilterIndex } from "../../src/filter/index/filter-index.ts";
import { languageVocabulary } from "../../src/posting/vocabulary/languages.ts";
import { aPosting, testNow } from "../builders.ts";
import { isWanted, type PlainPosting, plainPosting } from "./match/plain-check.ts";
import { backtestMs } from "./match/backtest.ts";
import { PostgresPeer } from "./match/postgres-peer.ts";
import { postgresServer } from "./match/postgres-server.ts";
import { RoaringPeer } from "./match/roaring-peer.ts";
import { SqlitePeer } from "./match/sqlite-peer.ts";
import { filterOf, type PlainFilter, postings, type Sample, subscriptions } from "./match/workload.ts";
import { heapMb, median, note, percentile, rounded } from "./measure.ts";

const sizes = [10_000, 100_000, 1_000_000];
const warmUps = 300;
const measured = 1_500;
const changes = 5_000;
/** Peers take a hundred times as long. */
const measuredOfPeers = 15;

/**
 * How long it takes to find who wants a posting: at three sizes by the index, at the largest also by peers, each of which
 * has to give the same answers. `p50Ms` and `p99Ms` are of postings that say role, place and language, `unknownP99Ms` of
 * those that leave one unsaid, `emptyMs` of one that nobody wants; `matches` is the mean. PostgreSQL is null where there is none
 * (see `postgresServer`).
 */
export async function match(): Promise<object> {
  const samples = postings(2)
    .take(warmUps + measured)
    .toArray();
  const figures: Record<string, object> = {};
  let p50Ms = Number.NaN;
  let index = new FilterIndex();
  for (const size of sizes) {
    index = new FilterIndex();
    const built = build(index, size);
    const matched = matching(index, samples);
    p50Ms = matched.p50Ms;
    figures[`n${size}`] = { ...built, ...matched, ...changing(index, size) };
    note(`n${size} ${JSON.stringify(figures[`n${size}`])}`);
  }
  const peers = await measurePeers(index, sizes.at(-1) ?? 0, samples.slice(0, measuredOfPeers));
  return {
    ...figures,
    peers,
    ratioLoop: rounded(peers.loop.p50Ms / p50Ms, 0),
    ratioSqlite: rounded(peers.sqlite.p50Ms / p50Ms, 0),
    ratioPostgres: peers.postgres === null ? null : rounded(peers.postgres.p50Ms / p50Ms, 0),
    backtestMs: await backtestMs(),
  };
}

function* filters(size: number, seed = 1): Generator<Filter> {
  for (const plain of subscriptions(seed).take(size)) yield canonicalFilter(filterOf(plain));
}

function build(index: FilterIndex, size: number) {
  const before = memory();
  let buildMs = 0;
  let number = 0;
  let some: Filter[] = [];
  for (const filter of filters(size)) {
    some.push(filter);
    if (some.length < 1_000) continue;
    // Making the filters is not part of it.
    const start = performance.now();
    for (const each of some) index.set(number++, each);
    buildMs += performance.now() - start;
    some = [];
  }
  return { bytesPerSubscription: rounded((memory() - before) / size), buildS: rounded(buildMs / 1_000, 2) };
}

/** Bytes that are held, within the heap and without. */
function memory(): number {
  return heapMb() * 2 ** 20 + process.memoryUsage().arrayBuffers;
}

function matching(index: FilterIndex, samples: readonly Sample[]) {
  const said: number[] = [];
  const unsaid: number[] = [];
  let matches = 0;
  for (const [at, { posting, unsaid: isUnsaid }] of samples.entries()) {
    const start = performance.now();
    let count = 0;
    for (const _ of index.matches(posting, testNow)) count += 1;
    const took = performance.now() - start;
    if (at < warmUps) continue;
    (isUnsaid === null ? said : unsaid).push(took);
    matches += count;
  }
  const nobodys = aPosting({
    company: "Nobody",
    facts: {
      company: "Nobody",
      roles: ["other"],
      languages: languageVocabulary.names.slice(-1),
      places: [{ city: "Reykjavík", region: null, country: "IS" }],
      modes: ["hybrid"],
      levels: ["executive"],
    },
  });
  const empty = Array.from({ length: 200 }, () => {
    const start = performance.now();
    const { done } = index.matches(nobodys, testNow).next();
    const took = performance.now() - start;
    if (done !== true) throw new Error("bench: expected nobody to want one posting, got somebody");
    return took;
  });
  return {
    p50Ms: rounded(median(said), 3),
    p99Ms: rounded(percentile(said, 0.99), 3),
    unknownP99Ms: rounded(percentile(unsaid, 0.99), 3),
    emptyMs: rounded(median(empty), 3),
    matches: rounded(matches / (samples.length - warmUps), 0),
  };
}

function changing(index: FilterIndex, size: number) {
  const added: number[] = [];
  const removed: number[] = [];
  for (const [at, filter] of filters(changes, 3).toArray().entries()) {
    const addedAt = performance.now();
    index.set(size + at, filter);
    added.push(performance.now() - addedAt);
  }
  for (let at = 0; at < changes; at++) {
    const removedAt = performance.now();
    index.delete(size + at);
    removed.push(performance.now() - removedAt);
  }
  return {
    addUs: rounded(percentile(added, 0.99) * 1_000),
    removeUs: rounded(percentile(removed, 0.99) * 1_000),
    longestPauseMs: rounded(Math.max(...added, ...removed), 2),
  };
}

async function measurePeers(index: FilterIndex, size: number, samples: readonly Sample[]) {
  const plain: readonly PlainFilter[] = subscriptions(1).take(size).toArray();
  const asked = samples.map(({ posting }) => ({ posting, plain: plainPosting(posting) }));
  const expected = asked.map(({ posting }) => checksum(index.matches(posting, testNow)));

  const measure = async (
    name: string,
    matches: (posting: PlainPosting) => Iterable<number> | Promise<Iterable<number>>,
  ) => {
    const times: number[] = [];
    for (const [at, { plain }] of asked.entries()) {
      const start = performance.now();
      const found = await matches(plain);
      times.push(performance.now() - start);
      const sum = checksum(found);
      if (sum !== expected[at]) throw new Error(`bench: expected ${name} to find ${expected[at]}, got ${sum}`);
    }
    note(`${name} agrees on ${asked.length} postings`);
    return { p50Ms: rounded(median(times)) };
  };

  const loop = await measure("loop", (posting) => {
    const found: number[] = [];
    for (let at = 0; at < plain.length; at++) {
      const filter = plain[at];
      if (filter !== undefined && isWanted(filter, posting)) found.push(at);
    }
    return found;
  });
  const database = new SqlitePeer(plain);
  const sqlite = await measure("sqlite", (posting) => database.matches(posting));
  database.close();
  const bitmaps = new RoaringPeer(plain);
  const roaring = await measure("roaring", (posting) => bitmaps.matches(posting));
  bitmaps.close();
  return { loop, sqlite, roaring, postgres: await measurePostgres() };

  async function measurePostgres() {
    const server = await postgresServer();
    if (server === undefined) return null;
    try {
      const peer = await PostgresPeer.open(server, plain);
      const figures = await measure("postgres", (posting) => peer.matches(posting));
      await peer.close();
      return figures;
    } finally {
      await server.stop();
    }
  }
}

/** Of a set of numbers, in whatever order: how many, and a sum that tells others apart. */
function checksum(numbers: Iterable<number>): string {
  let count = 0;
  let sum = 0;
  for (const number of numbers) {
    count += 1;
    sum = (sum + Math.imul(number + 1, 0x9e_37_79_b1)) >>> 0;
  }
  return `${count}:${sum}`;
}
