import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { loadConfig } from "../../../config/load.ts";
import type { DoctorCheck, DoctorContext } from "../../../src/cli/doctor/doctor-check.ts";
import { type Machine, thisMachine } from "../../../src/cli/doctor/machine.ts";
import { systemClock } from "../../../src/clock.ts";

export interface ContextOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Lines of the configuration beside its folder of postings. */
  readonly lines?: readonly string[];
  readonly machine?: Partial<Machine>;
  /** Whether the data folder is there already; it is as a rule. */
  readonly hasData?: boolean;
}

/** What doctor knows of a bot of its own folder, on a machine on which all is well but for what is given. */
export function aContext({
  environment = {},
  lines = [],
  machine,
  hasData = true,
}: ContextOptions = {}): DoctorContext {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-checks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "rolecall.yaml");
  mkdirSync(join(folder, "postings"));
  if (hasData) mkdirSync(join(folder, "data"));
  writeFileSync(file, ["sources:", "  - folder: { path: ./postings }", ...lines, ""].join("\n"));
  const config = loadConfig({ ...environment, ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "data") });
  return {
    config,
    path: join(config.dataDir, config.storage.file),
    opened: null,
    subscribed: [],
    postTo: null,
    machine: {
      ...thisMachine,
      disk: async () => ({ freeBytes: 50 * 1024 ** 3, transient: null }),
      lookup: async () => ["192.0.2.1"],
      ...machine,
    },
    clock: systemClock,
  };
}

/** What a check says, a line each. */
export async function linesOf(check: DoctorCheck, context: DoctorContext): Promise<string[]> {
  const lines: string[] = [];
  for await (const { state, name, text } of check.run(context)) lines.push(`${state} ${name}: ${text}`);
  return lines;
}
