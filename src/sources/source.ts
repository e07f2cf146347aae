import type { z } from "zod";
import type { Clock } from "../clock.ts";
import { RolecallError } from "../errors.ts";
import type { FetchedText, JsonOptions, TextOptions } from "../http/http-client.ts";
import { httpErrorCodes } from "../http/http-error.ts";
import type { SourcedPosting } from "../posting/posting.ts";

/** The polite client as a source sees it: limits, validators and back-off are none of a source's business. */
export interface SourceHttp {
  /**
   * Fetches JSON and parses it.
   *
   * @throws NotModified when the server says that nothing changed since the last stored snapshot.
   * @throws HttpError `unreachable`, `blocked`, `not-found`, `gone`, `too-large` or `schema`.
   */
  json<Schema extends z.ZodType>(url: string, schema: Schema, options?: JsonOptions): Promise<z.output<Schema>>;
  /** Fetches a feed, a page or another text, decoded from whatever encoding it is in. Throws as `json`. */
  text(url: string, options?: TextOptions): Promise<FetchedText>;
}

export interface SourceContext {
  readonly http: SourceHttp;
  readonly clock: Clock;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  /** The folder that relative paths in options start from: the one of the configuration file. */
  readonly baseDir: string;
  /** Whether a posting was stored before: where a board is too long to be read whole, its newest part is enough. */
  isKnown(this: void, externalId: string): Promise<boolean>;
  /** Whether any posting of this source is stored and open; absent where nothing is stored, as for a first look at it. */
  hasOpen?(this: void): Promise<boolean>;
  /** Called as work goes on, for progress display: units done of a total, if it is known. */
  progress(this: void, done: number, total?: number): void;
}

/** One thing of a snapshot that could not be used: counted, logged and visible in the source's health. */
export interface Dropped {
  /** What it was: an id, a file name, an index. */
  readonly what: string;
  /** Why: expected and arrived. */
  readonly why: string;
  /** Of a posting that is there but could not be read: it is not absent, so nothing may close it. */
  readonly externalId?: string;
}

/** A posting of which the list says too little: the rest is asked for only where it is new or its outline changed. */
export interface Outline {
  readonly externalId: string;
  /** What the list says of it, in any form that stays the same while it does. */
  readonly outline: string;
  /**
   * Asks for the rest. A posting that is gone meanwhile, or has another shape, throws as HttpError or SourceError
   * `not-found`, `gone`, `too-large` or `schema` and counts as one that could not be read; what is none, as `NoPosting`.
   * Anything else ends the poll, which goes on from there the next time.
   */
  read(this: void): Promise<SourcedPosting>;
}

export interface Snapshot {
  /** Whether every posting of the board is in it, or at least named: only then can an absence mean that one closed. */
  readonly complete: boolean;
  /** Set where it is the newest part of a longer list by design: it is never complete, and all the same a baseline. */
  readonly isWindow?: true;
  readonly postings: readonly (SourcedPosting | Outline)[];
  readonly dropped: readonly Dropped[];
  /** For how many milliseconds it asks not to be asked again, in words of its own such as a feed's `ttl`. */
  readonly freshForMs?: number;
}

/** Why a poll failed, in words that machines and people share. */
export const sourceErrorCodes = [...httpErrorCodes, "not-a-feed"] as const;
export type SourceErrorCode = (typeof sourceErrorCodes)[number];

/** A poll that failed for a reason outside of this process; what fails on the way there is an `HttpError`. */
export class SourceError extends RolecallError {
  declare readonly code: SourceErrorCode;

  /** @param source Id of the source, which the message begins with. */
  constructor(code: SourceErrorCode, source: string, message: string, fields: object = {}, cause?: unknown) {
    super(code, `${source}: ${message}`, { ...fields, source }, cause);
  }
}

/**
 * What an outline stands for is there, and is no posting: a page about jobs in general, say. Nothing is lost by that, and
 * nothing gained by asking again before its outline changes or a day has passed.
 */
export class NoPosting extends SourceError {
  constructor(source: string, message: string, fields: object = {}) {
    super("schema", source, message, fields);
  }
}

/** What whoever runs a source asks of those who read it. */
export interface Terms {
  /** Milliseconds between two polls at least, whatever the configuration says. */
  readonly minEveryMs?: number;
  /** The name that is to stand on cards, with a link to the posting on its site. */
  readonly credit?: string;
}

/** A place that postings come from: one object, registered in `index.ts`, its folder's name is its id. */
export interface Source<Options extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: string;
  /** Where the shape of its answers is documented; absent for what is ours. */
  readonly docs?: string;
  readonly terms?: Terms;
  /** What the configuration says of one board: a strict zod object in which every key is described. */
  readonly options: Options;
  /** The board's name within the source, for keys and display: `perplexity` in `ashby:perplexity`. */
  board(options: z.output<Options>): string;
  /** The options for a careers page that belongs to this source, else undefined. Never touches the network. */
  recognise(url: URL): z.input<Options> | undefined;
  /**
   * Reads the whole board once.
   *
   * @throws NotModified, HttpError or SourceError; the reason of the context's signal once it aborts.
   */
  snapshot(options: z.output<Options>, context: SourceContext): Promise<Snapshot>;
}

/** Types a source by its own options, and hands it on as one of many. */
export function defineSource<Options extends z.ZodObject>(source: Source<Options>): Source<Options> {
  return source;
}

/** What one board of a source is called everywhere: `ashby:perplexity`. @param options As the source's schema gives them. */
export function sourceKey<Options extends z.ZodObject>(source: Source<Options>, options: z.output<Options>): string {
  return `${source.id}:${source.board(options)}`;
}

/** A source and how it is to be polled. */
export interface PolledSource {
  readonly key: string;
  readonly source: Source;
  readonly options: Readonly<Record<string, unknown>>;
  /** Milliseconds between polls. */
  readonly everyMs: number;
  /** Whether what is there at the first poll counts as known and is never announced. */
  readonly baseline: boolean;
  /** Hosts of a private network on which the operator put it, such as that of its `baseUrl`. */
  readonly allowHosts: readonly string[];
  /** Set where people added it in a chat: it is never looked for within the operator's network. */
  readonly isGuest?: true;
}
