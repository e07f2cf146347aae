import type { RequestListener } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SourceHealth } from "../commands/services.ts";
import { checkedSource } from "../src/check-source.ts";
import { createHttpClient } from "../src/http/http-client.ts";
import { addressOf, createSourceChecks } from "../src/source-checks.ts";
import { lever } from "../src/sources/lever/index.ts";
import type { Clock } from "../src/clock.ts";
import { systemClock } from "../src/clock.ts";
import { aSourceHealth } from "./doubles/services.ts";
import { serving, startServer } from "./http/loopback-server.ts";
import board from "./sources/lever/board.json" with { type: "json" };

function aClock(): Clock & { ahead: number } {
  const clock = { ...systemClock, ahead: 0, now: () => Date.now() + clock.ahead };
  return clock;
}

/** Checks whose every name leads to a server of the test. */
function checksAt(origin: string, clock: Clock, polled: readonly SourceHealth[] = []) {
  const { port } = new URL(origin);
  const http = createHttpClient(
    { contact: "x@example.org", allowHosts: [`jobs.test:${port}`], limits: { gapPerHostMs: 0 } },
    { clock, lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]) },
  );
  onTestFinished(() => http.close());
  const healths = async () => polled;
  return {
    checks: createSourceChecks({ http, healths, clock, baseDir: "." }),
    address: `http://jobs.test:${port}/work`,
  };
}

test("a page is looked at, and its first postings are read", async () => {
  const described = board.map(({ text }) => ({
    "@type": "JobPosting",
    title: text,
    description: "<p>You write Rust every day.</p>",
  }));
  await using server = await startServer(
    serving(`<script type="application/ld+json">${JSON.stringify(described)}</script>`),
  );
  const { checks, address } = checksAt(server.origin, aClock());

  const checked = await checks.check("w", address);

  expect(checked).toMatchObject({
    because: "the page describes its postings for search engines",
    postings: 2,
    extent: "whole",
  });
  expect(checked.configuration).toBe(`- page: { url: "${address}" }`);
  expect(checked.samples[0]?.reading.facts.languages).toEqual(["Rust"]);
});

test("what cannot be polled is told in words, and private addresses are not reached", async () => {
  await using server = await startServer(serving("<h1>Hello</h1>"));
  const { checks, address } = checksAt(server.origin, aClock());

  await expect(checks.check("w", address)).rejects.toMatchObject({
    code: "source",
    message: expect.stringMatching(
      /it is a page without postings that can be read \(schema\)\. Open one of its postings/,
    ),
  });
  await expect(checks.check("w", "http://169.254.169.254/latest")).rejects.toMatchObject({
    code: "source",
    message: expect.stringContaining("expected a public address, got 169.254.169.254"),
  });
});

test("a workspace may ask five times a minute, and others are not held up by it", async () => {
  await using server = await startServer(serving("<h1>Hello</h1>"));
  const clock = aClock();
  const { checks, address } = checksAt(server.origin, clock);
  const ask = async (workspace: string) =>
    await checks
      .check(workspace, address)
      .catch((error: unknown) => (error instanceof Error && "code" in error ? error.code : ""));

  const asked = [];
  for (let i = 0; i < 6; i++) asked.push(await ask("a"));
  const other = await ask("b");
  clock.ahead = 61_000;
  const later = await ask("a");

  expect(asked).toEqual(["source", "source", "source", "source", "source", "quota"]);
  expect([other, later]).toEqual(["source", "source"]);
});

describe("a source that wants to be asked once an hour at most", () => {
  const answering: RequestListener = (request, response) => {
    if (request.url === "/robots.txt") return void response.writeHead(404).end();
    const origin = `http://${request.headers.host}`;
    response.end(
      request.url === "/work"
        ? `<urlset><url><loc>${origin}/jobs/1</loc></url></urlset>`
        : `<script type="application/ld+json">${JSON.stringify({ "@type": "JobPosting", title: "Miller" })}</script>`,
    );
  };

  test("is looked at once in an hour, whoever asks", async () => {
    await using server = await startServer(answering);
    const clock = aClock();
    const { checks, address } = checksAt(server.origin, clock);

    const first = await checks.check("a", address);
    clock.ahead = 59 * 60_000;
    const again = checks.check("b", address);

    expect(first.samples).toMatchObject([{ title: "Miller" }]);
    await expect(again).rejects.toMatchObject({
      code: "terms",
      message: expect.stringMatching(/asked every 1 hour at most\. Try again in \d+ (?:seconds|minutes?)\./),
    });
    clock.ahead = 61 * 60_000;
    expect((await checks.check("b", address)).key).toBe(first.key);
  });

  test("is not asked at all where it is polled already", async () => {
    await using server = await startServer(answering);
    const key = `sitemap:jobs.test:${new URL(server.origin).port}/work`;
    const { checks, address } = checksAt(server.origin, aClock(), [aSourceHealth({ key, postings: 12 })]);

    await expect(checks.check("a", address)).rejects.toMatchObject({
      code: "terms",
      message: expect.stringContaining(`${key} is polled already: 12 postings, last read`),
    });
    expect(server.requests.filter(({ url }) => url === "/work")).toHaveLength(1);
  });
});

test.each([
  ["kiln", "- lever: { site: kiln }"],
  ["true", '- lever: { site: "true" }'],
  ["No", '- lever: { site: "No" }'],
  ["2e3", '- lever: { site: "2e3" }'],
])("a board called %s is a word in the configuration", (site, line) => {
  const snapshot = { complete: true, postings: [], dropped: [] };
  const found = { source: lever, options: { site }, because: "it is", snapshot, samples: [], unread: [] };

  expect(checkedSource(found, 0).configuration).toBe(line);
});

test.each([
  ["example.com/jobs", "https://example.com/jobs"],
  ["<https://example.com/jobs>", "https://example.com/jobs"],
  [" http://example.com ", "http://example.com/"],
])("%s is an address", (typed, expected) => {
  expect(addressOf(typed).href).toBe(expected);
});

test.each(["", "jobs", "mailto:x@example.com", "javascript:alert(1)", "file:///etc/passwd"])("%j is none", (typed) => {
  expect(() => addressOf(typed)).toThrow("Expected the address of a job board");
});
