import { startServer } from "../http/loopback-server.ts";

/** Boards behind one server, which notice when two ask for one of them at once. */
export interface Boards extends AsyncDisposable {
  /** Lines of a configuration. */
  readonly sources: readonly string[];
  /** Answered in all. */
  readonly requests: () => number;
  /** Names of boards that were asked for while they still answered another one; nothing where all is well. */
  readonly overlaps: readonly string[];
  /** One more opening, on the next board. Its mark stands in its title and in no other. @returns The mark. */
  add(): string;
}

/** So long an answer takes: two who ask at once are seen to. */
const answerMs = 150;

export async function openBoards(count: number): Promise<Boards> {
  const names = Array.from({ length: count }, (_, i) => `board${i}`);
  const listed = new Map(names.map((name): [string, object[]] => [name, []]));
  const underWay = new Set<string>();
  const overlaps: string[] = [];
  let requests = 0;
  let openings = 0;
  const server = await startServer((request, response) => {
    const name = /\/job-board\/(?<name>\w+)/.exec(request.url ?? "")?.groups?.["name"] ?? "";
    if (underWay.has(name)) overlaps.push(name);
    underWay.add(name);
    requests += 1;
    // Whoever was killed while it asked has stopped asking.
    response.on("close", () => underWay.delete(name));
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ jobs: listed.get(name) ?? [] }));
    }, answerMs);
  });

  return {
    sources: names.map(
      (name) => `  - ashby: { board: ${name}, baseUrl: "${server.origin}", baseline: false, every: 10s }`,
    ),
    requests: () => requests,
    overlaps,
    add() {
      const mark = `Q${1_000 + openings}`;
      const board = names[openings % names.length] ?? "";
      listed.get(board)?.push({
        id: mark,
        title: `Backend Engineer ${mark}`,
        location: "Belgrade, Serbia",
        jobUrl: `https://jobs.example.org/${board}/${mark}`,
        descriptionPlain: `Nimbus ${mark} Ltd\nBelgrade, Serbia\n\nYou build what our teams rely on. Full-time.\n`,
      });
      openings += 1;
      return mark;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
