import { deliver } from "./deliver.ts";
import { discord } from "./discord.ts";
import { match } from "./match.ts";
import { read } from "./read.ts";
import { poll } from "./poll.ts";
import { scale } from "./scale.ts";
import { search } from "./search.ts";
import { slack } from "./slack.ts";

/**
 * Measures, by name: `npm run -s bench -- deliver`. One JSON object on standard output, whatever else there is to say on
 * standard error. Figures of one machine at one time: no test rests on them.
 */
const benches: Readonly<Record<string, () => Promise<object>>> = {
  deliver,
  discord,
  match,
  poll,
  read,
  scale,
  search,
  slack,
};

const name = process.argv[2] ?? "";
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`bench: expected one of ${Object.keys(benches).join(", ")}, got ${name || "nothing"}.\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(`${JSON.stringify(await bench())}\n`);
}
