import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../clock.ts";
import { type Cache, cached } from "../chat/cache.ts";

/** What goes to Slack and comes back with its consent, and what stays with the browser meanwhile. */
export interface IssuedState {
  readonly state: string;
  /** For a cookie: whoever brings the state back without it did not begin here. */
  readonly binding: string;
}

/** States of installations under way. Each is good once, for ten minutes, in the browser that it was issued to. */
export interface InstallStates {
  issue(): Promise<IssuedState>;
  /** Uses the state up, whatever comes of it. */
  redeem(state: string, binding: string | undefined): Promise<"ok" | "unknown" | "elsewhere">;
}

export const stateLifeMs = 10 * 60_000;
const stored = z.object({ binding: z.string() });

export function createInstallStates(cache: Cache, random: Pick<Random, "bytes">): InstallStates {
  /** Being redeemed at this moment: the cache knows no "delete if it is there". */
  const redeeming = new Set<string>();

  function secret(): string {
    return Buffer.from(random.bytes(24)).toString("base64url");
  }

  return {
    async issue() {
      const issued = { state: secret(), binding: secret() };
      await cache.set(`install-state:${issued.state}`, { binding: digest(issued.binding) }, stateLifeMs);
      return issued;
    },
    async redeem(state, binding) {
      const key = `install-state:${state}`;
      if (redeeming.has(key)) return "unknown";
      redeeming.add(key);
      try {
        const known = await cached(cache, key, stored);
        if (known === undefined) return "unknown";
        await cache.delete(key);
        return binding !== undefined && isSame(digest(binding), known.binding) ? "ok" : "elsewhere";
      } finally {
        redeeming.delete(key);
      }
    },
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
