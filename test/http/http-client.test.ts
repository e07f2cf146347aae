/** The client against a real server on loopback: one file, because every limit is tried through the same entrance. */
import { createServer } from "node:net";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { createHttpClient, type HttpLimits, type SessionOptions } from "../../src/http/http-client.ts";
import { HttpError, NotModified } from "../../src/http/http-error.ts";
import type { Transport } from "../../src/http/transport.ts";
import { type LoopbackServer, portOf, serving, startServer } from "./loopback-server.ts";

const Anything = z.unknown();

describe("what is sent", () => {
  test("one GET with contact and the encodings that we decode", async () => {
    const server = await aServer(serving({ jobs: [] }));

    const value = await aSession(server).json(`${server.origin}/board?x=1#part`, Anything);

    expect(value).toEqual({ jobs: [] });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ method: "GET", url: "/board?x=1" });
    expect(server.requests[0]?.headers).toMatchObject({
      "user-agent": "Rolecall (+bot@example.org)",
      "accept-encoding": "gzip, br",
    });
  });

  test("no proxy of the environment is used", async () => {
    const proxy = await aServer(serving("the proxy"));
    vi.stubEnv("HTTP_PROXY", proxy.origin);
    vi.stubEnv("http_proxy", proxy.origin);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    const server = await aServer(serving("1"));

    expect(await aSession(server).json(server.origin, Anything)).toBe(1);
    expect(proxy.connections()).toBe(0);
  });

  test("at most two requests at once go to one host", async () => {
    let running = 0;
    let most = 0;
    const server = await aServer((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end("1");
      }, 15);
    });
    const session = aSession(server);

    await Promise.all(Array.from({ length: 7 }, () => session.json(server.origin, Anything)));

    expect(most).toBe(2);
    expect(server.requests).toHaveLength(7);
  });
});

describe("what comes back", () => {
  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("%s is decoded", async (encoding, compress) => {
    const server = await aServer(servingBytes(compress('\uFEFF{"title":"Köchin"}'), { "content-encoding": encoding }));

    expect(await aSession(server).json(server.origin, Anything)).toEqual({ title: "Köchin" });
  });

  test.each([
    ["no JSON", "<html></html>", "schema"],
    ["nothing", "", "schema"],
    ["another shape", '{"jobs":7}', "schema"],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, "schema"],
  ])("%s is refused", async (_name, body, code) => {
    const server = await aServer(serving(body));

    const reading = aSession(server).json(server.origin, z.object({ jobs: z.array(z.string()) }));

    await expect(reading).rejects.toMatchObject({ name: "HttpError", code });
  });

  test("64 levels, and brackets in strings, are none too deep", async () => {
    const body = `${"[".repeat(63)}["\\"${"[".repeat(80)}"]${"]".repeat(63)}`;
    const server = await aServer(serving(body));

    await expect(aSession(server).json(server.origin, Anything)).resolves.toEqual(JSON.parse(body));
  });

  test("an encoding that was not asked for is refused", async () => {
    const server = await aServer(servingBytes(Buffer.from("1"), { "content-encoding": "zstd" }));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({ code: "schema" });
  });

  test("a compressed body that ends early is an error, not half a board", async () => {
    const server = await aServer(servingBytes(gzipSync("[1,2,3]").subarray(0, 15), { "content-encoding": "gzip" }));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({ code: "unreachable" });
  });

  test.each([
    [401, "blocked"],
    [403, "blocked"],
    [404, "not-found"],
    [410, "gone"],
    [418, "unreachable"],
    [429, "blocked"],
    [500, "unreachable"],
    [503, "unreachable"],
  ])("status %i is %s", async (status, code) => {
    const server = await aServer(serving("no", status, { "retry-after": "120" }));

    const reading = aSession(server).json(`${server.origin}/board?key=canary`, Anything);

    await expect(reading).rejects.toMatchObject({
      code,
      fields: { status, retryAfterMs: 120_000, url: `${server.origin}/board?…` },
    });
    await expect(reading).rejects.toMatchObject({ message: expect.not.stringContaining("canary") });
  });

  test.each([
    [new Date(1_700_000_030_000).toUTCString(), 30_000],
    [new Date(1_600_000_000_000).toUTCString(), 0],
    ["soon", undefined],
    ["-5", undefined],
  ])("Retry-After: %s", async (header, expected) => {
    const server = await aServer(serving("no", 429, { "retry-after": header }));
    const clock = { ...systemClock, now: () => 1_700_000_000_000 };

    const error: unknown = await aSession(server, {}, {}, clock)
      .json(server.origin, Anything)
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(HttpError);
    expect(error instanceof HttpError && error.fields.retryAfterMs).toBe(expected);
  });
});

