import type { Filter } from "../../src/filter/filter.ts";
import { canonicalFilter } from "../../src/filter/canonical.ts";
import { FilterIndex } from "../../src/filter/index/filter-index.ts";
import { testNow } from "../builders.ts";
import { heapMb, note, percentile, rounded } from "./measure.ts";
import { filterOf, postings, subscriptions } from "./match/workload.ts";

export async function match(): Promise<object> {
  const count = Number(process.argv[3] ?? 10_000);
  const index = new FilterIndex();
  let buildMs = 0;
  const before = memory();
  const wishes = subscriptions(1);
  for (let number = 0; number < count; ) {
    const some: Filter[] = [];
    for (; some.length < 10_000; ) some.push(canonicalFilter(filterOf(wishes.next().value)));
    const start = performance.now();
    for (const filter of some) index.set(number++, filter);
    buildMs += performance.now() - start;
  }
  note(
    `built ${count} in ${rounded(buildMs)} ms, ${rounded((memory() - before) / count)} bytes each, ${JSON.stringify(index.size)}`,
  );
  const offers = postings(2);
  const times: Record<string, number[]> = { said: [], unsaid: [] };
  let matched = 0;
  for (let n = 0; n < 400; n++) {
    const { posting, unsaid } = offers.next().value;
    const start = performance.now();
    let c = 0;
    for (const number of index.matches(posting, testNow)) c += number >= 0 ? 1 : 0;
    if (n >= 100) times[unsaid === null ? "said" : "unsaid"]!.push(performance.now() - start);
    matched += c;
  }
  note(`matches ${matched / 400 / count}`);
  for (const [k, t] of Object.entries(times))
    note(`${k} p50 ${rounded(percentile(t, 0.5), 3)} p99 ${rounded(percentile(t, 0.99), 3)}`);
  return {};
}

/** Bytes that are held, within the heap and without. */
function memory(): number {
  return heapMb() * 2 ** 20 + process.memoryUsage().arrayBuffers;
}
