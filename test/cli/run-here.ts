import { run } from "../../src/cli/program.ts";
import type { Finished } from "./run-cli.ts";

/**
 * Runs a verb that neither reads standard input nor goes on by itself in this process, as `runCli` does in one of its own: a
 * process takes most of a second of processor time to load what this one has loaded once. One at a time.
 */
export async function runHere(
  args: readonly string[],
  { env = {} }: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  const before = { env: process.env, exitCode: process.exitCode, out: process.stdout.write, err: process.stderr.write };
  let stdout = "";
  let stderr = "";
  process.env = { PATH: before.env["PATH"], ROLECALL_LOG_LEVEL: "warn", ...env };
  process.exitCode = undefined;
  process.stdout.write = (text: string | Uint8Array) => {
    stdout += text.toString();
    return true;
  };
  process.stderr.write = (text: string | Uint8Array) => {
    stderr += text.toString();
    return true;
  };
  try {
    await run(args);
    return { code: exitCode(), stdout, stderr };
  } finally {
    process.env = before.env;
    process.exitCode = before.exitCode;
    process.stdout.write = before.out;
    process.stderr.write = before.err;
  }
}

function exitCode(): number {
  return Number(process.exitCode ?? 0);
}
