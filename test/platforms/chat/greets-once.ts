import type { PlatformHost } from "../../../src/delivery/platform.ts";

/** What the core knows of greetings, as a set. */
export function greetsOnce(): Pick<PlatformHost, "greets" | "notGreeted"> {
  const greeted = new Set<string>();
  return {
    async greets(workspace) {
      if (greeted.has(workspace)) return false;
      greeted.add(workspace);
      return true;
    },
    notGreeted: async (workspace) => void greeted.delete(workspace),
  };
}
