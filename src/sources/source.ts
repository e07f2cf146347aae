import type { z } from "zod";
import type { Clock } from "../clock.ts";
import type { SourcedPosting } from "../posting/posting.ts";

/** The polite client as a source sees it: limits, validators and back-off are none of a source's business. */
export interface SourceHttp {
  /**
   * Fetches JSON and parses it.
   *
   * @throws NotModified when the server says that nothing changed since the last stored snapshot.
   * @throws SourceError `unreachable`, `blocked`, `not-found`, `gone`, `too-large` or `schema`.
   */
  json<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>>;
}

export interface SourceContext {
  readonly http: SourceHttp;
  readonly clock: Clock;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  /** Called as work goes on, for progress display: units done of a total, if it is known. */
  progress(done: number, total?: number): void;
}

/** One thing of a snapshot that could not be used: counted, logged and visible in the source's health. */
export interface Dropped {
  /** What it was: an id, a file name, an index. */
  readonly what: string;
  /** Why: expected and arrived. */
  readonly why: string;
}

export interface Snapshot {
  /** Whether every posting of the board is in it: only then can an absence mean that something closed. */
  readonly complete: boolean;
  readonly postings: readonly SourcedPosting[];
  readonly dropped: readonly Dropped[];
}

/** Why a poll failed, in words that machines and people share. */
export const sourceErrorCodes = [
  "unreachable",
  "blocked",
  "not-found",
  "gone",
  "too-large",
  "schema",
  "not-a-feed",
] as const;
export type SourceErrorCode = (typeof sourceErrorCodes)[number];

/** A place that postings come from: one object, registered in `index.ts`, its folder's name is its id. */
export interface Source<Options extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** Where the shape of its answers is documented; absent for what is ours. */
  readonly docs?: string;
  /** What the configuration says of one board: a zod object in which every key is described. */
  readonly options: Options;
  /** The board's name within the source, for keys and display: `perplexity` in `ashby:perplexity`. */
  board(options: z.output<Options>): string;
  /** The options for a careers page that belongs to this source, else undefined. Never touches the network. */
  recognise(url: URL): z.input<Options> | undefined;
  /** Reads the whole board once. */
  snapshot(options: z.output<Options>, context: SourceContext): Promise<Snapshot>;
}

/** Types a source by its own options, and hands it on as one of many. */
export function defineSource<Options extends z.ZodType>(source: Source<Options>): Source<Options> {
  return source;
}
