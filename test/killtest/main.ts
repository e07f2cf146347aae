import { parseArgs } from "node:util";
import { seededRandom } from "../doubles/seeded-random.ts";
import { killTest } from "./killtest.ts";
import { brokenIn, type Tally } from "./tally.ts";
import { variants } from "./variants.ts";

/**
 * `npm run killtest -- --rounds 100 --seed 7`: so many kills, half of them with cards going to the output and half to a
 * chat. Ends with 1 when a card was lost, shown twice without being listed, or left as it no longer is.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  process.stderr.write(`killtest: expected whole numbers, got --rounds ${values.rounds} --seed ${values.seed}.\n`);
  process.exit(2);
}
const columns = ["rounds", "hit", "cards", "doubled", "uncertain", "unlisted", "lost", "stale"] as const;
type Column = (typeof columns)[number];
type Numbers = Pick<Tally, Column>;
type Row = Numbers & { readonly point: string };

const startedAt = performance.now();
for (const [i, variant] of variants.entries()) {
  const tallies = await killTest({
    variant,
    rounds: Math.ceil((rounds - i) / variants.length),
    random: seededRandom(seed + i),
    note: (text) => void process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${variant.id}\n${tableOf([...tallies, totalOf(tallies)])}\n\n`);
  // A point that no kill ever struck shows nothing.
  const missed = tallies.filter(({ rounds: tried, hit }) => tried > 0 && hit === 0);
  for (const { point } of missed) process.stdout.write(`${variant.id}: no kill came to ${point}\n`);
  if (missed.length > 0 || tallies.some((tally) => brokenIn(tally, variant) > 0)) process.exitCode = 1;
}
process.stdout.write(`seed ${seed}, ${rounds} kills in ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);

function totalOf(tallies: readonly Tally[]): Row {
  const sumOf = (column: Column) => tallies.reduce((sum, tally) => sum + tally[column], 0);
  return { point: "all", ...(Object.fromEntries(columns.map((column) => [column, sumOf(column)])) as Numbers) };
}

function tableOf(rows: readonly Row[]): string {
  const cells = [
    ["killed at", ...columns],
    ...rows.map((row) => [row.point, ...columns.map((one) => String(row[one]))]),
  ];
  const widths = cells[0]?.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  return cells
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths?.[i] ?? 0) : cell.padStart(widths?.[i] ?? 0))).join("  "),
    )
    .join("\n");
}
