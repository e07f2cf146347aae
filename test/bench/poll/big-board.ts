/**
 * One process of three that look at a board of 3,000 postings and 30 MB: the first one (`fill`) reads and stores it, the second
 * (`look`) finds it once as it was, the third (`looks`) five times. Each tells how long every look took, and how much memory
 * the process took at worst.
 */
import { aPolling } from "./a-polling.ts";

const [, , what = "", file = "", origin = ""] = process.argv;
const polling = await aPolling(file, [origin], what === "fill" ? 0 : what === "look" ? 10 : 20);
const times: number[] = [];
for (let i = 0; i < (what === "looks" ? 5 : 1); i++) {
  const begunAt = performance.now();
  await polling.poll();
  times.push(performance.now() - begunAt);
}
await polling.close();
process.stdout.write(JSON.stringify({ times, mb: process.resourceUsage().maxRSS / 1024 }));
