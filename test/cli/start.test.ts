import { createServer, type Server } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { finished, printed, runCli, startCli } from "./run-cli.ts";

let folder: string;
let config: string;
let env: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-start-"));
  config = join(folder, "rolecall.yaml");
  env = { ROLECALL_CONFIG: config, ROLECALL_DATA: join(folder, "data") };
  mkdirSync(join(folder, "postings"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function posting(name: string, text: string): void {
  writeFileSync(join(folder, "postings", name), text);
}

const backend =
  "Backend Engineer (Go)\n\nNimbus Ltd\nBelgrade, Serbia\n\nYou will build services in Go and Rust. Full-time.\n";
const closed =
  "Backend Engineer\n\nOrbit GmbH\nBerlin, Germany\n\nThis job is no longer accepting applications.\n\nYou write Go.\n";
const design = "Product Designer\n\nPalette Inc\nLisbon, Portugal\n\nYou design our app in Figma.\n";

function cardsIn(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("┌─ "));
}

describe("start --once", () => {
  beforeEach(() => writeFileSync(config, "sources:\n  - folder: { path: ./postings, baseline: false }\n"));

  it("answers, polls, shows each card once, and is done", async () => {
    posting("a.txt", backend);
    posting("b.txt", closed);
    posting("c.txt", design);
    const input = "/jobs subscribe infra role:backend lang:go\n/jobs list\n";

    const first = await runCli(["start", "--once"], { env, input });
    const again = await runCli(["start", "--once"], { env, input });

    expect(first.code).toBe(0);
    expect(first.stdout).toContain("/jobs subscribe infra role:backend lang:go");
    expect(first.stdout).toContain("1 more is closed");
    expect(cardsIn(first.stdout)).toEqual(["┌─ Backend Engineer (Go)"]);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain("infra is already there, unchanged");
    expect(cardsIn(again.stdout)).toEqual([]);
    expect(statSync(join(env["ROLECALL_DATA"] ?? "", "rolecall.sqlite")).mode & 0o077).toBe(0);
  });

  it("imports a whole file that a line names", async () => {
    const lines = Array.from(
      { length: 40 },
      (_, n) => `<outline text="Feed ${n}" xmlUrl="https://feed-${n}.example/${"x".repeat(80)}"/>`,
    );
    const file = join(folder, "feeds.opml");
    writeFileSync(file, `<opml version="2.0"><body>${lines.join("\n")}</body></opml>`);

    const { code, stdout } = await runCli(["start", "--once"], {
      env,
      input: `/jobs import ${file}\n/jobs import ${file}.not-there\n`,
    });

    expect(code).toBe(0);
    expect(stdout).toContain("Feed 39");
    expect(stdout).toMatch(/there\s+is\s+nothing\s+of\s+that\s+name/);
  });

  it("shows one card for two subscriptions, naming both", async () => {
    posting("a.txt", backend);
    const input = "/jobs subscribe infra role:backend\n/jobs subscribe rustaceans lang:rust\n";

    const { stdout } = await runCli(["start", "--once"], { env, input });

    expect(cardsIn(stdout)).toHaveLength(1);
    expect(stdout).toMatch(/matches infra, rustaceans:/);
  });

  it("shows what is new since the last run, and not what is older than a new subscription's run", async () => {
    posting("a.txt", backend);
    await runCli(["start", "--once"], { env });
    posting("b.txt", backend.replaceAll("Belgrade, Serbia", "Vienna, Austria"));

    const { stdout } = await runCli(["start", "--once"], { env, input: "/jobs subscribe infra role:backend\n" });

    expect(cardsIn(stdout)).toHaveLength(1);
    expect(stdout.slice(stdout.indexOf("┌─ "))).toContain("Vienna");
  });

  it("marks a closed posting in a preview that asks for it", async () => {
    posting("b.txt", closed);

    const { stdout } = await runCli(["start", "--once"], { env, input: "/jobs preview role:backend status:any\n" });

    expect(cardsIn(stdout)).toEqual([expect.stringContaining("closed")]);
  });

  it("answers an error with what was meant and goes on", async () => {
    posting("a.txt", backend);

    const { code, stdout } = await runCli(["start", "--once"], {
      env,
      input: "/jobs subscrib x\n/jobs subscribe x rolle:backend\n/jobs subscribe x role:bakend\n/jobs list\n",
    });

    expect(code).toBe(0);
    expect(stdout).toMatch(/subscrib\b.*Did you mean subscribe\?/);
    expect(stdout).toMatch(/rolle.*role/s);
    expect(stdout).toMatch(/bakend.*backend/s);
    expect(stdout).toMatch(/no subscription/i);
  });
});

describe("a mistake in how it is started", () => {
  it.each([
    ["a wrong key", "sorces: []\n", [], /rolecall\.yaml:1: sorces: expected one of sources.*Did you mean sources\?/],
    ["an unknown option", "sources:\n  - folder: { path: x }\n", ["--onec"], /--once/],
  ])("%s: told on standard error, exit code 2", async (_, text, args, message) => {
    writeFileSync(config, text);

    const { code, stdout, stderr } = await runCli(["start", ...args], { env });

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("at ");
    expect(stdout).toBe("");
  });
});

describe("start", () => {
  beforeEach(() => writeFileSync(config, "sources:\n  - folder: { path: ./postings, baseline: false }\n"));

  it.each(["SIGTERM", "SIGINT"] as const)("goes on after its input ended, and ends with 0 on %s", async (signal) => {
    posting("a.txt", backend);
    const child = startCli(["start"], env);
    const end = finished(child);
    const ready = printed(child, "1 new posting read");
    child.stdin.end("/jobs subscribe infra role:backend\n/jobs list\n");

    await ready;
    child.kill(signal);
    const { code, stdout } = await end;

    expect(code).toBe(0);
    expect(stdout).toContain("role:backend");
  });

  it("refuses a second process on the same data", async () => {
    const child = startCli(["start"], env);
    const end = finished(child);
    await printed(child, "Rolecall runs in this terminal");

    const second = await runCli(["start", "--once"], { env });
    child.kill("SIGTERM");
    await end;

    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/expected to be the only process.*ROLECALL_DATA/);
  });
});

