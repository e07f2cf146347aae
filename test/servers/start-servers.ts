import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of an empty PostgreSQL server; null where the programs for one are not there. */
    postgres: string | null;
    /** The same of Redis. */
    redis: string | null;
  }
}

/** Starts the real servers for the tests of a run, where their programs are there, and says so where they are not. */
export default async function startServers(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-servers-"));
  const stops: (() => void)[] = [];
  const postgres = await started("PostgreSQL", startPostgres);
  const redis = await started("Redis", startRedis);
  project.provide("postgres", postgres);
  project.provide("redis", redis);

  async function started(name: string, start: typeof startRedis): Promise<string | null> {
    const server = await start(folder, await freePort());
    if (server === null) process.stderr.write(`No ${name} is installed here: tests on it are left out.\n`);
    else stops.push(server.stop);
    return server?.address ?? null;
  }

  return () => {
    for (const stop of stops) stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

interface Server {
  readonly address: string;
  stop(this: void): void;
}

/** A server that a test has to itself. */
export interface PostgresServer extends Server {
  /** As an operator does, or with `immediate` as a crash does. */
  halt(mode: "fast" | "immediate"): void;
  start(): void;
}

/** @returns Null where the programs are not there. */
export async function startPostgres(folder: string, port: number): Promise<PostgresServer | null> {
  const programs = globSync("/usr/lib/postgresql/*/bin").toSorted().at(-1);
  if (programs === undefined) return null;
  const data = join(folder, "postgres");
  chmodSync(folder, 0o777);
  // It refuses to run as root.
  const asUser = (command: string) =>
    process.getuid?.() === 0
      ? execFileSync("su", ["postgres", "-s", "/bin/sh", "-c", command], { stdio: "pipe" })
      : execFileSync("/bin/sh", ["-c", command], { stdio: "pipe" });
  asUser(`${programs}/initdb -D ${data} -A trust -U postgres --no-sync --locale=C.UTF-8`);
  // Nothing here has to outlive a power cut.
  const quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 ${quick}`;
  const start = () => void asUser(`${programs}/pg_ctl -D ${data} -l ${data}/log -o "${options}" -w start`);
  const halt = (mode: string) => void asUser(`${programs}/pg_ctl -D ${data} -m ${mode} -w stop`);
  start();
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    halt,
    stop: () => halt("immediate"),
  };
}

/** @returns Null where the program is not there. */
export async function startRedis(folder: string, port: number): Promise<Server | null> {
  const program = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/usr/bin/valkey-server"].find(existsSync);
  if (program === undefined) return null;
  const child = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of child.stdout) if (String(text).includes("Ready to accept connections")) break;
  return { address: `redis://127.0.0.1:${port}`, stop: () => void child.kill("SIGKILL") };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
