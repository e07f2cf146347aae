import { Routes, SimpleIdentifyThrottler } from "discord.js";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Meter } from "../../meter.ts";
import type { Api } from "./api.ts";

const gatewaySchema = z.looseObject({
  shards: z.number().default(1),
  session_start_limit: z.looseObject({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
    max_concurrency: z.number().default(1),
  }),
});

/** How many sessions the bot may still begin: who uses them up loses the token. */
export interface SessionBudget {
  readonly remaining: number;
  /** Of those remaining, how many are left for the operator's own restarts. */
  readonly reserve: number;
  readonly resetAfterMs: number;
  readonly maxConcurrency: number;
  /** What Discord recommends. */
  readonly shards: number;
}

/** @throws What Discord answers. */
export async function sessionBudget(api: Api): Promise<SessionBudget> {
  const { shards, session_start_limit: limit } = gatewaySchema.parse(await api.get(Routes.gatewayBot()));
  const { total, remaining, reset_after: resetAfterMs, max_concurrency: maxConcurrency } = limit;
  return { remaining, reserve: Math.ceil(total / 50), resetAfterMs, maxConcurrency, shards };
}

interface SessionPorts {
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** Waits until so many sessions may be begun, however long that takes. @throws What Discord answers. */
export async function untilSessions(
  needed: number,
  signal: AbortSignal,
  { api, clock, log, meter }: SessionPorts,
): Promise<SessionBudget> {
  for (;;) {
    const budget = await sessionBudget(api);
    meter.set("rolecall_discord_sessions_remaining", {}, budget.remaining);
    meter.set("rolecall_discord_sessions_reserve", {}, budget.reserve);
    if (signal.aborted || budget.remaining - needed >= budget.reserve) return budget;
    const { remaining, resetAfterMs } = budget;
    log.warn({ remaining, needed, resetAfterMs }, "discord allows hardly any more sessions: waiting for new ones");
    await clock.sleep(Math.max(1_000, resetAfterMs), signal);
  }
}

/** Lets a shard identify once its session is within the budget, and no faster than Discord takes them. */
export function createIdentifyThrottler({ maxConcurrency }: SessionBudget, ports: SessionPorts) {
  const inOrder = new SimpleIdentifyThrottler(maxConcurrency);
  return {
    async waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
      try {
        await untilSessions(1, signal, ports);
      } catch (error) {
        // The socket stands, so what is asked beside it will answer again: it alone must not keep the bot away.
        ports.log.warn({ error: messageOf(error) }, "discord does not say how many sessions are left");
      }
      await inOrder.waitForIdentify(shardId, signal);
    },
  };
}
