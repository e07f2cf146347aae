import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { Server as NetServer } from "node:net";

/** A real server on this machine's own loopback address, with what it was asked. */
export interface LoopbackServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash. */
  readonly origin: string;
  /** `127.0.0.1:<port>`, for lists of allowed hosts. */
  readonly host: string;
  readonly requests: readonly IncomingMessage[];
  readonly connections: () => number;
}

export async function startServer(answer: RequestListener): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** An answer that is the same for every request. */
export function serving(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** The port that a server listens on. */
export function portOf(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`expected a port, got ${address}`);
  return address.port;
}
