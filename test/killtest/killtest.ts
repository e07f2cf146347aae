import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Random } from "../../src/clock.ts";
import { runCli } from "../cli/run-cli.ts";
import { type Death, runToDeath, runUntil } from "./child.ts";
import { carriedBy, hasten, isQuiet, subscribe, waiting, whatWaits } from "./ledger.ts";
import { type Market, openMarket } from "./market.ts";
import { type KillPoint, killPoints, type Round, type Tally, tallyOf } from "./tally.ts";
import type { Sight, Variant } from "./variants.ts";

export interface KillTest {
  readonly variant: Variant;
  readonly rounds: number;
  /** Where it is killed, in turns; everywhere by default. */
  readonly points?: readonly KillPoint[];
  readonly random: Random;
  readonly note: (text: string) => void;
}

/** From its first sign of life on, a process is done within this. */
const busyMs = 500;
/** Around each message that appears, at most. */
const pauseMs = 20;
const quietWithinMs = 20_000;
/** What the last digest leaves, and what closes with the second poll that lacks it. */
const quietRuns = { least: 2, most: 6 } as const;

/**
 * Kills the real process again and again while openings come up, change and close, lets it come to rest, and compares
 * what people saw, and see at last, with what they were to see.
 *
 * @throws Error when the bot ends by itself or does not come to rest.
 */
export async function killTest(test: KillTest): Promise<readonly Tally[]> {
  const { variant, rounds, points = killPoints, random, note } = test;
  const folder = mkdtempSync(join(tmpdir(), "rolecall-kill-"));
  await using stage = await variant.open(() => sleep(random.next() * pauseMs));
  await using market = await openMarket(folder, random);
  const program = { command: stage.command, env: stage.env ?? {}, folder };

  /** Lets it do all that is due, as if hours had passed. Returns what it printed. */
  async function rest(): Promise<string> {
    hasten(folder);
    const since = Date.now();
    return await runUntil(program, () => isQuiet(folder, since), quietWithinMs);
  }

  try {
    await subscribe(folder, stage.audience);
    let stdout = "";
    const done: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      market.open(variant.openingsPerRound, round);
      // Only what people know already: what closes before it was polled is rightly never shown.
      const before = stage.sights(stdout);
      market.disturb(seenEverywhere(before));
      hasten(folder);
      const point = points[round % points.length] ?? "random";
      const life = await runToDeath(
        program,
        deathAt(point, (variant.openingsPerRound / 2) * stage.audience.destinations.length, random),
      );
      stdout += life.stdout;
      done.push({ point, isHit: life.isHit, before, seen: stage.sights(stdout) });
      note(`${variant.id} ${round + 1}/${rounds}: killed at ${point}${life.isHit ? "" : ", where it did not come"}`);
      // Now and then it gets through, so that there is something to change and to close.
      if (round % points.length === points.length - 1) stdout += await rest();
    }
    for (let run = 0; run < quietRuns.most && (run < quietRuns.least || waiting(folder) > 0); run++) {
      stdout += await rest();
    }
    if (waiting(folder) > 0) throw new Error(`killtest: expected nothing to wait, got ${whatWaits(folder)}`);
    const listed = carriedBy(folder, await failedMessages(folder)).map(({ destination, posting }) =>
      cardName(destination, posting.replace(/\.txt$/, "")),
    );
    return tallyOf(done, market.openings, stage.sights(stdout), {
      isListed: (destination, mark) => listed.includes(cardName(destination, mark)),
      isStale: (sight, mark) => isStale(sight, mark, market),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cardName(destination: string, mark: string): string {
  return `${destination} ${mark}`;
}

/** Whether what stands there differs from what the market says of it now: an edit was lost. */
function isStale({ last }: Sight, mark: string, market: Market): boolean {
  const look = last?.get(mark);
  if (look === undefined) return false;
  const pay = market.payOf(mark);
  if (pay === undefined) return !look.isClosed;
  return look.isClosed || !look.facts.replaceAll(/\D/g, "").includes(String(pay));
}

function seenEverywhere([first, ...others]: readonly Sight[]): string[] {
  return [...new Set(first?.marks)].filter((mark) => others.every(({ marks }) => marks.includes(mark)));
}

/** What happens for each message is struck at any of the first few. */
function deathAt(point: KillPoint, few: number, random: Random): Death {
  if (point === "random") return { afterMs: Math.round(random.next() * busyMs) };
  const isOften = point === "claimed" || point === "sent" || point === "settled";
  return { at: point, nth: isOften ? 1 + Math.floor(random.next() * few) : 1 };
}

/** Ids that the operator is told of, by the command meant for that. */
async function failedMessages(folder: string): Promise<string[]> {
  const env = { ROLECALL_CONFIG: join(folder, "rolecall.yaml"), ROLECALL_DATA: folder };
  const { code, stdout, stderr } = await runCli(["deliveries", "--failed", "--json", "--limit", "1000000"], { env });
  if (code !== 0) throw new Error(`killtest: expected deliveries to end with 0, got ${code}:\n${stderr}`);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What waits for a digest has no message yet, and no id.
  return lines.flatMap((line) => z.object({ id: z.string().optional() }).parse(JSON.parse(line)).id ?? []);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
