import { loadConfig } from "../../config/load.ts";
import { systemClock } from "../clock.ts";
import { UsageError } from "../errors.ts";
import { openForWriting } from "./open-database.ts";

/**
 * Puts messages that were given up back into the queue, to be sent when the bot runs next.
 *
 * @param id One of them, as `deliveries --failed` shows it; all without it.
 * @throws UsageError `in-use` while the bot runs, `database` when there is none yet, `replay` when no dead message has
 *   the id.
 */
export async function replay(id: string | undefined): Promise<void> {
  const config = loadConfig();
  const storage = await openForWriting(config.database, "replay");
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
