import { existsSync } from "node:fs";
import { type Config, loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { messageOf, UsageError } from "../errors.ts";
import { withoutSecrets } from "../log.ts";
import { type Check, wrong } from "../platforms/chat/check.ts";
import { isPostgres } from "../storage/postgres.ts";
import { openStorage, type Storage } from "../storage/storage.ts";
import { discordCheck, slackCheck } from "./doctor/chat-check.ts";
import { configurationCheck } from "./doctor/configuration-check.ts";
import type { DoctorCheck } from "./doctor/doctor-check.ts";
import { machineCheck } from "./doctor/machine-check.ts";
import { thisMachine } from "./doctor/machine.ts";
import { networkCheck } from "./doctor/network-check.ts";
import { portCheck } from "./doctor/port-check.ts";
import { serverCheck } from "./doctor/server-check.ts";
import { sourceCheck } from "./doctor/source-check.ts";
import { storageCheck } from "./doctor/storage-check.ts";

/** All that doctor looks at: what the rest rests on comes first. */
const checks: readonly DoctorCheck[] = [
  configurationCheck,
  machineCheck,
  storageCheck,
  networkCheck,
  sourceCheck,
  portCheck,
  serverCheck,
  slackCheck,
  discordCheck,
];

export interface DoctorOptions {
  /** A channel to post one line to; nothing is posted when left out. */
  readonly post: string | undefined;
  /** One JSON object a line, for machines. */
  readonly json: boolean;
}

/**
 * Looks at everything that has to be right, one line each, also while the bot runs. Ends the process with 1 where something
 * is wrong.
 */
export async function doctor({ post, json }: DoctorOptions): Promise<void> {
  let isWell = true;
  for await (const { name, state, text } of found(post ?? null)) {
    isWell &&= state !== "wrong";
    const line = json ? JSON.stringify({ name, state, text }) : `${state.padEnd(5)} ${name.padEnd(14)} ${text}`;
    process.stdout.write(withoutSecrets(`${line}\n`));
  }
  if (!json) process.stdout.write(isWell ? "All is well.\n" : "Something is wrong: see the lines above.\n");
  if (!isWell) process.exitCode = 1;
}

async function* found(postTo: string | null): AsyncIterable<Check> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    yield wrong("configuration", error.message);
    return;
  }
  const path = config.database;
  const opened = await openedAt(path);
  const storage = opened instanceof Error ? null : opened;
  try {
    const subscribed = await destinationsIn(storage);
    const context = { config, path, opened, subscribed, postTo, machine: thisMachine, clock: systemClock };
    for (const check of checks) yield* check.run(context);
  } finally {
    await storage?.close();
  }
}

/** To be read; null where there is none yet, and what is wrong with one that cannot be read. */
async function openedAt(path: string): Promise<Storage | Error | null> {
  if (!isPostgres(path) && !existsSync(path)) return null;
  try {
    return await openStorage(path, systemRandom, { isReadOnly: true });
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}

/** Where subscriptions go. */
async function destinationsIn(storage: Storage | null): Promise<readonly string[]> {
  try {
    return ((await storage?.subscriptions.active()) ?? []).map(({ destination }) => destination).toSorted();
  } catch {
    return [];
  }
}
