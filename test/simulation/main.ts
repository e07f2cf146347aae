/** `npm run simulate -- --seeds N [--from S] [--days D]`: histories on demand, one line each and a summary. */
import { parseArgs } from "node:util";
import { faultKinds } from "./faults.ts";
import { runHistory } from "./history.ts";
import { printViolation, shrink } from "./shrink.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    days: { type: "string", default: "30" },
    sources: { type: "string", default: "50" },
    subscriptions: { type: "string", default: "40" },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const [days, sources, subscriptions] = [values.days, values.sources, values.subscriptions].map(Number);
if (![from, seeds, days, sources, subscriptions].every((value) => Number.isSafeInteger(value) && Number(value) > 0)) {
  process.stderr.write(
    "simulate: expected whole numbers above 0 for --seeds, --from, --days, --sources, --subscriptions\n",
  );
  process.exit(2);
}

const size = { days: days ?? 30, sources: sources ?? 50, subscriptions: subscriptions ?? 40 };
const broken: number[] = [];
let tookMs = 0;
for (let seed = from; seed < from + seeds; seed++) {
  const options = { seed, ...size, faults: faultKinds };
  const begunAt = performance.now();
  const report = await runHistory(options);
  const ms = performance.now() - begunAt;
  tookMs += ms;
  const counts = Object.entries(report.counts).map(([name, count]) => `${count} ${name}`);
  const verdict = report.violations.length === 0 ? "held" : "BROKEN";
  process.stdout.write(`seed ${seed} ${verdict} in ${(ms / 1_000).toFixed(1)} s: ${counts.join(", ")}\n`);
  if (report.violations.length === 0) continue;
  broken.push(seed);
  process.stdout.write(`${printViolation(await shrink(options, report))}\n`);
}
const mean = (tookMs / seeds / 1_000).toFixed(2);
process.stdout.write(
  `${seeds} histories of ${size.days} days, ${mean} s each: ` +
    (broken.length === 0 ? "every promise held\n" : `broken with seeds ${broken.join(", ")}\n`),
);
process.exit(broken.length === 0 ? 0 : 1);
