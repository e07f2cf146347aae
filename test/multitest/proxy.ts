import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { portOf } from "../http/loopback-server.ts";

/** A network of one connection after the other between clients and a server, which can be cut. */
export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** Nothing comes through any more in either direction, without a word to anybody. */
  cut(): void;
  /** What was cut is at its end, and what comes now passes. */
  mend(): void;
}

export async function openProxy(serverPort: number): Promise<Proxy> {
  const pairs = new Set<readonly [client: Socket, server: Socket]>();
  let isCut = false;

  const proxy = createServer((client) => {
    const server = connect(serverPort, "127.0.0.1");
    const pair = [client, server] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on("error", () => to.destroy());
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
      from.on("data", (bytes) => void to.write(bytes));
      if (isCut) from.pause();
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");

  function drop(): void {
    for (const pair of pairs) for (const end of pair) end.destroy();
  }

  return {
    port: portOf(proxy),
    cut() {
      isCut = true;
      for (const pair of pairs) for (const end of pair) end.pause();
    },
    mend() {
      isCut = false;
      drop();
    },
    async [Symbol.asyncDispose]() {
      drop();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