describe("limits", () => {
  test.each([
    ["announced", servingBytes(Buffer.alloc(2000, 0x20), { "content-length": "2000" })],
    ["unannounced", servingBytes(Buffer.alloc(2000, 0x20), { "transfer-encoding": "chunked" })],
  ])("a body over the limit, %s", async (_name, answer) => {
    const server = await aServer(answer);
    const session = aSession(server, { maxBytes: 1999 });

    await expect(session.json(server.origin, Anything)).rejects.toMatchObject({ code: "too-large" });
    await expect(session.json(server.origin, Anything, { maxBytes: 2000 })).rejects.toMatchObject({ code: "schema" });
  });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("a bomb in %s is left alone once it is too large", async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(16 * 1024 * 1024, 0x20));
    const server = await aServer(servingBytes(bomb, { "content-encoding": encoding }));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({ code: "too-large" });
    expect(bomb.length).toBeLessThan(100_000);
  });

  test("a drip of bytes ends with the deadline", async () => {
    const server = await aServer((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
    });

    const reading = aSession(server, { deadlineMs: 60 }).json(server.origin, Anything);

    await expect(reading).rejects.toMatchObject({ code: "unreachable", fields: { reason: "deadline" } });
  });

  test("the deadline spans redirects", async () => {
    const server = await aServer((request, response) => {
      setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 40);
    });

    const reading = aSession(server, { deadlineMs: 100 }).json(server.origin, Anything);

    await expect(reading).rejects.toMatchObject({ code: "unreachable", fields: { reason: "deadline" } });
  });

  test("headers over the limit", async () => {
    const server = await aServer(serving("1", 200, { "x-long": "a".repeat(17 * 1024) }));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({ code: "too-large" });
  });

  test("a server that accepts and says nothing ends with the time to connect", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close());
    const host = `127.0.0.1:${portOf(silent)}`;

    const reading = aSession({ host }, { connectTimeoutMs: 50 }).json(`https://${host}/`, Anything);

    await expect(reading).rejects.toMatchObject({ code: "unreachable", message: expect.stringMatching(/connect/i) });
  });

  test("nobody listening", async () => {
    const server = await startServer(serving("1"));
    const { origin, host } = server;
    await server[Symbol.asyncDispose]();

    await expect(aSession({ host }).json(origin, Anything)).rejects.toMatchObject({ code: "unreachable" });
  });

  test("a stop ends a request with the reason of the stop, queued or under way", async () => {
    const server = await aServer(() => {});
    const stop = new AbortController();
    const session = aSession(server, {}, { signal: stop.signal });
    const readings = Promise.allSettled([1, 2, 3].map(() => session.json(server.origin, Anything)));
    await vi.waitFor(() => expect(server.requests).toHaveLength(2));

    stop.abort(new Error("stopping"));

    const reasons = (await readings).map((reading) => (reading.status === "rejected" ? reading.reason : undefined));
    expect(reasons).toEqual([new Error("stopping"), new Error("stopping"), new Error("stopping")]);
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])("%i is followed", async (status) => {
    const server = await aServer(redirecting({ "/": "/there" }, status));

    expect(await aSession(server).json(server.origin, Anything)).toBe("/there");
  });

  test("to no address is an error", async () => {
    const server = await aServer(redirecting({ "/": "http://[" }));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({
      fields: { reason: "redirects" },
    });
  });

  test("five at most", async () => {
    const server = await aServer(
      redirecting({ "/1": "/2", "/2": "/3", "/3": "/4", "/4": "/5", "/5": "/6", "/0": "/1" }),
    );
    const session = aSession(server);

    expect(await session.json(`${server.origin}/1`, Anything)).toBe("/6");
    await expect(session.json(`${server.origin}/0`, Anything)).rejects.toMatchObject({
      fields: { reason: "redirects" },
    });
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://2130706433/",
    "http://localhost:1/",
    "file:///etc/passwd",
    "https://someone:secret@example.com/",
    "http://127.0.0.1:1/",
    "http://[::ffff:7f00:1]/",
  ])("to %s is refused", async (target) => {
    const server = await aServer(redirecting({ "/": "/hop", "/hop": target }));

    const reading = aSession(server).json(server.origin, Anything);

    await expect(reading).rejects.toMatchObject({ code: "unreachable", fields: { reason: "address" } });
    expect(server.requests).toHaveLength(2);
  });

  test("a name that resolves to this machine is refused on any hop", async () => {
    const server = await aServer(redirecting({ "/": "http://rebound.example/" }));

    const reading = aSession(server).json(server.origin, Anything);

    await expect(reading).rejects.toMatchObject({ code: "unreachable", fields: { reason: "address" } });
  });

  test("off the origin is not found, for what must stay on it", async () => {
    const other = await aServer(serving("1"));
    const server = await aServer(redirecting({ "/": `${other.origin}/` }));
    const session = aSession(server, {}, { allowHosts: [server.host, other.host] });

    const reading = session.json(server.origin, Anything, { redirects: "same-origin" });

    await expect(reading).rejects.toMatchObject({ code: "not-found", fields: { reason: "redirects" } });
    expect(other.requests).toHaveLength(0);
  });

  test("credentials stay with the origin that was asked, on the way back too", async () => {
    const home = await aServer((request, response) => {
      const location = request.url === "/" ? `${away.origin}/` : undefined;
      if (location === undefined) response.end("1");
      else response.writeHead(302, { location }).end();
    });
    const away = await aServer((_request, response) =>
      response.writeHead(302, { location: `${home.origin}/back` }).end(),
    );
    const options = { allowHosts: [home.host, away.host], credentials: { authorization: "Bearer canary" } };

    await aSession(home, {}, options).json(home.origin, Anything);

    const seen = [...home.requests, ...away.requests].map(({ headers }) => headers.authorization);
    expect(seen).toEqual(["Bearer canary", undefined, undefined]);
  });
});

