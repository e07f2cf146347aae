import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { finished, startCli } from "../cli/run-cli.ts";

/** Processes of the bot that share a database. */
export interface Cluster {
  readonly size: number;
  /** Kills one of them without a word, and starts it again. */
  kill(index: number): Promise<void>;
  /** Asks all to stop. @throws Error for one that did not end well, or had ended by itself. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly size: number;
  /** For the data and the log of each. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

export function startCluster({ size, folder, env }: ClusterOptions): Cluster {
  const started = Array.from({ length: size }, (_, index) => start(index));

  function start(index: number) {
    const data = join(folder, `instance${index}`);
    mkdirSync(data, { recursive: true });
    const child = startCli(["start"], { ...env, ROLECALL_DATA: data, ROLECALL_LOG_LEVEL: "info" });
    child.stderr.on("data", (text: string) => appendFileSync(join(data, "log"), text));
    return { child, end: finished(child) };
  }

  async function end(index: number, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const one = started[index];
    if (one === undefined) throw new RangeError(`multitest: expected one of ${size} instances, got ${index}`);
    const endedBefore = one.child.exitCode;
    one.child.kill(signal);
    const { code, stderr } = await one.end;
    if (endedBefore === null && (signal === "SIGKILL" || code === 0)) return;
    throw new Error(
      `multitest: expected instance ${index} to run until it was told to stop, got the end ${code}:\n${stderr}`,
    );
  }

  return {
    size,
    async kill(index) {
      await end(index, "SIGKILL");
      started[index] = start(index);
    },
    async stop() {
      await Promise.all(started.map((_, index) => end(index, "SIGTERM")));
    },
  };
}
