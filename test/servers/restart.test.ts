/** A database that goes away for a while, and what others have stored. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, onTestFinished, vi } from "vitest";
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

/** A way to a server on which connections can be cut off without a word; new ones get through. */
async function aWayTo({ address }: PostgresServer) {
  const { port } = new URL(address);
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  const swallowed = Promise.withResolvers<void>();
  const way = createServer((near) => {
    const far = createConnection(Number(port), "127.0.0.1");
    open.add(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
    near.on("data", (bytes) => (silent.has(near) ? swallowed.resolve() : far.write(bytes)));
    far.on("data", (bytes) => near.write(bytes));
  });
  way.listen(0, "127.0.0.1");
  await once(way, "listening");
  const own = new URL(address);
  own.port = String((way.address() as AddressInfo).port);
  return {
    address: own.href,
    fallSilent() {
      for (const near of open) silent.add(near);
    },
    hasSwallowed: () => swallowed.promise,
    close: () => way.close(),
  };
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

  it("that answers no more on a connection is asked on another one", async () => {
    const way = await aWayTo(server);
    const cut = await openStorage(way.address, seededRandom(2));
    await cut.ping();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(async () => {
      vi.useRealTimers();
      await cut.close();
      way.close();
    });
    way.fallSilent();

    const unanswered = cut.transaction(async ({ sources }) => await sources.keys());
    await Promise.all([
      expect(unanswered).rejects.toMatchObject({ code: "database-away" }),
      way.hasSwallowed().then(() => vi.advanceTimersByTimeAsync(61_000)),
    ]);

    expect(await cut.sources.keys()).toEqual(["folder:x"]);
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
