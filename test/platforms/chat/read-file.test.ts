import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../../src/log.ts";
import { hostOf } from "../../../src/http/host-of.ts";
import { type FileReading, readGivenFile } from "../../../src/platforms/chat/read-file.ts";
import { startServer } from "../../http/loopback-server.ts";
import { aFileFetcher } from "./a-file-fetcher.ts";

let files: ReturnType<typeof aFileFetcher>;

beforeEach(() => {
  files = aFileFetcher();
});

afterEach(() => files.close());

function reading(origin: string, more: Partial<FileReading> = {}): FileReading {
  const { fetchFile } = files;
  return { platform: "Chat", origins: [origin], allowHosts: [hostOf(origin)], fetchFile, log: silentLog, ...more };
}

describe("a file that was handed over", () => {
  it.each([
    [404, "Chat has a.opml no more: hand it over anew."],
    [410, "Chat has a.opml no more: hand it over anew."],
    [403, "Chat has a.opml no more: hand it over anew."],
    [429, "Chat does not give out a.opml just now: try again in a minute."],
    [500, "Chat does not give out a.opml just now: try again in a minute."],
  ])("that is answered with %i is refused in words", async (status, words) => {
    await using server = await startServer((_, response) => void response.writeHead(status).end());
    const file = { name: "a.opml", bytes: 10, url: `${server.origin}/a.opml` };

    await expect(readGivenFile(file, reading(server.origin))).rejects.toMatchObject({ code: "file", message: words });
  });

  it("is not there any less because others were asked for too often", async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(429, { "retry-after": "60" }).end();
    });
    const file = { name: "a.opml", bytes: 10, url: `${server.origin}/a.opml` };

    await readGivenFile(file, reading(server.origin)).catch(() => undefined);

    await expect(readGivenFile(file, reading(server.origin))).rejects.toThrow("try again in a minute");
  });

  it("is followed to no other server, and no key goes there", async () => {
    const asked: unknown[] = [];
    await using other = await startServer((request, response) => {
      asked.push(request.headers);
      response.end("/jobs subscribe a lang:go");
    });
    await using server = await startServer((_, response) => {
      response.writeHead(302, { location: `${other.origin}/a.opml` }).end();
    });
    const file = { name: "a.opml", bytes: 10, url: `${server.origin}/a.opml` };
    const more = {
      allowHosts: [hostOf(server.origin), hostOf(other.origin)],
      credentials: { authorization: "Bearer canary" },
    };

    await expect(readGivenFile(file, reading(server.origin, more))).rejects.toThrow("no more");
    expect(asked).toEqual([]);
  });

  it("is not fetched from a private address that nobody has named", async () => {
    const asked: unknown[] = [];
    await using server = await startServer((request, response) => {
      asked.push(request.url);
      response.end("text");
    });
    const file = { name: "a.opml", bytes: 4, url: `${server.origin}/a.opml` };

    await expect(readGivenFile(file, reading(server.origin, { allowHosts: [] }))).rejects.toThrow("just now");
    expect(asked).toEqual([]);
  });
});
