/** The boards of a history behind real HTTP, in the shapes of their vendors, with the faults that servers have. */
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { seededRandom } from "../doubles/seeded-random.ts";
import { type LoopbackServer, startServer } from "../http/loopback-server.ts";
import type { History, ReplayedBoard, ReplayedPosting, Vendor } from "./history.ts";

/** What a board answered last: everything, or something that is not to be believed. */
export type Served = "whole" | "unchanged" | "part" | "broken";

export interface BoardServer extends AsyncDisposable {
  readonly origin: string;
  day: number;
  /** By key of the source, what it answered last. */
  readonly served: ReadonlyMap<string, Served>;
}

const paths: readonly (readonly [Vendor, RegExp])[] = [
  ["ashby", /^\/posting-api\/job-board\/([^/?]+)/],
  ["greenhouse", /^\/v1\/boards\/([^/?]+)\/jobs/],
  ["lever", /^\/v0\/postings\/([^/?]+)/],
];

export function keyOf({ vendor, name }: Pick<ReplayedBoard, "vendor" | "name">): string {
  return `${vendor}:${name}`;
}

/** @param seed Of the faults: each board has its own, so that they are the same in whatever order boards are asked. */
export async function serveHistory(history: History, seed: number): Promise<BoardServer> {
  const chances = new Map(
    history.boards.map((board) => {
      const digest = createHash("sha256")
        .update(`${seed} ${keyOf(board)}`)
        .digest();
      return [keyOf(board), seededRandom(digest.readUInt32LE())];
    }),
  );
  const boards = new Map(history.boards.map((board) => [keyOf(board), board]));
  const served = new Map<string, Served>();
  /** Boards whose last usable answer was a part. */
  const parted = new Set<string>();
  const bodies = new Map<string, { readonly day: number; readonly body: string; readonly etag: string }>();
  let day = 0;

  const server: LoopbackServer = await startServer((request, response) => {
    const board = boardAt(decodeURIComponent(request.url ?? ""));
    if (board === undefined) return void response.writeHead(404).end();
    const key = keyOf(board);
    const what = answer(board, request.headers["if-none-match"], response);
    served.set(key, what);
    if (what === "part") parted.add(key);
    else if (what !== "broken") parted.delete(key);
  });

  function boardAt(path: string): ReplayedBoard | undefined {
    for (const [vendor, pattern] of paths) {
      const name = pattern.exec(path)?.[1];
      if (name !== undefined) return boards.get(keyOf({ vendor, name }));
    }
    return undefined;
  }

  function answer(board: ReplayedBoard, etag: string | undefined, response: ServerResponse): Served {
    const fault = chances.get(keyOf(board))?.next() ?? 1;
    if (fault < 0.05) return refused(response, 503);
    if (fault < 0.08) return refused(response, 404);
    if (fault < 0.1) return refused(response, 403);
    const present = board.postings.filter(({ days }) => days.has(day));
    const whole = wholeBody(board, present);
    if (fault < 0.14) {
      response.writeHead(200, { "content-type": "application/json" }).end(whole.body.slice(0, whole.body.length / 2));
      return "broken";
    }
    // Vendors that tell no total cannot be told from one that closed a few: twice in a row it would be believed.
    const mayBePart = board.vendor === "greenhouse" || !parted.has(keyOf(board));
    if (fault < 0.19 && present.length > 1 && mayBePart) {
      const part = present.slice(0, Math.ceil(present.length * 0.7));
      response.writeHead(200, { "content-type": "application/json" }).end(bodyOf(board, part, present.length));
      return part.length < present.length ? "part" : "whole";
    }
    if (etag === whole.etag) {
      response.writeHead(304, { etag: whole.etag }).end();
      return "unchanged";
    }
    response.writeHead(200, { "content-type": "application/json", etag: whole.etag }).end(whole.body);
    return "whole";
  }

  function wholeBody(board: ReplayedBoard, present: readonly ReplayedPosting[]) {
    const known = bodies.get(keyOf(board));
    if (known?.day === day) return known;
    const body = bodyOf(board, present, present.length);
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const made = { day, body, etag };
    bodies.set(keyOf(board), made);
    return made;
  }

  return {
    origin: server.origin,
    get day() {
      return day;
    },
    set day(value) {
      day = value;
    },
    served,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function refused(response: ServerResponse, status: number): Served {
  response.writeHead(status).end();
  return "broken";
}

/** A board in the shape of its vendor, `total` where that tells one. */
function bodyOf({ vendor, name }: ReplayedBoard, postings: readonly ReplayedPosting[], total: number): string {
  if (vendor === "greenhouse") {
    const jobs = postings.map(({ id, title, location, publishedAt }) => ({
      id,
      title,
      absolute_url: `https://boards.greenhouse.io/${name}/jobs/${id}`,
      company_name: name,
      location: { name: location },
      first_published: publishedAt,
    }));
    return JSON.stringify({ jobs, meta: { total } });
  }
  if (vendor === "lever") {
    return JSON.stringify(
      postings.map(({ id, title, location }) => ({
        id,
        text: title,
        hostedUrl: `https://jobs.lever.co/${name}/${id}`,
        categories: { location },
      })),
    );
  }
  const jobs = postings.map(({ id, title, location, publishedAt }) => ({
    id,
    title,
    location,
    publishedAt,
    jobUrl: `https://jobs.ashbyhq.com/${name}/${id}`,
  }));
  return JSON.stringify({ jobs });
}
