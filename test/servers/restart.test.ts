/** A database that goes away for a while, and what others have stored. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { type Log, silentLog } from "../../src/log.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { aDraft } from "../builders.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { freePort, type PostgresServer, startPostgres } from "./start-servers.ts";

let folder: string;
let server: PostgresServer;
let storage: Storage;
let lines: string[];

function aLog(): Log {
  const line = (_: unknown, text: string) => void lines.push(text);
  return { ...silentLog, info: line, warn: line, error: line };
}

describe.skipIf(inject("postgres") === null)("a PostgreSQL server", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rolecall-restart-"));
    const started = await startPostgres(folder, await freePort());
    if (started === null) throw new Error("expected PostgreSQL's programs, got none");
    server = started;
  });

  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    lines = [];
    storage = await openStorage(server.address, seededRandom(1), { log: aLog() });
    await storage.sources.configure([{ key: "folder:x", kind: "folder" }], 0);
  });

  afterEach(() => storage.close());

  it("that is restarted is waited for, and told of once", async () => {
    server.halt("fast");
    // Until its end has come through.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const asked = Promise.all([storage.ping(), storage.sources.keys(), storage.ping()]);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    server.start();

    const [, keys] = await asked;

    expect(keys).toEqual(["folder:x"]);
    expect(lines).toEqual(["the database cannot be reached", "the database is back"]);
  });

  it("that crashes amid a transaction undoes that one, and nothing else ends", async () => {
    const work = storage.transaction(async ({ sources }) => {
      await sources.sweeping("folder:x");
      server.halt("immediate");
      server.start();
      await sources.keys();
    });

    await expect(work).rejects.toMatchObject({ code: "database-away" });
    expect((await storage.sources.list()).map(({ isSweeping }) => isSweeping)).toEqual([false]);
  });

  it("wakes the other instances for what one has stored, also after it was restarted", async () => {
    const other = await openStorage(server.address, seededRandom(2));
    const wake = vi.fn();
    const stop = other.onWake(wake);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled());
    server.halt("fast");
    server.start();
    await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(1), 10_000);
    const before = wake.mock.calls.length;

    await storage.postings.add([aDraft({ id: "p1", externalId: "1" })], 1, false);

    await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(before));
    await stop();
    await other.close();
  });

  it("has connections that can be counted", async () => {
    await Promise.all([storage.ping(), storage.ping()]);
    const atRest = storage.poolStats?.();
    const busy = await storage.transaction(async () => storage.poolStats?.());

    expect(atRest).toEqual({ active: 0, idle: 2, waiting: 0 });
    expect(busy).toEqual({ active: 1, idle: 1, waiting: 0 });
  });

  it("that refuses is told of at once, without the password", async () => {
    const address = server.address.replace("postgres@", "nobody:hunter2@");

    const opened = openStorage(address, seededRandom(1));

    await expect(opened).rejects.toThrow(/expected a PostgreSQL database that can be used at postgres:\/\/nobody@127/);
    await expect(opened).rejects.toMatchObject({ code: "database" });
  });
});
