import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    // By default one core is left free, which on a machine of two is half of it.
    maxWorkers: "100%",
    execArgv: ["--disable-warning=ExperimentalWarning"],
  },
});