/** Always the same board, 30 of its 90 seconds old. */
const versioned: RequestListener = (request, response) => {
  const isSame = request.headers["if-none-match"] === '"v1"';
  response.writeHead(isSame ? 304 : 200, { etag: '"v1"', "cache-control": "max-age=90", age: "30" });
  response.end(isSame ? undefined : "[]");
};

describe("asking whether anything changed", () => {
  test("validators and freshness are handed over with the answer", async () => {
    const modified = new Date(1_700_000_000_000).toUTCString();
    const server = await aServer(serving([], 200, { etag: 'W/"a"', "last-modified": modified }));
    const session = aSession(server);

    await session.json(`${server.origin}/board`, Anything);

    expect(session.collected()).toEqual({
      validators: { [`${server.origin}/board`]: { etag: 'W/"a"', lastModified: modified } },
      moves: {},
      freshForMs: 0,
    });
  });

  test("an unchanged board is no empty board", async () => {
    const server = await aServer(versioned);
    const first = aSession(server);
    await first.json(server.origin, Anything);
    const second = aSession(server, {}, { validators: structuredClone(first.collected().validators) });

    await expect(second.json(server.origin, Anything)).rejects.toBeInstanceOf(NotModified);

    expect(second.collected()).toEqual(first.collected());
    expect(second.collected().freshForMs).toBe(60_000);
  });

  test("a date serves where there is no tag", async () => {
    const server = await aServer(serving([]));
    const lastModified = new Date(1_700_000_000_000).toUTCString();

    await aSession(server, {}, { validators: { [`${server.origin}/`]: { lastModified } } }).json(
      server.origin,
      Anything,
    );

    expect(server.requests[0]?.headers["if-modified-since"]).toBe(lastModified);
  });

  test("later pages are read whole: an unchanged second page says nothing of the first", async () => {
    const server = await aServer(versioned);
    const validators = { [`${server.origin}/2`]: { etag: '"v1"' } };
    const session = aSession(server, {}, { validators });

    await session.json(`${server.origin}/1`, Anything);

    expect(await session.json(`${server.origin}/2`, Anything)).toEqual([]);
  });

  test("a 304 that nobody asked for is an error", async () => {
    const server = await aServer(servingBytes(Buffer.alloc(0), {}, 304));

    await expect(aSession(server).json(server.origin, Anything)).rejects.toMatchObject({ code: "unreachable" });
  });

  test.each([undefined, null, "x", [], { "http://a/": "x" }, { "http://a/": { etag: 7 } }])(
    "stored validators of another form (%j) mean a full read",
    async (validators) => {
      const server = await aServer(versioned);

      expect(await aSession(server, {}, { validators }).json(server.origin, Anything)).toEqual([]);
    },
  );
});

test("an address that is refused never reaches the network", async () => {
  const send = vi.fn<Transport["send"]>();
  const transport: Transport = { send, close: async () => {} };
  const client = createHttpClient({ contact: "bot@example.org" }, { clock: systemClock, transport });
  const session = client.session({ signal: new AbortController().signal });

  for (const url of ["http://127.0.0.1/", "http://[::]/", "http://0x7f.1/", "nonsense", "http://a.example:22/"]) {
    await expect(session.json(url, Anything)).rejects.toMatchObject({ code: "unreachable" });
  }

  expect(send).not.toHaveBeenCalled();
});

afterEach(() => vi.unstubAllEnvs());

async function aServer(answer: RequestListener): Promise<LoopbackServer> {
  const server = await startServer(answer);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** A session that may reach one loopback server; every name resolves to this machine. */
function aSession(
  { host }: { readonly host: string },
  limits: Partial<HttpLimits> = {},
  options: Partial<SessionOptions> = {},
  clock = systemClock,
) {
  const client = createHttpClient(
    { contact: "bot@example.org", limits: { gapPerHostMs: 0, ...limits } },
    { clock, lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]) },
  );
  onTestFinished(() => client.close());
  return client.session({ allowHosts: [host], signal: new AbortController().signal, ...options });
}

/** An answer in bytes. */
function servingBytes(body: Buffer, headers: Readonly<Record<string, string>>, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Redirects by path; any other path answers with itself. */
function redirecting(table: Readonly<Record<string, string>>, status = 302): RequestListener {
  return (request, response) => {
    const location = table[request.url ?? ""];
    if (location === undefined) response.end(JSON.stringify(request.url));
    else response.writeHead(status, { location }).end("moved");
  };
}
