import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import board from "../sources/greenhouse/board.json" with { type: "json" };
import { serving, startServer } from "../http/loopback-server.ts";
import { runHere } from "./run-here.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-check-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("check-source", () => {
  it("tells what a saved answer is of, with its first postings, but not a line for a board that nobody named", async () => {
    const file = join(folder, "saved.json");
    writeFileSync(file, JSON.stringify(board));

    const { code, stdout } = await runHere(["check-source", file]);

    expect(code).toBe(0);
    expect(stdout).toContain("Greenhouse boards: it has its form. 2 postings.");
    expect(stdout).toMatch(/Ledger Engineer +Larkfield +/);
    expect(stdout).not.toContain("saved");
    expect(stdout).toContain("check the address of its board");
  });

  it("looks at an address of a host that the operator allows, and says why not of any other", async () => {
    await using server = await startServer(
      serving("<rss><channel><item><title>Baker</title><guid>1</guid></item></channel></rss>"),
    );
    const config = join(folder, "rolecall.yaml");
    writeFileSync(config, `sources:\n  - folder: { path: ./x }\nlimits:\n  privateHosts: ["${server.host}"]\n`);

    const allowed = await runHere(["check-source", `${server.origin}/jobs.rss`], { env: { ROLECALL_CONFIG: config } });
    const refused = await runHere(["check-source", "http://127.0.0.1:1/jobs"]);

    expect(allowed.stdout).toContain(`feed:${server.host}/jobs.rss`);
    expect(allowed.stdout).toMatch(/1 posting, the\s+newest part of it\./);
    expect(allowed.stdout).toContain(`- feed: { url: "${server.origin}/jobs.rss" }`);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("expected port 80 or 443, got 1");
  });

  it("does not ask a source more often than its terms allow", async () => {
    const config = join(folder, "rolecall.yaml");
    writeFileSync(config, "sources:\n  - remotive: {}\n");

    const { code, stderr } = await runHere(["check-source", "https://remotive.com/remote-jobs"], {
      env: { ROLECALL_CONFIG: config },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("is in the configuration already, and by its terms it is asked every 6 hours at most");
  });

  it.each([
    ["no-such-file", "Expected the address of a job board"],
    ["./saved.html", "where there is no file"],
    ["saved.json", "where there is no file"],
    ["", "Expected the address of a job board"],
    ["ftp://example.com/jobs", "Expected the address of a job board"],
  ])("refuses %s in words", async (target, words) => {
    const { code, stderr } = await runHere(["check-source", target]);

    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
