import { backtest } from "../../../src/filter/backtest.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { testNow } from "../../builders.ts";
import { median, rounded } from "../measure.ts";
import { postings } from "./workload.ts";

const count = 100_000;

/** One filter over 100,000 postings that are in memory already: reading them from the database is not part of it. */
export async function backtestMs(): Promise<number> {
  const all = postings(4)
    .take(count)
    .map(({ posting }) => posting)
    .toArray();
  const query = parseQuery("role:backend location:germany lang:go,rust");
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await backtest(query, stored(all), testNow);
    times.push(performance.now() - start);
  }
  return rounded(median(times), 0);
}

async function* stored<Some>(all: readonly Some[]): AsyncGenerator<Some> {
  yield* all;
}
