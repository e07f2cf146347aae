/** `npm run double -- discord` or `-- slack`: a platform's double by hand, with a page that shows it, until the process is ended. */
import { startDiscordByHand } from "./discord/page/start-by-hand.ts";
import { startSlackByHand } from "./slack/page/start-by-hand.ts";

const doubles: Readonly<Record<string, () => Promise<string>>> = {
  discord: startDiscordByHand,
  slack: startSlackByHand,
};

const name = process.argv[2] ?? "";
const start = doubles[name];
if (start === undefined) {
  process.stderr.write(`double: expected one of ${Object.keys(doubles).join(", ")}, got ${name || "nothing"}.\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(await start());
}
