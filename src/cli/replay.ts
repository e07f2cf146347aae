import { join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { UsageError } from "../errors.ts";
import { openStorage } from "../storage/storage.ts";

/**
 * Puts messages that were given up back into the queue, to be sent when the bot runs next.
 *
 * @param id One of them, as `deliveries --failed` shows it; all without it.
 * @throws UsageError `in-use` while the bot runs, `replay` when no dead message has the id.
 */
export async function replay(id: string | undefined): Promise<void> {
  const config = loadConfig();
  const storage = await openStorage(join(config.dataDir, config.storage.file), systemRandom);
  try {
    const count = await storage.transaction(({ messages }) => messages.replay(id, systemClock.now()));
    if (count === 0 && id !== undefined) {
      throw new UsageError("replay", `replay: expected the id of a message that was given up, got ${id}.`, { id });
    }
    process.stdout.write(`${count} ${count === 1 ? "message" : "messages"} will be sent again.\n`);
  } finally {
    await storage.close();
  }
}
