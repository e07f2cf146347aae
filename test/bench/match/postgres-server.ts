import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { note } from "../measure.ts";

export interface PostgresServer {
  /** How its clients connect: an address, or the folder of its socket. */
  readonly connection: { readonly connectionString: string } | { readonly host: string; readonly user: string };
  stop(): Promise<void>;
}

const user = "bench";
const folders = ["/usr/lib/postgresql/15/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
const startTries = 100;

/**
 * The server of `BENCH_DATABASE_URL`, else one that is started for the bench on a folder of its own and a socket there, where
 * PostgreSQL is installed. Undefined where neither is there, which is said.
 */
export async function postgresServer(): Promise<PostgresServer | undefined> {
  const url = process.env["BENCH_DATABASE_URL"];
  if (url !== undefined && url !== "") return { connection: { connectionString: url }, stop: async () => {} };
  const binaries = folders.find((folder) => existsSync(join(folder, "initdb")));
  if (binaries === undefined) {
    note("postgres: not measured, as no BENCH_DATABASE_URL is given and no PostgreSQL is installed");
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "bench-postgres-"));
  // PostgreSQL refuses to be run by root.
  const owner = process.getuid?.() === 0 ? { uid: idOf("nobody"), gid: idOf("nobody", "-g") } : {};
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  execFileSync(join(binaries, "initdb"), ["-D", data, "-U", user, "--auth=trust", "--no-sync"], {
    ...owner,
    cwd: folder,
    stdio: "ignore",
  });
  const settings = ["shared_buffers=1GB", "work_mem=256MB", "fsync=off", "autovacuum=off", "listen_addresses="];
  const server = spawn(
    join(binaries, "postgres"),
    ["-D", data, "-k", folder, ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, cwd: folder, stdio: "ignore" },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      const stopped = once(server, "exit");
      server.kill("SIGINT");
      await stopped;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  if (await hasStarted(server, join(folder, ".s.PGSQL.5432"))) return { connection: { host: folder, user }, stop };
  await stop();
  note("postgres: not measured, as the installed one did not start");
  return undefined;
}

async function hasStarted(server: ChildProcess, socket: string): Promise<boolean> {
  for (let tries = 0; tries < startTries && server.exitCode === null; tries++) {
    if (existsSync(socket)) return true;
    await sleep(100);
  }
  return false;
}

function idOf(name: string, which = "-u"): number {
  return Number(execFileSync("id", [which, name], { encoding: "utf8" }));
}
