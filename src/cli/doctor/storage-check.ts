import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import { type Check, ok, wrong } from "../../platforms/chat/check.ts";
import { type Durability, postgresDurability, sqliteDurability } from "../../storage/durability.ts";
import { isPostgres, shownAddress } from "../../storage/postgres.ts";
import type { DoctorCheck, DoctorContext } from "./doctor-check.ts";
import { existingFolder } from "./existing-folder.ts";

/** Whether the database can be read and written, and whether what is written is there after a power cut. */
export const storageCheck: DoctorCheck = {
  async *run(context) {
    const { opened, path } = context;
    if (opened === null) yield ok("database", `none at ${shownAddress(path)} yet: the first start makes it`);
    else if (opened instanceof Error) yield wrong("database", opened.message);
    else yield await read(context);
    yield await (isPostgres(path) ? writeToServer(context) : writeToFile(context));
  },
};

async function read({ opened, path }: DoctorContext): Promise<Check> {
  try {
    if (opened !== null && !(opened instanceof Error)) await opened.sources.list();
    return ok("database", shownAddress(path));
  } catch (error) {
    const restore = isPostgres(path) ? "pg_restore" : "restore FILE";
    return wrong(
      "database",
      `${shownAddress(path)} cannot be read: ${messageOf(error)}. Put a copy back with ${restore}`,
    );
  }
}

async function writeToServer({ path, clock }: DoctorContext): Promise<Check> {
  try {
    return judged(await postgresDurability(path, clock));
  } catch (error) {
    return wrong(
      "writing",
      `${shownAddress(path)} cannot be written to: ${messageOf(error)}; let its user write there`,
    );
  }
}

async function writeToFile({ path, config: { dataDir }, clock }: DoctorContext): Promise<Check> {
  const advice = "let this user write there, or name another folder with ROLECALL_DATA";
  try {
    accessSync(existsSync(path) ? path : existingFolder(dataDir), constants.R_OK | constants.W_OK);
    if (!existsSync(dataDir)) return ok("writing", `${existingFolder(dataDir)} can be written to`);
    const probe = join(dataDir, `doctor-${process.pid}.sqlite`);
    return judged(await sqliteDurability(probe, clock));
  } catch (error) {
    return wrong("writing", `${dataDir} cannot be written to: ${messageOf(error)}; ${advice}`);
  }
}

function judged({ isDurable, setting, durableSetting, commitMs }: Durability): Check {
  return isDurable
    ? ok("writing", `a commit is on disk (${setting}) after ${commitMs} ms`)
    : wrong("writing", `a commit may be lost in a power cut: expected ${durableSetting}, got ${setting}`);
}
