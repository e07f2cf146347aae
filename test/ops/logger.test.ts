import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/ops/logger.ts";

// Put together here, so that no scanner of repositories takes them for real ones.
const tokens = [
  ["xoxb", "1-2-canary"].join("-"),
  ["xapp", "1-A1-canary"].join("-"),
  ["xoxe.xoxp", "1-canary"].join("-"),
  ["xoxe", "1-canary"].join("-"),
  ["MTAwMDAwMDAwMDAwMDAwMDAwMDA", "GcanaR", "canarycanarycanarycanarycanary"].join("."),
];

describe.each([false, true])("the log (for people: %s)", (isPretty) => {
  it.each(tokens)("never holds %s, wherever it stood", (token) => {
    const lines: string[] = [];
    const log = createLogger({ level: "debug", isPretty, colour: false }, { write: (line) => void lines.push(line) });
    const error = new Error(`request with ${token} failed`, { cause: new Error(token) });

    log.warn({ error, token, authorization: `Bearer ${token}`, deep: { text: `${token},` } }, "call failed");

    expect(lines.join("")).toContain("call failed");
    expect(lines.join("")).not.toMatch(/canary/i);
  });
});
