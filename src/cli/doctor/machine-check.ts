import { readFileSync } from "node:fs";
import { join } from "node:path";
import { note, ok, wrong } from "../../platforms/chat/check.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { existingFolder } from "./existing-folder.ts";

const mebibyte = 1024 * 1024;
/** SQLite writes a change twice before it is where it belongs, and a full disk stops everything. */
const leastFree = 100 * mebibyte;
const littleFree = 1024 * mebibyte;

/** The program that runs us, and the disk that we write to. */
export const machineCheck: DoctorCheck = {
  async *run({ config, machine }) {
    const wanted = wantedNode();
    yield Number.parseInt(machine.nodeVersion, 10) >= wanted
      ? ok("node", machine.nodeVersion)
      : wrong(
          "node",
          `expected Node ${wanted} or newer, got ${machine.nodeVersion}: start Rolecall with npm after npm ci`,
        );
    const folder = existingFolder(config.dataDir);
    const { freeBytes, transient } = await machine.disk(folder);
    const free = `${Math.floor(freeBytes / mebibyte).toLocaleString("en")} MiB free at ${folder}`;
    if (freeBytes < leastFree) yield wrong("disk", `${free}: make room, or name another folder with ROLECALL_DATA`);
    else if (freeBytes < littleFree) yield note("disk", `${free}: that is little`);
    else yield ok("disk", free);
    if (transient === "memory") {
      yield note("disk", `${folder} is in memory and lost at the next restart: name another folder with ROLECALL_DATA`);
    } else if (transient === "container") {
      yield note("disk", `${folder} is in the container itself and lost with it: mount a volume there`);
    }
  },
};

/** The oldest that package.json lets in. */
function wantedNode(): number {
  const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  return Number(/\d+/.exec(engines.node)?.[0]);
}
