import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { PlatformRefusal } from "../chat/platform-refusal.ts";

/** Keeps everything from being sent for a while, whatever its destination. */
export interface Pause {
  /** @throws PlatformRefusal, transient, with what is left of the pause; nothing while there is none. */
  check(): void;
  /** The longest of several counts. */
  begin(ms: number, code: string, reason: string): void;
}

export function createPause(clock: Clock, log: Log): Pause {
  let until = Number.NEGATIVE_INFINITY;
  let why = { code: "", reason: "" };
  return {
    check() {
      const retryAfterMs = until - clock.now();
      if (retryAfterMs > 0) throw new PlatformRefusal({ class: "transient", ...why, retryAfterMs });
    },
    begin(ms, code, reason) {
      const end = clock.now() + ms;
      if (end <= until) return;
      until = end;
      why = { code, reason };
      log.warn({ ms, code, reason }, "nothing is sent to discord for a while");
    },
  };
}
