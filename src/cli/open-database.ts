import { existsSync } from "node:fs";
import { systemRandom } from "../clock.ts";
import { UsageError } from "../errors.ts";
import { isPostgres } from "../storage/postgres.ts";
import { openStorage, type Storage } from "../storage/storage.ts";

/**
 * The bot's database, for a command that writes to it; one on a server also while the bot runs.
 *
 * @param command Its name, for the errors.
 * @throws UsageError `database` when there is none yet, `in-use` while the bot runs.
 */
export async function openForWriting(path: string, command: string): Promise<Storage> {
  if (!isPostgres(path) && !existsSync(path)) {
    throw new UsageError("database", `${command}: expected the bot's database at ${path}, got no such file.`, { path });
  }
  try {
    return await openStorage(path, systemRandom);
  } catch (cause) {
    if (!(cause instanceof UsageError) || cause.code !== "in-use") throw cause;
    throw new UsageError(
      "in-use",
      `${command}: expected to be the only process on ${path}, but the bot is running on it. ` +
        `Stop the bot first, ${command}, and start it again; deliveries --failed can be read meanwhile.`,
      { path },
      cause,
    );
  }
}
