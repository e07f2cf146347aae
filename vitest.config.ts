import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests of modules that keep no state of their own: they share what they import, which takes most of their time. */
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
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Two for each core: many tests wait, for processes that start or for a time to pass.
    maxWorkers: 2 * availableParallelism(),
    execArgv: ["--disable-warning=ExperimentalWarning"],
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"], exclude: pure } },
    ],
  },
});
