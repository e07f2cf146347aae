import { lookup } from "node:dns/promises";
import { statfs } from "node:fs/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

/** What doctor asks the machine itself for. */
export interface Machine {
  readonly nodeVersion: string;
  /** Of the disk that a path is on, which has to be there. */
  disk(path: string): Promise<Disk>;
  /** Addresses of a host. @throws Where it has none. */
  lookup(host: string): Promise<readonly string[]>;
  /** Asks an address, and follows nothing. @throws Where no answer comes within five seconds. */
  ask(url: string): Promise<Answer>;
}

export interface Disk {
  readonly freeBytes: number;
  /** What is lost there at a restart, if not only a power cut ends it; null for a disk as others. */
  readonly transient: "memory" | "container" | null;
}

export interface Answer {
  /** The header of that name. */
  readonly date: string | undefined;
  /** At most its first 1,000 characters. */
  readonly body: string;
}

/** Kinds of file systems by their numbers in Linux. */
const transients: ReadonlyMap<number, "memory" | "container"> = new Map([
  [0x01_02_19_94, "memory"],
  [0x85_84_58_f6, "memory"],
  [0x79_4c_76_30, "container"],
]);

const answerWithinMs = 5_000;
const mostRead = 1_000;

export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  async disk(path) {
    const { bavail, bsize, type } = await statfs(path);
    return { freeBytes: bavail * bsize, transient: transients.get(type) ?? null };
  },
  lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  ask: (url) =>
    new Promise((resolve, reject) => {
      const request = url.startsWith("https:") ? requestHttps : requestHttp;
      const sent = request(url, { signal: AbortSignal.timeout(answerWithinMs) }, (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          body = (body + text).slice(0, mostRead);
        });
        response.on("end", () => resolve({ date: response.headers.date, body }));
        response.on("error", reject);
      });
      sent.on("error", reject);
      sent.end();
    }),
};
