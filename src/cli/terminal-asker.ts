import type { Asker } from "../../commands/services.ts";

/** The one person of a terminal. */
export function terminalAsker(): Asker {
  return {
    workspace: "terminal",
    user: "me",
    self: "terminal:me",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
