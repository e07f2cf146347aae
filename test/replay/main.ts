/** `npm run -s replay -- [--seed S] [--polls N]`: the captured history of ../shared, or one made up where it is missing. */
import { parseArgs } from "node:util";
import { seededRandom } from "../doubles/seeded-random.ts";
import { capturedHistory, inventedHistory } from "./history.ts";
import { replay } from "./replay.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, polls: { type: "string", default: "4" } },
});
const [seed, pollsPerDay] = [Number(values.seed), Number(values.polls)];
if (![seed, pollsPerDay].every((value) => Number.isSafeInteger(value) && value > 0)) {
  process.stderr.write("replay: expected whole numbers above 0 for --seed and --polls\n");
  process.exit(2);
}
const captured = capturedHistory();
if (captured === undefined) process.stderr.write("replay: ../shared/data/replay is missing, so a history is made up\n");
const history = captured ?? inventedHistory(100, 22, seededRandom(seed));
const { violations, ...counts } = await replay(history, {
  seed,
  pollsPerDay,
  onDay: (day, days) => process.stderr.write(`day ${day} of ${days}\n`),
});
for (const violation of violations.slice(0, 20)) process.stderr.write(`${violation}\n`);
process.stdout.write(`${JSON.stringify({ ...counts, violations: violations.length })}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
