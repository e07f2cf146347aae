import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../src/clock.ts";
import { startServer } from "../http/loopback-server.ts";

/** An opening of the market: its mark stands in its title and in no other. */
export interface Opening {
  readonly mark: string;
  /** Number of the round in which it came up. */
  readonly round: number;
}

/** Openings in a folder and on a board, as they come up, change and close while the bot is killed again and again. */
export interface Market extends AsyncDisposable {
  /** All that ever came up: each matches a subscription. */
  readonly openings: readonly Opening[];
  /** Some come up. */
  open(count: number, round: number): void;
  /** What an opening pays now; undefined when it is no longer listed. */
  payOf(mark: string): number | undefined;
  /** Some of those change their pay or are taken down. */
  disturb(marks: readonly string[]): void;
}

interface Listed {
  readonly mark: string;
  readonly role: string;
  readonly pay: number;
}

/** At a time. */
const disturbed = 3;

/** Every third waits for a digest. */
const roles = ["Backend Engineer", "Backend Engineer", "Product Designer"] as const;

/** @param folder Where the configuration, `rolecall.yaml`, and the folder of postings go. */
export async function openMarket(folder: string, random: Random): Promise<Market> {
  const openings: Opening[] = [];
  const inFolder = new Map<string, Listed>();
  const onBoard = new Map<string, Listed>();
  const board = await startServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ jobs: [...onBoard.values()].map(jobOf) }));
  });
  mkdirSync(join(folder, "postings"));
  writeFileSync(
    join(folder, "rolecall.yaml"),
    [
      "sources:",
      "  - folder: { path: ./postings, baseline: false, every: 10s }",
      `  - ashby: { board: nimbus, baseUrl: "${board.origin}", baseline: false, every: 10s }`,
    ].join("\n"),
  );

  function list(listed: Listed): void {
    const isOnBoard = onBoard.has(listed.mark) || (!inFolder.has(listed.mark) && random.next() < 0.5);
    if (isOnBoard) onBoard.set(listed.mark, listed);
    else {
      inFolder.set(listed.mark, listed);
      writeFileSync(join(folder, "postings", `${listed.mark}.txt`), `${titleOf(listed)}\n\n${textOf(listed)}`);
    }
  }

  function takeDown({ mark }: Listed): void {
    if (inFolder.delete(mark)) rmSync(join(folder, "postings", `${mark}.txt`));
    onBoard.delete(mark);
  }

  return {
    openings,
    open(count, round) {
      for (let i = 0; i < count; i++) {
        const mark = `Q${String(1_000 + openings.length)}`;
        list({ mark, role: roles[openings.length % roles.length] ?? roles[0], pay: 60_000 });
        openings.push({ mark, round });
      }
    },
    payOf: (mark) => (inFolder.get(mark) ?? onBoard.get(mark))?.pay,
    disturb(marks) {
      for (let i = 0; i < disturbed; i++) {
        const known = marks.flatMap((mark) => inFolder.get(mark) ?? onBoard.get(mark) ?? []);
        const listed = known[Math.floor(random.next() * known.length)];
        if (listed === undefined) return;
        if (random.next() < 0.5) list({ ...listed, pay: listed.pay + 1_000 });
        else takeDown(listed);
      }
    },
    [Symbol.asyncDispose]: () => board[Symbol.asyncDispose](),
  };
}

function titleOf({ role, mark }: Listed): string {
  return `${role} ${mark}`;
}

function textOf({ mark, pay }: Listed): string {
  return `Nimbus ${mark} Ltd\nBelgrade, Serbia\n\nYou build what our teams rely on. Full-time, EUR ${pay} a year.\n`;
}

function jobOf(listed: Listed): object {
  const { mark } = listed;
  return {
    id: mark,
    title: titleOf(listed),
    location: "Belgrade, Serbia",
    jobUrl: `https://jobs.example.org/nimbus/${mark}`,
    descriptionPlain: textOf(listed),
  };
}
