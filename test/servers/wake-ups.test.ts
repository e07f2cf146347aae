import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { silentLog } from "../../src/log.ts";
import { listenForWakeUps } from "../../src/storage/wake-ups.ts";
import { emptyPostgres } from "../storage/open-empty.ts";

/** Before a server; `silence` cuts what is connected without a word, as a network does. */
async function aProxy(address: string) {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(address);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: url.href,
    silence() {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

describe.skipIf(inject("postgres") === null)("wake-ups", () => {
  it("are heard again after a connection that died without a word", async () => {
    const proxy = await aProxy(await emptyPostgres());
    const onWake = vi.fn<() => void>();
    const stop = listenForWakeUps(proxy.address, onWake, silentLog, { askEveryMs: 50, answerWithinMs: 200 });
    onTestFinished(stop);
    await vi.waitFor(() => expect(onWake).toHaveBeenCalledTimes(1), { timeout: 5_000 });

    proxy.silence();

    await vi.waitFor(() => expect(onWake).toHaveBeenCalledTimes(2), { timeout: 10_000 });
  });
});
