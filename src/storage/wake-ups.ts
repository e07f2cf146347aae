import { Client } from "pg";
import { systemClock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { wakeChannel } from "./dialect.ts";
import { connectionTo } from "./postgres.ts";

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A network that was cut without a word says nothing either: only who asks finds out. */
const askEveryMs = 30_000;
const answerWithinMs = 5_000;

/**
 * Listens for what other processes have stored, on a connection of its own that is made anew when it breaks. What is said
 * meanwhile is not heard: a wake-up only comes sooner than the next look at what is due.
 *
 * @param pace How often the connection is asked whether it is still there, and how long it may think about it.
 * @returns What ends it.
 */
export function listenForWakeUps(
  address: string,
  onWake: () => void,
  log: Log,
  pace = { askEveryMs, answerWithinMs },
): () => Promise<void> {
  const stop = new AbortController();

  async function listen(): Promise<void> {
    const client = new Client({ ...connectionTo(address), query_timeout: pace.answerWithinMs });
    const lost = new AbortController();
    const ended = AbortSignal.any([stop.signal, lost.signal]);
    client.on("error", (error) => {
      log.debug({ reason: messageOf(error) }, "wake-ups are not heard");
      lost.abort();
    });
    client.on("end", () => lost.abort());
    client.on("notification", onWake);
    try {
      await client.connect();
      await client.query(`LISTEN ${wakeChannel}`);
      // Whatever was said before.
      onWake();
      while (!ended.aborted) {
        await systemClock.sleep(pace.askEveryMs, ended);
        if (!ended.aborted) await client.query("SELECT 1");
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async function keepListening(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!stop.signal.aborted) {
      const since = systemClock.now();
      await listen().catch((error: unknown) => log.debug({ reason: messageOf(error) }, "wake-ups are not heard"));
      if (systemClock.now() - since > longestPauseMs) pauseMs = firstPauseMs;
      await systemClock.sleep(pauseMs, stop.signal);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
  }

  const listening = keepListening();
  return async () => {
    stop.abort();
    await listening;
  };
}