describe("boards on a server", () => {
  let server: Server;
  let asked: { url: string; etag: string | undefined; status: number }[];

  const bodies: Record<string, object> = {
    "/posting-api/job-board/nimbus": {
      apiVersion: "1",
      jobs: [
        ashbyJob("11111111-1111-4111-8111-111111111111", "Rust Engineer", true),
        ashbyJob("22222222-2222-4222-8222-222222222222", "Secret Engineer", false),
      ],
    },
    "/v1/boards/orbit/jobs": {
      jobs: [
        {
          id: 41,
          title: "Go Engineer",
          absolute_url: "https://job-boards.greenhouse.io/orbit/jobs/41",
          location: { name: "Berlin, Germany" },
          company_name: "Orbit ",
          content: "&lt;p&gt;You write &lt;b&gt;Go&lt;/b&gt;.&lt;/p&gt;",
        },
      ],
      meta: { total: 1 },
    },
    "/v0/postings/palette": [],
  };

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const body = bodies[path];
      const etag = request.headers["if-none-match"];
      const status = body === undefined ? 404 : etag === '"1"' ? 304 : 200;
      asked.push({ url: path, etag, status });
      response.writeHead(status, { etag: '"1"', "content-type": "application/json" });
      response.end(status === 200 ? JSON.stringify(body) : undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(
      config,
      [
        "sources:",
        `  - ashby: { board: nimbus, baseUrl: "${base}", baseline: false }`,
        `  - greenhouse: { board: orbit, baseUrl: "${base}", baseline: false }`,
        `  - lever: { site: palette, baseUrl: "${base}", baseline: false }`,
        `  - lever: { site: nobody, baseUrl: "${base}", baseline: false }`,
      ].join("\n"),
    );
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  function ashbyJob(id: string, title: string, isListed: boolean) {
    return {
      id,
      title,
      isListed,
      location: "Belgrade, Serbia",
      secondaryLocations: [],
      employmentType: "FullTime",
      workplaceType: "OnSite",
      isRemote: false,
      publishedAt: "2026-11-01T08:00:00.000+00:00",
      jobUrl: `https://jobs.ashbyhq.com/nimbus/${id}`,
      applyUrl: `https://jobs.ashbyhq.com/nimbus/${id}/application`,
      descriptionHtml: "<p>You write <b>Rust</b> all day.</p>",
      descriptionPlain: "You write Rust all day.",
    };
  }

  it("are read whole, unlisted postings left out, and a failing one stops none of the others", async () => {
    const { code, stdout } = await runCli(["start", "--once"], {
      env,
      input: "/jobs subscribe systems lang:rust,go\n/jobs preview company:nimbus\n",
    });

    expect(code).toBe(0);
    expect(stdout).toContain("lever:nobody is failing (not-found)");
    expect(stdout).toContain("2 matched of 2 stored");
    expect(stdout).not.toContain("Secret Engineer");
    expect(stdout).toContain("Rust Engineer");
    expect(stdout).toContain("Polled 4 sources, 2 new postings, 1 failing, 2 cards shown.");
  });

  it("say 304 to a second poll, which changes nothing", async () => {
    await runCli(["start", "--once"], { env, input: "/jobs subscribe systems lang:rust,go\n" });
    asked = [];

    const { stdout } = await runCli(["start", "--once"], { env });

    expect(asked.map(({ status }) => status)).toEqual([304, 304, 304]);
    expect(stdout).toContain("Polled 3 sources, nothing new, no card to show.");
  });
});

describe("read", () => {
  it("shows a person each field with its words", async () => {
    posting("a.txt", backend);

    const { code, stdout } = await runCli(["read", join(folder, "postings", "a.txt")]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/languages: .*Go/);
    expect(stdout).toMatch(/ {4}Rust: "Rust" \(text \d+, /);
    expect(stdout).toContain("not said: ");
  });

  it("prints label objects for JSON lines, each with its id", async () => {
    const file = join(folder, "in.jsonl");
    writeFileSync(file, `${JSON.stringify({ id: "x1", corpus: "own", title: null, text: backend })}\n`);

    const { stdout } = await runCli(["read", "--jsonl", file]);

    expect(JSON.parse(stdout)).toMatchObject({ id: "x1", corpus: "own", languages: ["Go", "Rust"], closed: false });
  });

  it.each([
    ["a file that is not there", ["read", "nowhere.txt"], /nowhere\.txt: expected a file to read/],
    ["no file", ["read"], /file/],
  ])("%s: exit code 2", async (_, args, message) => {
    const { code, stderr } = await runCli(args);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it("names the line that is no posting", async () => {
    const file = join(folder, "in.jsonl");
    writeFileSync(file, '{"id":"1","text":"x"}\n{"id":"2"}\n');

    const { code, stderr } = await runCli(["read", "--jsonl", file]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/in\.jsonl:2: expected a JSON object with id, text/);
  });
});
