import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    // Two for each core: many tests wait, for processes that start or for a time to pass.
    maxWorkers: 2 * availableParallelism(),
    execArgv: ["--disable-warning=ExperimentalWarning"],
  },
});
