import { Worker } from "node:worker_threads";
import type { Clock } from "../clock.ts";
import { messageOf, RolecallError } from "../errors.ts";
import type { Dashboard, Draw } from "./dashboard.ts";

/** A picture takes a third of a second; a thread that takes longer than this is not going to end. */
const mostMs = 20_000;
const resourceLimits = { maxOldGenerationSizeMb: 256 } as const;

/**
 * Draws in a thread that is started for it and ends with it: what draws is loaded there only, and takes no memory meanwhile. One
 * picture at a time, so that many who ask at once take no more than one.
 */
export function createDraw(clock: Clock): Draw {
  let before: Promise<unknown> = Promise.resolve();
  return (dashboard) => {
    const drawn = before.then(() => drawOne(dashboard, clock));
    before = drawn.catch(() => undefined);
    return drawn;
  };
}

async function drawOne(dashboard: Dashboard, clock: Clock): Promise<Uint8Array> {
  const worker = new Worker(new URL("picture-worker.ts", import.meta.url), { workerData: dashboard, resourceLimits });
  const over = new AbortController();
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended without a picture")));
      void clock.sleep(mostMs, over.signal).then(() => reject(new Error(`nothing was drawn within ${mostMs} ms`)));
    });
  } catch (error) {
    throw new RolecallError("picture", `charts: expected a picture, got: ${messageOf(error)}.`, {}, error);
  } finally {
    over.abort();
    await worker.terminate();
  }
}
