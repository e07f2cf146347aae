import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Clock, Random } from "../../clock.ts";
import type { Cache } from "../chat/cache.ts";
import type { Seal } from "./seal.ts";

/** What goes to Slack and comes back with its consent, and what stays with the browser meanwhile. */
export interface IssuedState {
  readonly state: string;
  /** For a cookie: the state sealed. Whoever brings the state back without it did not begin here. */
  readonly binding: string;
}

/** States of installations under way. Each is good once, for ten minutes, in the browser that it was issued to. */
export interface InstallStates {
  /** Stores nothing, so that anybody may ask for as many as they like. */
  issue(): IssuedState;
  /** Uses the state up where it is good, and stores only that; what comes without its binding changes nothing. */
  redeem(state: string, binding: string | undefined): Promise<"ok" | "elsewhere" | "late" | "used">;
}

export interface InstallStatesOptions {
  readonly cache: Cache;
  readonly seal: Seal;
  readonly clock: Pick<Clock, "now">;
  readonly random: Pick<Random, "bytes">;
}

export const stateLifeMs = 10 * 60_000;
const purpose = "install-state";
const bound = z.object({ state: z.string(), until: z.number() });

export function createInstallStates({ cache, seal, clock, random }: InstallStatesOptions): InstallStates {
  /** Being redeemed at this moment: the cache knows no "set if it is not there". */
  const redeeming = new Set<string>();

  /** Undefined for what is not sealed by us. */
  function opened(binding: string | undefined): z.output<typeof bound> | undefined {
    if (binding === undefined) return undefined;
    try {
      return bound.parse(JSON.parse(seal.open(binding, purpose)));
    } catch {
      return undefined;
    }
  }

  return {
    issue() {
      const state = Buffer.from(random.bytes(24)).toString("base64url");
      const until = clock.now() + stateLifeMs;
      return { state, binding: seal.close(JSON.stringify({ state, until }), purpose) };
    },
    async redeem(state, binding) {
      const given = opened(binding);
      if (given === undefined || !isSame(state, given.state)) return "elsewhere";
      if (clock.now() >= given.until) return "late";
      const key = `install-state-used:${state}`;
      if (redeeming.has(key)) return "used";
      redeeming.add(key);
      try {
        if ((await cache.get(key)) !== undefined) return "used";
        await cache.set(key, true, given.until - clock.now());
        return "ok";
      } finally {
        redeeming.delete(key);
      }
    },
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
