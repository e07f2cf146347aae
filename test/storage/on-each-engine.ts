import { describe, inject } from "vitest";

/** Tests of what is stored, which open their database by `openEmpty`: here on another engine than when they run by themselves. */
const files = {
  storage: () => import("./storage.test.ts"),
  "changing subscriptions": () => import("../delivery/changing-subscriptions.test.ts"),
  delivery: () => import("../delivery/delivery.test.ts"),
  corrections: () => import("../corrections.test.ts"),
  hidden: () => import("../delivery/hidden.test.ts"),
  "matched again": () => import("../delivery/matched-again.test.ts"),
  "nobody waits": () => import("../delivery/nobody-waits.test.ts"),
  "not yet seen": () => import("../delivery/not-yet-seen.test.ts"),
  notices: () => import("../delivery/notices.test.ts"),
  search: () => import("../search.test.ts"),
  "sources of workspaces": () => import("../workspace-sources.test.ts"),
  "gap reports": () => import("../gap-reports.test.ts"),
  quotas: () => import("../quotas.test.ts"),
  retention: () => import("../retention.test.ts"),
};

const isLeftOut = inject("engine") === "postgres" && inject("postgres") === null;

describe.skipIf(isLeftOut).each(Object.entries(files))(`on ${inject("engine")}: %s`, async (_, register) => {
  await register();
});
