import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "./dockerfile.ts";

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: readonly string[];
  readonly "timeout-minutes": number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

describe("the workflow", () => {
  const { permissions, jobs } = parse(readFileSync(join(root, ".github/workflows/ci.yaml"), "utf8")) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("may read alone, keeps no credentials, and ends by itself", () => {
    expect(permissions).toEqual({ contents: "read" });
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  it("runs the tests of every kind", () => {
    const run = steps.flatMap(({ run: line }) => line ?? []);

    expect(run).toEqual(expect.arrayContaining(["npm run check", "npm test", "npm run test:servers"]));
  });

  it("pins each action by its version", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@(?:v\d+|[\da-f]{40})$/);
  });

  it("needs jobs, runs scripts and builds a file that are there", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const run = steps.flatMap(({ run: line }) => line?.match(/^npm run (?:-s )?([\w:-]+)/)?.[1] ?? []);

    for (const { needs = [] } of Object.values(jobs)) for (const job of needs) expect(jobs).toHaveProperty(job);
    for (const script of run) expect(scripts).toHaveProperty(script);
    for (const step of steps) {
      const file = step.with?.["file"];
      if (typeof file === "string") expect(existsSync(join(root, file))).toBe(true);
    }
  });
});
