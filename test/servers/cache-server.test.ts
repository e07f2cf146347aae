import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { type Log, silentLog } from "../../src/log.ts";
import { pingCacheServer } from "../../src/storage/cache-server.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { freePort } from "./start-servers.ts";

let lines: [string, object][];
let storages: Storage[];

const log: Log = {
  ...silentLog,
  info: (fields, text) => void lines.push([text, fields]),
  warn: (fields, text) => void lines.push([text, fields]),
};

async function open(cacheAddress: string): Promise<Storage> {
  const storage = await openStorage(":memory:", seededRandom(1), { log, cacheAddress });
  storages.push(storage);
  return storage;
}

beforeEach(() => {
  lines = [];
  storages = [];
});

afterEach(() => Promise.all(storages.map((storage) => storage.close())));

describe.skipIf(inject("redis") === null)("a cache server", () => {
  const address = inject("redis") ?? "";

  it("that is there answers doctor", async () => {
    await expect(pingCacheServer(address)).resolves.toBeUndefined();
  });

  it("holds what may be lost, for every instance, for its life time", async () => {
    const [one, two] = [await open(address), await open(address)];
    const name = "slack-lookups";

    await one.cache(name).set("a", { b: 1 }, 60_000);
    await one.cache(name).set("short", 2, 20);
    await new Promise((resolve) => setTimeout(resolve, 40));

    expect(await two.cache(name).get("a")).toEqual({ b: 1 });
    expect(await two.cache(name).get("short")).toBeUndefined();
    expect(await two.cache(name).delete("a")).toBe(true);
    expect(await one.cache(name).has("a")).toBe(false);
  });

  it("does not hold what must not be lost", async () => {
    const [one, two] = [await open(address), await open(address)];

    for (const name of ["slack-installations", "slack", "discord", "http", "moves", "unread"]) {
      await one.cache(name).set("a", 1);
      expect(await two.cache(name).get("a")).toBeUndefined();
    }
  });

  it("that is away costs no more than what it held, is told of once, and used again when it is back", async () => {
    const port = await freePort();
    const storage = await open(`redis://127.0.0.1:${port}`);
    const cache = storage.cache("slack-lookups");

    await cache.set("a", 1);
    const missed = await cache.get("a");
    const told = lines.map(([text]) => text);
    const server = startRedis(port);
    await vi.waitFor(async () => {
      await cache.set("a", 2);
      expect(await cache.get("a")).toBe(2);
    }, 15_000);
    server.kill("SIGKILL");

    expect(missed).toBeUndefined();
    expect(told).toEqual(["the cache server cannot be reached: it goes on without"]);
    expect(lines.at(-1)).toEqual([
      "the cache server is back",
      { awayMs: expect.any(Number) as number, dropped: expect.any(Number) as number },
    ]);
  });

  it("that says nothing holds nobody up", async () => {
    const mute = await aMuteServer();
    const { port } = mute.address() as { port: number };
    const storage = await open(`redis://127.0.0.1:${port}`);
    const startedAt = performance.now();

    const got = await storage.cache("slack-lookups").get("a");
    for (let i = 0; i < 50; i++) await storage.cache("slack-lookups").set("a", i);

    expect(got).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    mute.close();
  });
});

function startRedis(port: number): ChildProcess {
  return spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], { stdio: "ignore" });
}

/** Takes connections and answers nothing. */
function aMuteServer(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
