import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendHistory, historyLimit, readHistory } from "../../../src/platforms/terminal/history.ts";

describe("the history file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rolecall-history-"));
    path = join(folder, "state", "history");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is empty before it is there", () => {
    expect(readHistory(path)).toEqual([]);
  });

  it("keeps lines in order, a repeated one at its end", () => {
    for (const line of ["list", "why p2abc", "sources", "list"]) appendHistory(path, line);

    expect(readHistory(path)).toEqual(["why p2abc", "sources", "list"]);
    expect(readFileSync(path, "utf8")).toBe("why p2abc\nsources\nlist\n");
  });

  it("keeps the newest lines, as many as it may", () => {
    for (let index = 0; index < historyLimit + 3; index += 1) appendHistory(path, `line ${index}`);

    const lines = readHistory(path);

    expect(lines).toHaveLength(historyLimit);
    expect(lines[0]).toBe("line 3");
  });

  it("is the person's own, and leaves nothing beside it", () => {
    appendHistory(path, "list");

    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, "state"))).toEqual(["history"]);
  });

  it("says why it cannot be read", () => {
    expect(() => readHistory(folder)).toThrow("EISDIR");
  });
});
