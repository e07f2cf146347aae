import type { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { createHttpClient, type HttpSession } from "../../src/http/http-client.ts";
import { parseJson } from "../../src/http/json.ts";
import type { Snapshot, Source, SourceContext, SourceHttp } from "../../src/sources/source.ts";

/** A context whose HTTP brings `payload` from whatever address. */
function contextWith(payload: unknown): SourceContext {
  const http: SourceHttp = {
    json: async (url, schema) => parseJson(JSON.stringify(payload), schema, new URL(url)),
  };
  return aContext({ http });
}

export function aContext(parts: Partial<SourceContext> = {}): SourceContext {
  return {
    http: { json: () => Promise.reject(new Error("expected no request")) },
    clock: systemClock,
    signal: new AbortController().signal,
    baseDir: ".",
    progress() {},
    ...parts,
  };
}

/** One poll of a board that answers `payload`. */
export async function pollOf<Options extends z.ZodObject>(
  source: Source<Options>,
  options: z.input<Options>,
  payload: unknown,
): Promise<Snapshot> {
  return await source.snapshot(source.options.parse(options), contextWith(payload));
}

/** The real client, allowed to reach one host. */
export async function withSession<Result>(
  allowHosts: readonly string[],
  work: (session: HttpSession) => Promise<Result>,
  validators?: unknown,
): Promise<Result> {
  const client = createHttpClient({ contact: "bot@example.org" }, { clock: systemClock });
  try {
    return await work(client.session({ allowHosts, validators, signal: new AbortController().signal }));
  } finally {
    await client.close();
  }
}
