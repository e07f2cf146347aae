import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Cache } from "./cache.ts";
import { untilHandled } from "./until-handled.ts";

export interface EventOnce {
  /**
   * Handles an event unless it was handled before. The platform has its acknowledgement by then and sends it no more, so what
   * fails is tried again here. Never throws.
   */
  run(eventId: string, handle: () => Promise<void>): Promise<void>;
}

/** Slack repeats what it sent for up to a day where an app asks for that. */
const rememberMs = 25 * 3_600_000;

export function createEventOnce(cache: Cache, clock: Clock, log: Log): EventOnce {
  const underWay = new Set<string>();

  async function handleOnce(eventId: string, handle: () => Promise<void>): Promise<void> {
    const key = `event:${eventId}`;
    if ((await cache.get(key)) !== undefined) return;
    await handle();
    await cache.set(key, true, rememberMs);
  }

  return {
    async run(eventId, handle) {
      if (underWay.has(eventId)) return;
      underWay.add(eventId);
      try {
        await untilHandled(() => handleOnce(eventId, handle), { eventId }, { clock, log });
      } finally {
        underWay.delete(eventId);
      }
    },
  };
}
