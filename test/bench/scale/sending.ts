import { once } from "node:events";
import { noCheckpoint } from "../../../src/checkpoint.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import { createSender } from "../../../src/delivery/sender.ts";
import { silentLog } from "../../../src/log.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { createDiscardingPlatform } from "../deliver/discarding-platform.ts";

/** One of several senders: says "ready", sends all that is due once it is told to go, and says how much that was. */
const storage = await openStorage(process.argv[2] ?? "", systemRandom);
const sender = createSender({
  storage,
  platforms: [createDiscardingPlatform()],
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
  checkpoint: noCheckpoint,
});
process.stdout.write("ready\n");
await once(process.stdin, "data");
const { signal } = new AbortController();
let { posted } = await sender.sendDue(signal);
// Two others may have every place at once: then one looks again, as a running bot does.
while ((await storage.messages.oldestPending()) !== undefined) {
  await systemClock.sleep(20);
  posted += (await sender.sendDue(signal)).posted;
}
await storage.close();
process.stdout.write(`${posted}\n`);
process.exit(0);
