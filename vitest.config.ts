import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * Tests of modules that keep no state of their own: they share what they import, which takes most of their time. What reads the
 * environment is not among them, since its secrets are struck out from then on.
 */
const pure = [
  "posting",
  "filter",
  "trends",
  "sources",
  "commands",
  "samples",
  "http",
  "polling",
  "storage",
  "delivery",
  "platforms",
  "ops",
  "charts",
  "deploy",
  "simulation",
  "replay",
  "eval",
].map((folder) => `test/${folder}/**/*.test.ts`);
/** Of those beside the folders these do, or keep secrets. */
const readingEnvironment = ["app", "canary", "checkpoint", "log", "retention", "roles"].map(
  (name) => `test/${name}.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Three for each core: many tests wait, for processes that start or for a time to pass.
    maxWorkers: 3 * availableParallelism(),
    execArgv: ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=32"],
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: [...pure, "test/*.test.ts"],
          exclude: readingEnvironment,
          isolate: false,
          provide: { engine: "sqlite" },
        },
      },
      {
        extends: true,
        test: {
          name: "pglite",
          include: ["test/storage/on-each-engine.ts"],
          hookTimeout: 60_000,
          provide: { engine: "pglite" },
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: [...readingEnvironment, "test/*/**/*.test.ts"],
          exclude: [...pure, "test/servers/**"],
          provide: { engine: "sqlite" },
        },
      },
      {
        extends: true,
        test: {
          name: "servers",
          include: ["test/storage/on-each-engine.ts", "test/servers/**/*.test.ts"],
          globalSetup: "test/servers/start-servers.ts",
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          provide: { engine: "postgres" },
        },
      },
    ],
  },
});
