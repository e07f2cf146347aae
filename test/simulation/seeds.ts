import { it } from "vitest";
import { faultKinds } from "./faults.ts";
import { runHistory } from "./history.ts";
import { printViolation, shrink } from "./shrink.ts";

const batch = 10;

/** Short histories of so many seeds, a test for each ten; a violation is told with its seed and the smallest history. */
export function holdsForSeeds(from: number, count: number): void {
  for (let first = from; first < from + count; first += batch) {
    it(`keeps every promise in the histories of seeds ${first} to ${first + batch - 1}`, {
      timeout: 120_000,
    }, async () => {
      for (let seed = first; seed < first + batch; seed++) {
        const options = { seed, days: 4, sources: 4, subscriptions: 8, faults: faultKinds };
        const report = await runHistory(options);
        if (report.violations.length > 0) throw new Error(printViolation(await shrink(options, report)));
      }
    });
  }
}
