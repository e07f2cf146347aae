/** What the client makes of texts, posts, moves, rules for robots and hosts that want to be left alone. */
import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { type Clock, systemClock } from "../../src/clock.ts";
import {
  createHttpClient,
  type HttpLimits,
  type HttpSession,
  type SessionOptions,
} from "../../src/http/http-client.ts";
import { type LoopbackServer, serving, startServer } from "./loopback-server.ts";

const Anything = z.unknown();

describe("texts", () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("<a>Łódź</a>", "utf16le")]);
  const latin = (text: string) => Buffer.from(text, "latin1");
  test.each([
    ["a byte order mark", utf16, "text/xml; charset=utf-8", "<a>Łódź</a>"],
    ["the header", latin("Köln"), "text/plain; charset=ISO-8859-1", "Köln"],
    [
      "an XML prolog",
      latin('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'),
      "application/rss+xml",
      /<a>é<\/a>$/,
    ],
    ["a prolog, whatever the type", latin('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'), "text/html", /é/],
    ["a meta element", latin('<html><head><meta charset="windows-1252"></head>caf\xe9'), "text/html", /café$/],
    ["Japanese", Buffer.from([0x93, 0xfa, 0x96, 0x7b]), "text/html; charset=Shift_JIS", "日本"],
    ["nothing, in UTF-8", Buffer.from("naïve"), "text/html", "naïve"],
    ["nothing, in what browsers guess", latin("na\xefve"), "text/html", "naïve"],
    ["an encoding that does not exist", Buffer.from("naïve"), "text/html; charset=klingon", "naïve"],
    ["no type at all", Buffer.from("naïve"), undefined, "naïve"],
  ])("the encoding by %s", async (_, body, type, expected) => {
    const server = await aServer((_request, response) => {
      response.writeHead(200, type === undefined ? {} : { "content-type": type }).end(body);
    });

    const { text } = await aSession(server).text(server.origin);

    if (typeof expected === "string") expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test("where it was found, as what, and what was wanted", async () => {
    const server = await aServer((request, response) => {
      if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.writeHead(200, { "content-type": "Text/HTML; charset=utf-8" }).end("<p>");
    });

    const found = await aSession(server).text(`${server.origin}/old`, { accept: "text/html" });

    expect(found).toEqual({ url: new URL(`${server.origin}/new`), text: "<p>", contentType: "text/html" });
    expect(server.requests[1]?.headers.accept).toBe("text/html");
  });

  test("a file that was compressed before it was put there is unpacked", async () => {
    const server = await aServer((_request, response) => response.end(gzipSync("<urlset/>")));

    expect(await aSession(server).text(`${server.origin}/sitemap.xml.gz`)).toMatchObject({ text: "<urlset/>" });
  });

  test("a file that unpacks into more than is allowed is refused", async () => {
    const bomb = gzipSync(Buffer.alloc(300_000));
    const server = await aServer((_request, response) => response.end(bomb));

    const reading = aSession(server, { limits: { maxBytes: 100_000 } }).text(server.origin);

    expect(bomb.length).toBeLessThan(1000);
    await expect(reading).rejects.toMatchObject({ code: "too-large" });
  });

  test("a file that only looks compressed is refused", async () => {
    const server = await aServer((_request, response) => response.end(Buffer.from([0x1f, 0x8b, 1, 2, 3])));

    await expect(aSession(server).text(server.origin)).rejects.toMatchObject({ code: "schema" });
  });
});

