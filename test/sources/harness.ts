import type { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { RolecallError } from "../../src/errors.ts";
import { createHttpClient, type HttpSession } from "../../src/http/http-client.ts";
import { HttpError } from "../../src/http/http-error.ts";
import { parseJson } from "../../src/http/json.ts";
import type { SourcedPosting } from "../../src/posting/posting.ts";
import type { Dropped, Snapshot, Source, SourceContext, SourceHttp } from "../../src/sources/source.ts";

/** What a site answers, by path and query; a string as it is, anything else as JSON. */
export class Site {
  readonly pages: Readonly<Record<string, unknown>>;

  constructor(pages: Readonly<Record<string, unknown>>) {
    this.pages = pages;
  }
}

/** One answer for whatever address, or a site. */
export function answerAt(payload: unknown, url: URL): string | undefined {
  const answer = payload instanceof Site ? payload.pages[url.pathname + url.search] : payload;
  return answer === undefined || typeof answer === "string" ? answer : JSON.stringify(answer);
}

/** HTTP that brings what `payload` says, from memory. */
function httpOf(payload: unknown): SourceHttp {
  function answer(address: string): { url: URL; text: string } {
    const url = new URL(address);
    const text = answerAt(payload, url);
    if (text === undefined) throw new HttpError("not-found", `nothing at ${address}`, { url: address, status: 404 });
    return { url, text };
  }
  return {
    async json(address, schema) {
      const { url, text } = answer(address);
      // A payload that is a text is one that a server sent instead of JSON, but for a payload that is nothing else.
      return parseJson(payload instanceof Site ? text : JSON.stringify(payload), schema, url);
    },
    async text(address) {
      return { ...answer(address), contentType: "" };
    },
  };
}

/** A context whose HTTP brings what `payload` says. */
export function contextOf(payload: unknown): SourceContext {
  return aContext({ http: httpOf(payload) });
}

export function aContext(parts: Partial<SourceContext> = {}): SourceContext {
  const unasked = () => Promise.reject(new Error("expected no request"));
  return {
    http: { json: unasked, text: unasked },
    clock: systemClock,
    signal: new AbortController().signal,
    baseDir: ".",
    isKnown: async () => false,
    progress() {},
    ...parts,
  };
}

/** A snapshot with all that its outlines stand for. */
export interface WholeSnapshot extends Omit<Snapshot, "postings"> {
  readonly postings: readonly SourcedPosting[];
}

/** Reads every outline, as polls do with those that are new: what cannot be read is dropped under its id. */
export async function wholeOf({ postings, dropped, ...snapshot }: Snapshot): Promise<WholeSnapshot> {
  const whole: SourcedPosting[] = [];
  const lost: Dropped[] = [];
  for (const listed of postings) {
    if (!("read" in listed)) {
      whole.push(listed);
      continue;
    }
    const { externalId } = listed;
    try {
      whole.push({ ...(await listed.read()), externalId });
    } catch (error) {
      const isOwn = error instanceof RolecallError && ["not-found", "gone", "too-large", "schema"].includes(error.code);
      if (!isOwn) throw error;
      lost.push({ what: externalId, why: error.message, externalId });
    }
  }
  return { ...snapshot, postings: whole, dropped: [...dropped, ...lost] };
}

/** What a board lists where it answers `payload`, its outlines not read. */
export async function snapshotOf<Options extends z.ZodObject>(
  source: Source<Options>,
  options: z.input<Options>,
  payload: unknown,
  parts: Partial<SourceContext> = {},
): Promise<Snapshot> {
  return await source.snapshot(source.options.parse(options), aContext({ http: httpOf(payload), ...parts }));
}

/** One poll of a board that answers `payload`. */
export async function pollOf<Options extends z.ZodObject>(
  source: Source<Options>,
  options: z.input<Options>,
  payload: unknown,
  parts: Partial<SourceContext> = {},
): Promise<WholeSnapshot> {
  return await wholeOf(await snapshotOf(source, options, payload, parts));
}

/** The real client, allowed to reach one host. */
export async function withSession<Result>(
  allowHosts: readonly string[],
  work: (session: HttpSession) => Promise<Result>,
  validators?: unknown,
): Promise<Result> {
  const client = createHttpClient({ contact: "bot@example.org", limits: { gapPerHostMs: 0 } }, { clock: systemClock });
  try {
    return await work(client.session({ allowHosts, validators, signal: new AbortController().signal }));
  } finally {
    await client.close();
  }
}
