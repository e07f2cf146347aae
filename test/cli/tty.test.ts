import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { examples } from "../../commands/welcome.ts";

/** `script` gives a program a terminal of its own; util-linux has it, other systems may not. */
const hasScript = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux") ?? false;
const skipReason = hasScript ? "" : " (left out: needs util-linux's script)";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-tty-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The bot on a terminal, its screen as the bytes that it was sent. */
function onTerminal() {
  mkdirSync(join(folder, "postings"));
  writeFileSync(
    join(folder, "postings", "a.txt"),
    "Backend Engineer (Go)\n\nNimbus Ltd\nBelgrade, Serbia\n\nYou write Go.\n",
  );
  writeFileSync(join(folder, "rolecall.yaml"), "sources:\n  - folder: { path: ./postings, baseline: false }\n");
  const main = join(import.meta.dirname, "../../src/rolecall.js");
  const child = spawn(
    "script",
    ["-qefc", `"${process.execPath}" --disable-warning=ExperimentalWarning "${main}" start`, "/dev/null"],
    {
      env: {
        PATH: process.env["PATH"] ?? "",
        TERM: "xterm",
        ROLECALL_CONFIG: join(folder, "rolecall.yaml"),
        ROLECALL_DATA: join(folder, "data"),
      },
    },
  );
  let screen = "";
  let waiting: (() => void)[] = [];
  child.stdout.on("data", (bytes: Buffer) => {
    screen += bytes.toString();
    for (const wake of waiting.splice(0)) wake();
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  void ended.then(() => waiting.splice(0).forEach((wake) => wake()));
  return {
    type: (keys: string) => child.stdin.write(keys),
    ended,
    async shows(words: string | RegExp) {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        for (const wake of waiting.splice(0)) wake();
      }, 12_000);
      void ended.then(() => {
        isOver = true;
      });
      while (!(typeof words === "string" ? screen.includes(words) : words.test(screen))) {
        if (isOver) throw new Error(`expected ${String(words)} on the screen, got:\n${screen}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      clearTimeout(timer);
      return screen;
    },
  };
}

describe(`a terminal${skipReason}`, () => {
  it.skipIf(!hasScript)("shows cards at once, completes, answers, and gives the terminal back", async () => {
    const bot = onTerminal();

    await bot.shows(/┌─ .*Backend Engineer \(Go\)/);
    for (const { line } of examples) await bot.shows(line);
    await bot.shows("› ");
    // Tab by itself: within a run of bytes it is part of a paste.
    bot.type("/jobs sett");
    await bot.shows("/jobs sett");
    bot.type("\t");
    await bot.shows("ings ");
    bot.type("\r");
    await bot.shows("no quiet hours");
    bot.type("/jobs subscribe infra role:backend\r");
    await bot.shows("Subscribed infra");
    bot.type("\u0004");

    expect(await bot.ended).toBe(0);
  });
});
