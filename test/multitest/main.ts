import { parseArgs } from "node:util";
import { multiTest } from "./multitest.ts";

/**
 * `npm run multitest -- --seconds 20`: so long three processes on one PostgreSQL and one Redis have trouble. Ends with 1 when a
 * card was lost, shown twice without being listed, a board was asked by two at once, or a channel got messages too fast.
 */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "20" } } });
const seconds = Number(values.seconds);
if (!Number.isInteger(seconds) || seconds < 10) {
  process.stderr.write(`multitest: expected a whole number of seconds from 10 on, got --seconds ${values.seconds}.\n`);
  process.exit(2);
}
const startedAt = performance.now();
const elapsed = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
const report = await multiTest({ seconds, note: (text) => void process.stderr.write(`${elapsed()}: ${text}\n`) });
if (report === null) {
  process.stdout.write("multitest: left out, since PostgreSQL or Redis is not installed here.\n");
} else {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n${elapsed()}\n`);
  const { lost, doubled, overlaps, tooSoon } = report;
  if (lost.length + doubled.length + overlaps.length + tooSoon > 0) process.exitCode = 1;
}
