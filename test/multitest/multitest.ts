import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { retryDelaysMs } from "../../src/delivery/retry.ts";
import { marksIn, openDiscord, openSlack } from "../killtest/variants.ts";
import { freePort, startPostgres, startRedis } from "../servers/start-servers.ts";
import { openBoards } from "./boards.ts";
import { startCluster } from "./cluster.ts";
import { subscribeAll, uncertainCards, unsettled } from "./ledger.ts";
import { openProxy } from "./proxy.ts";

export interface MultiTest {
  /** How long there is trouble. */
  readonly seconds: number;
  readonly note: (text: string) => void;
}

/** What came of it; lists of cards are "destination mark". */
export interface MultiReport {
  readonly kills: number;
  readonly polls: number;
  /** Cards that were to be shown. */
  readonly cards: number;
  readonly lost: readonly string[];
  /** Shown twice, and not listed as uncertain. */
  readonly doubled: readonly string[];
  readonly uncertain: number;
  /** Boards that two asked for at once. */
  readonly overlaps: readonly string[];
  /** Messages that a platform refused because one came too soon after another in its channel. */
  readonly tooSoon: number;
}

const size = 3;
const boardCount = 8;
const killEveryMs = 3_000;
/** Nearly as fast as Slack takes messages in a channel: what waited for a dead process comes on top. */
const openingEveryMs = 1_000;
const cutMs = 4_000;
/**
 * They are given time for as long as they get on, however slow the machine: a message that was refused twice waits for its
 * second retry (a tenth longer at random), and what a dead process had claimed for another minute.
 */
const stuckAfterMs = 1.1 * retryDelaysMs[1] + 60_000;

/**
 * Runs three processes of the bot on one PostgreSQL and one Redis, kills one of them every few seconds, restarts the database,
 * cuts the network to it, and compares what people saw with what they were to see.
 *
 * @returns Null where the servers are not installed here.
 * @throws Error when a process ends by itself, or they do not come to rest.
 */
export async function multiTest({ seconds, note }: MultiTest): Promise<MultiReport | null> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-multi-"));
  await using ends = new AsyncDisposableStack();
  ends.defer(() => rmSync(folder, { recursive: true, force: true }));
  const postgresPort = await freePort();
  const postgres = await startPostgres(folder, postgresPort);
  if (postgres === null) return null;
  ends.defer(postgres.stop);
  const redis = await startRedis(folder, await freePort());
  if (redis === null) return null;
  ends.defer(redis.stop);
  const slack = ends.use(await openSlack());
  const discord = ends.use(await openDiscord());
  const boards = ends.use(await openBoards(boardCount));
  const proxy = ends.use(await openProxy(postgresPort));
  await subscribeAll(postgres.address, [slack.audience, discord.audience]);
  writeFileSync(join(folder, "rolecall.yaml"), ["sources:", ...boards.sources, ""].join("\n"));
  const cluster = startCluster({
    size,
    folder,
    env: {
      ...slack.env,
      ...discord.env,
      ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
      DATABASE_URL: postgres.address.replace(String(postgresPort), String(proxy.port)),
      CACHE_URL: redis.address,
    },
  });

  // Slack hands what somebody types to one of the processes: from its answer on the others know of it too.
  const ann = slack.double.people.user(slack.team, "ann");
  const direct = slack.double.people.direct(ann);
  await slack.double.until("the commands", () => slack.double.channel.connections() === size, 20_000);
  await slack.double.people.slash(ann, direct, "subscribe mine role:backend");
  await slack.double.until("the answer", () => slack.double.ephemerals(ann, direct).length > 0, 10_000);
  note(`${size} processes run, and one of them has answered`);

  const marks: string[] = [];
  let kills = 0;
  await troubled(seconds * 1_000, [
    [openingEveryMs, async () => void marks.push(boards.add())],
    [
      killEveryMs,
      async () => {
        note(`instance ${kills % size} is killed`);
        await cluster.kill(kills % size);
        kills += 1;
      },
    ],
    [
      Math.round(seconds * 300),
      once(async () => {
        note("the database is restarted");
        postgres.halt("fast");
        postgres.start();
      }),
    ],
    [
      Math.round(seconds * 550),
      once(async () => {
        note("the network to the database is cut");
        proxy.cut();
        await sleep(cutMs);
        proxy.mend();
        note("the network is mended");
      }),
    ],
  ]);

  const sights = () => [
    ...slack.sights(),
    ...discord.sights(),
    {
      destination: `slack:${slack.team.id}/${direct.id}`,
      marks: slack.double.shown(direct).flatMap(({ text }) => marksIn(text)),
    },
  ];
  const lost = () =>
    sights().flatMap(({ destination, marks: seen }) =>
      marks.filter((mark) => !seen.includes(mark)).map((mark) => `${destination} ${mark}`),
    );
  note("the trouble is over");
  let left = await unsettled(postgres.address);
  let before = "";
  for (let since = Date.now(); Date.now() - since < stuckAfterMs; await sleep(500)) {
    left = await unsettled(postgres.address);
    const missing = lost().length;
    if (missing === 0 && left.size === 0) break;
    const now = JSON.stringify([missing, ...left]);
    if (now !== before) since = Date.now();
    before = now;
  }
  await cluster.stop();
  if (left.size > 0) throw new Error(`multitest: expected nothing to be left, got ${JSON.stringify([...left])}`);
  const listed = await uncertainCards(postgres.address);
  const doubled = sights().flatMap(({ destination, marks: seen }) =>
    seen.filter((mark, i) => seen.indexOf(mark) < i).map((mark) => `${destination} ${mark}`),
  );
  return {
    kills,
    polls: boards.requests(),
    cards: marks.length * sights().length,
    lost: lost(),
    doubled: doubled.filter((card) => !listed.has(card)),
    uncertain: listed.size,
    overlaps: boards.overlaps,
    tooSoon: sum(slack.double.limits.refused.values()) + sum(discord.double.limits.refused.values()),
  };
}

/** Does each thing again and again, as often as it says, until the time is over. @throws The first error of any. */
async function troubled(ms: number, things: readonly (readonly [everyMs: number, act: () => Promise<void>])[]) {
  const end = Date.now() + ms;
  await Promise.all(
    things.map(async ([everyMs, act]) => {
      const pause = () => sleep(Math.min(everyMs, Math.max(0, end - Date.now())));
      for (await pause(); Date.now() < end; await pause()) await act();
    }),
  );
}

function once(act: () => Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await act();
  };
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, one) => total + one, 0);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
