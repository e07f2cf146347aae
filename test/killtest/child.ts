import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import type { CheckpointName } from "../../src/checkpoint.ts";

/** How a process is made to die: at a point of the code, or so long after its first sign of life. */
export type Death = { readonly at: CheckpointName; readonly nth: number } | { readonly afterMs: number };

export interface Life {
  readonly stdout: string;
  /** Whether it died where it was told to. */
  readonly isHit: boolean;
}

/** The bot as a process of its own. */
export interface Program {
  /** Script and its arguments, from the root of the project. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
}

const root = join(import.meta.dirname, "../..");
/** A process that never comes to its point is killed after this. */
const patienceMs = 10_000;

/** Runs it until it dies as told. */
export async function runToDeath(program: Program, death: Death): Promise<Life> {
  const child = start(program, "at" in death ? { CRASH_AT: `${death.at}:${death.nth}` } : {});
  const life = lifeOf(child);
  await Promise.race([firstSign(child), life]);
  let isHit = true;
  const timer = setTimeout(
    () => {
      isHit = "afterMs" in death;
      child.kill("SIGKILL");
    },
    "afterMs" in death ? death.afterMs : patienceMs,
  );
  const { code, stdout, stderr } = await life;
  clearTimeout(timer);
  if (code !== null) throw new Error(`killtest: expected a kill, got the end ${code}:\n${stderr}`);
  return { stdout, isHit };
}

/** Runs it until the condition holds, then asks it to stop. Returns what it printed. @throws Error when it fails. */
export async function runUntil(program: Program, isDone: () => boolean, withinMs: number): Promise<string> {
  const child = start(program, {});
  const life = lifeOf(child);
  for (const end = Date.now() + withinMs; child.exitCode === null && Date.now() < end && !isDone(); ) {
    await Promise.race([life, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
  child.kill("SIGTERM");
  const { code, stdout, stderr } = await life;
  if (code !== 0) throw new Error(`killtest: expected the bot to stop with 0, got ${code}:\n${stderr}`);
  return stdout;
}

function start(
  { command, env: own, folder }: Program,
  env: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...command], {
    cwd: root,
    env: {
      PATH: process.env["PATH"] ?? "",
      ROLECALL_LOG_LEVEL: "error",
      ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
      ROLECALL_DATA: folder,
      // As src/rolecall.js has it: compiling is most of what a start takes.
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
      ...own,
      ...env,
    },
  });
}

function firstSign(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    child.stdout.once("data", () => resolve());
    child.stderr.once("data", () => resolve());
  });
}

/** @returns The code is null where a signal ended it. */
function lifeOf(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
