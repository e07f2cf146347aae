import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests of modules that keep no state of their own: they share what they import, which takes most of their time. */
const pure = ["posting", "filter", "sources", "commands", "samples", "http", "polling", "storage", "delivery"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Tests of what is stored, which run on PostgreSQL too: those that open their database by `openEmpty`. */
const stored = [
  "test/storage/storage.test.ts",
  ...["changing-subscriptions", "delivery", "hidden", "matched-again", "nobody-waits", "not-yet-seen"].map(
    (name) => `test/delivery/${name}.test.ts`,
  ),
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Two for each core: many tests wait, for processes that start or for a time to pass.
    maxWorkers: 2 * availableParallelism(),
    execArgv: ["--disable-warning=ExperimentalWarning"],
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false, provide: { engine: "sqlite" } } },
      {
        extends: true,
        // One after the other: PGlite takes seconds to start, and a core.
        test: {
          name: "pglite",
          include: stored,
          isolate: false,
          fileParallelism: false,
          hookTimeout: 60_000,
          provide: { engine: "pglite" },
        },
      },
      {
        extends: true,
        test: { name: "whole", include: ["test/**/*.test.ts"], exclude: pure, provide: { engine: "sqlite" } },
      },
    ],
  },
});
