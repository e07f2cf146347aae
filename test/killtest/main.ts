import { parseArgs } from "node:util";
import { seededRandom } from "../doubles/seeded-random.ts";
import { killTest } from "./killtest.ts";
import { variants } from "./stages.ts";
import type { Tally } from "./tally.ts";

/**
 * `npm run killtest -- --rounds 100 --seed 7`: so many kills, half of them with cards going to the output and half to a
 * chat. Ends with 1 when a card was lost, or shown twice without being listed.
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
const startedAt = performance.now();
for (const [i, variant] of variants.entries()) {
  const tallies = await killTest({
    variant,
    rounds: Math.ceil((rounds - i) / variants.length),
    random: seededRandom(seed + i),
    note: (text) => void process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${variant}\n${tableOf([...tallies, totalOf(tallies)])}\n\n`);
  if (tallies.some(({ lost, unlisted }) => lost + unlisted > 0)) process.exitCode = 1;
}
process.stdout.write(`seed ${seed}, ${rounds} kills in ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);

type Row = Omit<Tally, "point"> & { readonly point: string };

function totalOf(tallies: readonly Tally[]): Row {
  const zero: Row = { point: "all", rounds: 0, hit: 0, cards: 0, doubled: 0, uncertain: 0, unlisted: 0, lost: 0 };
  return tallies.reduce(
    (sum, tally) => ({
      point: sum.point,
      rounds: sum.rounds + tally.rounds,
      hit: sum.hit + tally.hit,
      cards: sum.cards + tally.cards,
      doubled: sum.doubled + tally.doubled,
      uncertain: sum.uncertain + tally.uncertain,
      unlisted: sum.unlisted + tally.unlisted,
      lost: sum.lost + tally.lost,
    }),
    zero,
  );
}

function tableOf(rows: readonly Row[]): string {
  const columns = ["point", "rounds", "hit", "cards", "doubled", "uncertain", "unlisted", "lost"] as const;
  const names = { point: "killed at", rounds: "rounds", hit: "hit", cards: "cards", doubled: "doubled" } as const;
  const cells = [
    columns.map((column) => (column in names ? names[column as keyof typeof names] : column)),
    ...rows.map((row) => columns.map((column) => String(row[column]))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  return cells
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}
