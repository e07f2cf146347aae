/**
 * One process of two that look at a board of 3,000 postings and 30 MB: the first one (`fill`) reads and stores it, the second
 * one (`look`) finds it as it was, and tells how long each look took and how much memory it took at worst.
 */
import { aPolling } from "./a-polling.ts";

const [, , what = "", file = "", origin = ""] = process.argv;
const polling = await aPolling(file, [origin], what === "fill" ? 0 : 10);
const times: number[] = [];
for (let i = 0; i < (what === "fill" ? 1 : 5); i++) {
  const begunAt = performance.now();
  await polling.poll();
  times.push(performance.now() - begunAt);
}
await polling.close();
process.stdout.write(JSON.stringify({ times, mb: process.resourceUsage().maxRSS / 1024 }));
