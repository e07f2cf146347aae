import { join } from "node:path";
import { info, table, text } from "../../commands/reply.ts";
import { loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { ago } from "../delivery/card/age.ts";
import { renderReply } from "../platforms/terminal/render.ts";
import type { FailedMessage } from "../storage/message-store.ts";
import { openStorage } from "../storage/storage.ts";

/** More than a person looks through; replay takes them all the same. */
const listed = 200;

/** Prints what the ledger holds, also while the bot runs; with `failed`, what was given up, is held or is uncertain. */
export async function deliveries({
  failed,
  json,
}: {
  readonly failed: boolean;
  readonly json: boolean;
}): Promise<void> {
  const config = loadConfig();
  const storage = await openStorage(join(config.dataDir, config.storage.file), systemRandom, { isReadOnly: true });
  try {
    if (failed) printFailed(await storage.messages.failed(listed), json);
    else printCounts(await storage.messages.counts(), json);
  } finally {
    await storage.close();
  }
}

function printCounts(counts: ReadonlyMap<string, number>, json: boolean): void {
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b));
  if (json) print([JSON.stringify(Object.fromEntries(rows))]);
  else if (rows.length === 0) printReply(info(text("Nothing was to be sent yet.")));
  else printReply(info(table([["state", "messages"], ...rows.map(([state, count]) => [state, String(count)])])));
}

function printFailed(messages: readonly FailedMessage[], json: boolean): void {
  if (json) return print(messages.map((message) => JSON.stringify(message)));
  if (messages.length === 0) return printReply(info(text("Nothing was given up, is held or is uncertain.")));
  const now = systemClock.now();
  const rows = messages.map(({ id, state, operation, destination, attempts, reason, at }) => {
    return [id, state, operation, destination, String(attempts), reason ?? "", ago(at, now)];
  });
  printReply(info(table([["id", "state", "what", "where", "tries", "why", "when"], ...rows])));
}

function printReply(reply: ReturnType<typeof info>): void {
  print(renderReply(reply, { width: process.stdout.columns || 160, colour: false }));
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
