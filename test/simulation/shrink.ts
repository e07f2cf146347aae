import type { FaultKind } from "./faults.ts";
import { type HistoryOptions, type Report, runHistory } from "./history.ts";

/** The smallest history found in which the same promise is still broken. */
export interface Shrunk {
  readonly options: HistoryOptions;
  readonly report: Report;
}

/** Leaves out kinds of faults and days, one after the other, for as long as the violation stays. */
export async function shrink(options: HistoryOptions, report: Report): Promise<Shrunk> {
  const broken = report.violations[0]?.invariant;
  let best: Shrunk = { options, report };

  async function isBrokenWith(change: Partial<HistoryOptions>): Promise<boolean> {
    const tried = { ...best.options, ...change };
    const found = await runHistory(tried);
    if (found.violations[0]?.invariant !== broken) return false;
    best = { options: tried, report: found };
    return true;
  }

  for (const kind of options.faults) {
    const faults: FaultKind[] = best.options.faults.filter((one) => one !== kind);
    await isBrokenWith({ faults });
  }
  while (best.options.days > 1 && (await isBrokenWith({ days: Math.floor(best.options.days / 2) })));
  while (best.options.sources > 1 && (await isBrokenWith({ sources: Math.floor(best.options.sources / 2) })));
  while (best.options.subscriptions > 1) {
    if (!(await isBrokenWith({ subscriptions: Math.floor(best.options.subscriptions / 2) }))) break;
  }
  return best;
}

const lastSteps = 40;

/** For people who have to find out why. */
export function printViolation({ options, report }: Shrunk): string {
  const { seed, days, sources, subscriptions, faults } = options;
  const [violation] = report.violations;
  return [
    `seed ${seed}: ${violation?.invariant}: ${violation?.detail}`,
    `  ${days} days, ${sources} sources, ${subscriptions} subscriptions, faults: ${faults.join(", ") || "none"}`,
    ...report.trace.slice(-lastSteps).map((line) => `  ${line}`),
  ].join("\n");
}
