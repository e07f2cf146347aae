import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../../config/load.ts";
import { createApp } from "../../../src/app.ts";
import { systemClock, systemRandom } from "../../../src/clock.ts";
import { silentLog } from "../../../src/log.ts";
import { startServer } from "../../http/loopback-server.ts";
import { note, percentile, rounded } from "../measure.ts";
import { createDiscardingPlatform } from "./discarding-platform.ts";
import { postingText, subscribeTown } from "./town.ts";

const postingsBefore = 300;
const rounds = 100;
const postingsPerRound = 3;
/** One of them stands in each posting, and each destination waits for one. */
const words = ["TypeScript", "Rust", "Kotlin", "Python", "Ruby", "Elixir", "Scala", "Haskell"] as const;

/**
 * How long a card takes to its send call, with nothing else in the queue: since its match was committed, and since the
 * poll began that found its posting on a board on this machine. The whole bot runs, as `start` puts it together.
 */
export async function delays(folder: string): Promise<{ sendDelayP99Ms: number; pollToSendP99Ms: number }> {
  const jobs = Array.from({ length: postingsBefore }, (_, i) => job(i));
  await using board = await startServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ jobs }));
  });
  const file = join(folder, "rolecall.yaml");
  writeFileSync(file, `sources:\n  - ashby: { board: nimbus, baseUrl: "${board.origin}" }\n`);
  const config = loadConfig({ ROLECALL_CONFIG: file, ROLECALL_DATA: join(folder, "delays") });

  const sinceMatch: number[] = [];
  const sincePoll: number[] = [];
  let matchedAt = 0;
  let polledAt = 0;
  const platform = createDiscardingPlatform(() => {
    const now = performance.now();
    sinceMatch.push(now - matchedAt);
    sincePoll.push(now - polledAt);
  });
  const app = await createApp(config, {
    platforms: () => [platform],
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    checkpoint(name) {
      if (name === "match-stored") matchedAt = performance.now();
    },
  });
  await subscribeTown(
    app,
    words.map((word) => `lang:${word.toLowerCase()}`),
  );
  const { signal } = new AbortController();

  /** As the running bot does it: what a source had is delivered as soon as it is stored. */
  async function poll(): Promise<void> {
    const deliveries: Promise<unknown>[] = [];
    polledAt = performance.now();
    await app.poller.pollDue({
      signal,
      early: true,
      onReport: () => void deliveries.push(app.pipeline.deliver(signal)),
    });
    await Promise.all(deliveries);
  }

  await poll();
  for (let i = 0; i < rounds; i++) {
    for (let n = 0; n < postingsPerRound; n++) jobs.push(job(jobs.length));
    await poll();
  }
  await app.close();
  if (sinceMatch.length < rounds * postingsPerRound) {
    throw new Error(
      `bench: expected a card for each of ${rounds * postingsPerRound} postings, got ${sinceMatch.length}`,
    );
  }
  const figures = { sendDelayP99Ms: p99(sinceMatch), pollToSendP99Ms: p99(sincePoll) };
  note(`delays over ${sinceMatch.length} cards of ${rounds} polls: ${JSON.stringify(figures)}`);
  return figures;
}

function p99(values: readonly number[]): number {
  return rounded(percentile(values, 0.99));
}

function job(n: number): object {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  return {
    id,
    title: `Backend Engineer ${n}`,
    location: "Belgrade, Serbia",
    jobUrl: `https://jobs.example.org/nimbus/${id}`,
    descriptionPlain: postingText(n, words[n % words.length] ?? "Rust"),
  };
}
