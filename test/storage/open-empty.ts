import { inject } from "vitest";
import type { Random } from "../../src/clock.ts";
import { openStorage, type Storage, storageOn } from "../../src/storage/storage.ts";
import { emptyPglite } from "./pglite.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The engine that the tests of a project run on. */
    engine: "sqlite" | "pglite" | "postgres";
  }
}

/** An empty database of the engine that the project of the test names: the same test runs on each. */
export async function openEmpty(random: Random): Promise<Storage> {
  if (inject("engine") === "pglite") return await storageOn(await emptyPglite(), random);
  return await openStorage(":memory:", random);
}
