import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { heapMb, median, note, rounded } from "./measure.ts";
import { aPolling } from "./poll/a-polling.ts";

const sourceCount = 10_000;
/** Boards are on the hosts of their vendors, a few hundred of which serve most of them. */
const hostCount = 500;
const bigBoardSize = 3_000;
const rounds = 1_000;

/**
 * Polling over real HTTP on loopback, on a real file. `unchangedTickCpuS`: seconds of processor time, of all threads of this
 * process, for one look at 10,000 sources that answer 304. `bigBoardMs` and `bigBoardMb`: a look at a board of 3,000 known
 * postings and 30 MB, and the memory at worst of the process that does nothing else. `memoryGrowthMb`: what is still held
 * after 1,000 looks at a board that changes each time.
 */
export async function poll(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-bench-"));
  try {
    const unchangedTickCpuS = await unchangedTick(join(folder, "unchanged.sqlite"));
    const { bigBoardMs, bigBoardMb } = await bigBoard(join(folder, "board.sqlite"));
    return { unchangedTickCpuS, bigBoardMs, bigBoardMb, memoryGrowthMb: await memoryGrowth() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unchangedTick(file: string): Promise<number> {
  return await withBoards("unchanged", 0, async (port) => {
    const origins = Array.from({ length: sourceCount }, (_, i) => `http://h${i % hostCount}.test:${port}`);
    const polling = await aPolling(file, origins);
    await polling.poll();
    const before = process.cpuUsage();
    const begunAt = performance.now();
    const reports = await polling.poll();
    const { user, system } = process.cpuUsage(before);
    const tookS = (performance.now() - begunAt) / 1000;
    const unchanged = reports.filter(({ outcome }) => outcome === "unchanged").length;
    if (unchanged !== sourceCount) throw new Error(`bench: expected ${sourceCount} unchanged, got ${unchanged}`);
    await polling.close();
    note(`${unchanged} unchanged sources in ${rounded(tookS)} s`);
    return rounded((user + system) / 1e6);
  });
}

const Measured = z.object({ times: z.array(z.number()), mb: z.number() });

async function bigBoard(file: string): Promise<{ bigBoardMs: number; bigBoardMb: number }> {
  return await withBoards("whole", bigBoardSize, async (port) => {
    const script = fileURLToPath(new URL("poll/big-board.ts", import.meta.url));
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    note(`the board has ${rounded((await answer.arrayBuffer()).byteLength / 1e6)} MB`);
    const run = (what: "fill" | "look" | "looks") => {
      const args = [...process.execArgv, script, what, file, `http://127.0.0.1:${port}`];
      return Measured.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })));
    };
    const filled = run("fill");
    note(`read and stored in ${rounded((filled.times[0] ?? 0) / 1000)} s, ${rounded(filled.mb, 0)} MB at worst`);
    const { mb } = run("look");
    const { times } = run("looks");
    return { bigBoardMs: rounded(median(times), 0), bigBoardMb: rounded(mb, 0) };
  });
}

async function memoryGrowth(): Promise<number> {
  return await withBoards("changing", 100, async (port) => {
    const polling = await aPolling(":memory:", [`http://127.0.0.1:${port}`]);
    const held: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      await polling.poll();
      if (round % 100 !== 0) continue;
      held.push(heapMb());
      note(`${rounded(held.at(-1) ?? 0)} MB after ${round} looks`);
    }
    await polling.close();
    // The first hundred warm up what is compiled and cached.
    return rounded((held.at(-1) ?? 0) - (held[1] ?? 0));
  });
}

async function withBoards<Result>(
  kind: string,
  size: number,
  work: (port: number) => Promise<Result>,
): Promise<Result> {
  const script = fileURLToPath(new URL("poll/boards.ts", import.meta.url));
  const server = fork(script, [kind, String(size)], { execArgv: ["--disable-warning=ExperimentalWarning"] });
  try {
    const [port]: unknown[] = await once(server, "message");
    return await work(z.int().parse(port));
  } finally {
    server.disconnect();
  }
}