describe("posting", () => {
  test("JSON goes there and back, and is never conditional", async () => {
    const bodies: string[] = [];
    const server = await aServer((request, response) => {
      request.setEncoding("utf8").on("data", (chunk: string) => bodies.push(chunk));
      request.on("end", () => response.writeHead(200, { etag: '"1"' }).end('{"total":1}'));
    });
    const session = aSession(server, { validators: { [`${server.origin}/`]: { etag: '"1"' } } });

    const answer = await session.json(server.origin, Anything, { body: { limit: 20 } });

    expect(answer).toEqual({ total: 1 });
    expect(bodies).toEqual(['{"limit":20}']);
    expect(server.requests[0]).toMatchObject({ method: "POST" });
    expect(server.requests[0]?.headers).toMatchObject({ "content-type": "application/json" });
    expect(server.requests[0]?.headers["if-none-match"]).toBe(undefined);
    expect(session.collected().validators).toEqual({});
  });

  test("is not sent elsewhere", async () => {
    const server = await aServer(serving("", 307, { location: "/other" }));

    await expect(aSession(server).json(server.origin, Anything, { body: {} })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a part of a list", () => {
  test("is never asked for only if it changed", async () => {
    const server = await aServer((_request, response) => response.writeHead(200, { etag: '"1"' }).end("1"));
    const session = aSession(server, { validators: { [`${server.origin}/`]: { etag: '"1"' } } });

    await session.json(server.origin, Anything, { isPart: true });

    expect(server.requests[0]?.headers["if-none-match"]).toBe(undefined);
    expect(session.collected().validators).toEqual({});
  });
});

describe("an address that has moved for good", () => {
  test("is remembered after three sightings in a row, and asked at its new place from then on", async () => {
    const server = await aServer((request, response) => {
      if (request.url === "/old") response.writeHead(301, { location: "/new" }).end();
      else response.end("1");
    });

    let moves: unknown;
    for (let i = 0; i < 4; i++) moves = await pollAt(server, "/old", moves);

    expect(server.requests.map(({ url }) => url)).toEqual(["/old", "/new", "/old", "/new", "/old", "/new", "/new"]);
  });

  test("is forgotten when it answers by itself, or has moved for a while only", async () => {
    let answer: RequestListener = (_request, response) => response.writeHead(301, { location: "/new" }).end();
    const server = await aServer((request, response) => {
      if (request.url === "/new") response.end("1");
      else answer(request, response);
    });
    let moves = await pollAt(server, "/old", await pollAt(server, "/old"));

    answer = (_request, response) => response.writeHead(302, { location: "/new" }).end();
    moves = await pollAt(server, "/old", moves);

    expect(moves).toEqual({});
  });

  async function pollAt(server: LoopbackServer, path: string, moves?: unknown): Promise<unknown> {
    const session = aSession(server, { moves });
    await session.json(server.origin + path, Anything).catch(() => {});
    return session.collected().moves;
  }
});

describe("rules for robots", () => {
  const rules = "User-agent: *\nDisallow: /private\n\nUser-agent: rolecall\nDisallow: /jobs/secret\nAllow: /private\n";
  test.each([
    ["/jobs/1", undefined],
    ["/private/2", undefined],
    ["/jobs/secret", "blocked"],
  ])("%s: %s", async (path, code) => {
    const server = await aServer((request, response) => {
      response.end(request.url === "/robots.txt" ? rules : "page");
    });

    const error: unknown = await aSession(server)
      .text(server.origin + path, { isPage: true })
      .then(() => undefined)
      .catch((reason: unknown) => reason);

    if (code === undefined) expect(error).toBe(undefined);
    else expect(error).toMatchObject({ code, fields: { reason: "robots" } });
  });

  test.each([
    [404, "page"],
    [403, "page"],
    [500, "unreachable"],
  ])("a robots.txt that answers %i means %s", async (status, outcome) => {
    const server = await aServer((request, response) => {
      response.writeHead(request.url === "/robots.txt" ? status : 200).end("page");
    });

    const reading = aSession(server).text(server.origin, { isPage: true });

    if (outcome === "page") await expect(reading).resolves.toMatchObject({ text: "page" });
    else await expect(reading).rejects.toMatchObject({ code: outcome });
  });

  test("are asked for once, and not for what is made for machines", async () => {
    const server = await aServer((request, response) => {
      if (request.url === "/robots.txt") response.writeHead(404);
      response.end("page");
    });
    const session = aSession(server);

    await session.text(`${server.origin}/feed.xml`);
    await session.text(`${server.origin}/a`, { isPage: true });
    await session.text(`${server.origin}/b`, { isPage: true });

    expect(server.requests.map(({ url }) => url)).toEqual(["/feed.xml", "/robots.txt", "/a", "/b"]);
  });
});

describe("what a site's rules are kept to", () => {
  test("is where an address leads, too", async () => {
    const closed = await aServer((request, response) => {
      response.end(request.url === "/robots.txt" ? "User-agent: *\nDisallow: /" : "page");
    });
    const open = await aServer((request, response) => {
      if (request.url === "/robots.txt") response.writeHead(404).end();
      else response.writeHead(302, { location: `${closed.origin}/page` }).end();
    });

    const reading = aSession(open, { allowHosts: [open.host, closed.host] }).text(open.origin, { isPage: true });

    await expect(reading).rejects.toMatchObject({ code: "blocked", fields: { reason: "robots" } });
    expect(closed.requests.map(({ url }) => url)).toEqual(["/robots.txt"]);
  });

  test("is the beginning of a robots.txt without end", async () => {
    const rules = `User-agent: *\nDisallow: /private\n${"# more\n".repeat(200_000)}`;
    const server = await aServer((request, response) => response.end(request.url === "/robots.txt" ? rules : "page"));
    const session = aSession(server);

    await expect(session.text(`${server.origin}/jobs`, { isPage: true })).resolves.toMatchObject({ text: "page" });
    await expect(session.text(`${server.origin}/private`, { isPage: true })).rejects.toMatchObject({ code: "blocked" });
  });
});

describe("hosts", () => {
  test("that do not say for how long are left alone for a minute", async () => {
    const server = await aServer(serving("slow down", 429));
    const clock = aClock(1000);
    const session = aSession(server, { clock });
    await session.json(server.origin, Anything).catch(() => {});

    await expect(session.json(server.origin, Anything)).rejects.toMatchObject({ fields: { reason: "held" } });
    clock.time += 60_000;
    await session.json(server.origin, Anything).catch(() => {});

    expect(server.requests).toHaveLength(2);
  });

  test("what one board of a host is told, the others of it keep too", async () => {
    const server = await aServer(serving("slow down", 429, { "retry-after": "60" }));
    const clock = aClock(1000);
    const session = aSession(server, { clock });
    await expect(session.json(`${server.origin}/a`, Anything)).rejects.toMatchObject({ code: "blocked" });

    clock.time += 20_000;
    const held = session.json(`${server.origin}/b`, Anything);

    await expect(held).rejects.toMatchObject({ code: "blocked", fields: { reason: "held", retryAfterMs: 40_000 } });
    expect(server.requests).toHaveLength(1);

    clock.time += 40_000;
    await session.json(`${server.origin}/b`, Anything).catch(() => {});
    expect(server.requests).toHaveLength(2);
  });

  test("hosts that are one server keep it together", async () => {
    const server = await aServer(serving("slow down", 429, { "retry-after": "60" }));
    const session = aSession(server);
    const options = { server: "boards.example" };
    await expect(session.json(`${server.origin}/a`, Anything, options)).rejects.toMatchObject({ code: "blocked" });

    const [same, another] = await Promise.allSettled([
      session.json("https://b.boards.example/", Anything, options),
      session.json(`${server.origin}/b`, Anything),
    ]);

    expect(same).toMatchObject({ reason: { fields: { reason: "held" } } });
    expect(another).toMatchObject({ reason: { fields: { status: 429 } } });
  });

  test("requests to one of them start a little apart", async () => {
    const server = await aServer(serving("1"));
    const pauses: number[] = [];
    const clock: Clock = {
      now: () => 1_000_000,
      async sleep(ms, signal) {
        if (ms > 5_000) return await systemClock.sleep(ms, signal);
        pauses.push(ms);
      },
    };
    const session = aSession(server, { clock, limits: { gapPerHostMs: 700 } });

    for (let i = 0; i < 3; i++) await session.json(server.origin, Anything);

    expect(pauses).toEqual([700, 1400]);
  });

  function aClock(time: number): Clock & { time: number } {
    const clock = { ...systemClock, time, now: () => clock.time };
    return clock;
  }
});

async function aServer(answer: RequestListener): Promise<LoopbackServer> {
  const server = await startServer(answer);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function aSession(
  { host }: { readonly host: string },
  options: Partial<SessionOptions> & { readonly clock?: Clock; readonly limits?: Partial<HttpLimits> } = {},
): HttpSession {
  const { clock = systemClock, limits = {}, ...session } = options;
  const client = createHttpClient({ contact: "bot@example.org", limits: { gapPerHostMs: 0, ...limits } }, { clock });
  onTestFinished(() => client.close());
  return client.session({ allowHosts: [host], signal: new AbortController().signal, ...session });
}
