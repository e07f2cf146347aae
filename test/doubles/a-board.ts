import { startServer } from "../http/loopback-server.ts";

interface BoardJob {
  readonly id: string;
  title: string;
  location: string;
  readonly jobUrl: string;
  descriptionPlain: string;
}

/** A company board on loopback that a test adds postings to and takes them from, in the shape of Ashby's. */
export async function aBoard() {
  const jobs = new Map<string, BoardJob>();
  const server = await startServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ jobs: [...jobs.values()] }));
  });
  let made = 0;
  return {
    host: server.host,
    /** The line of the configuration that names it. */
    source: `  - ashby: { board: nimbus, baseUrl: "${server.origin}", every: 10s }`,
    publish(title: string, { location = "Berlin, Germany", text = "You write Go and Rust every day." } = {}): string {
      made += 1;
      const id = `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
      const jobUrl = `https://jobs.example.org/nimbus/${id}`;
      jobs.set(id, {
        id,
        title,
        location,
        jobUrl,
        descriptionPlain: `${title}\n\nNimbus hires in ${location}. ${text}`,
      });
      return id;
    },
    close: (id: string) => jobs.delete(id),
    stop: () => server[Symbol.asyncDispose](),
  };
}

export type Board = Awaited<ReturnType<typeof aBoard>>;
