import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimSlowdown } from "./deliver/claim-cost.ts";
import { delays } from "./deliver/delays.ts";
import { throughput } from "./deliver/throughput.ts";

/** The delivery core on real SQLite files with every commit on disk, sending to a platform that takes no time. */
export async function deliver(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-bench-"));
  try {
    const { deliveriesPerSecond, memoryGrowthMb } = await throughput(join(folder, "throughput.sqlite"));
    const { sendDelayP99Ms, pollToSendP99Ms } = await delays(folder);
    return {
      deliveriesPerSecond,
      sendDelayP99Ms,
      claimSlowdown: await claimSlowdown(folder),
      memoryGrowthMb,
      pollToSendP99Ms,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
