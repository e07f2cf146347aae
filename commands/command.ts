import type { z } from "zod";
import type { Reply } from "./reply.ts";
import type { Asker, Services } from "./services.ts";

/**
 * How an option is filled in from typed text; typed options and modals of a platform take the zod schema as it is, and
 * may offer the filter's `queryOptions` in the place of a `query`.
 *
 * - `word`: the next word, whatever it is. - `verb`, `subscription`, `posting`: as `word`, and completed from what there is.
 * - `name`: the next word, unless a query begins with it (`role:backend`, `-go`, or words that mean something).
 * - `query`: all the rest, in the filter language. - `query-or-subscription`: the same, or a subscription's name.
 * - `search`: words beside keys, for which no key has an option of its own.
 * - `facts`: what a posting says, in the filter's words and only its keys that say such; a minus before a key clears it.
 * - `filter-or-subscription`: the same in this one option, also where each key could have its own.
 * - `changes`: a query with `-key` for keys to clear. - `settings`: the same, of the keys that can be set for good.
 * - `file`: what a file says that a person hands over, where a platform takes files; nothing that is typed.
 * - `lines`, `text`: all the rest, as it is; `text` is nothing that can be completed. - `moment`: all the rest, as `momentIn` reads it.
 */
export type Takes =
  | "word"
  | "verb"
  | "subscription"
  | "posting"
  | "name"
  | "query"
  | "query-or-subscription"
  | "search"
  | "facts"
  | "filter-or-subscription"
  | "changes"
  | "settings"
  | "lines"
  | "file"
  | "text"
  | "moment";

/** One verb of /jobs: one object, and it knows no platform. */
export interface Command<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly verb: string;
  /** One sentence for help and for the platforms' menus, at most 100 characters. */
  readonly summary: string;
  /** One line as it would be typed. */
  readonly example: string;
  /** Strings, each described; the order is the order in which words are taken. */
  readonly options: z.ZodObject<Shape>;
  /** How each option is typed; its keys are those of `options`. */
  readonly takes: Readonly<Record<keyof Shape & string, Takes>>;
  /** Whether it only looks, so that nothing that is shown elsewhere changes by it. False when left out. */
  readonly isReading?: boolean;
  run(call: {
    readonly options: z.output<z.ZodObject<Shape>>;
    readonly asker: Asker;
    readonly services: Services;
  }): Promise<Reply>;
}

/** Types a command by its own options. */
export function defineCommand<const Shape extends z.ZodRawShape>(command: Command<Shape>): Command<Shape> {
  return command;
}

/** The option that takes the text of a file; undefined for a verb that takes none. */
export function fileOptionOf({ takes }: Pick<Command, "takes">): string | undefined {
  return Object.entries(takes).find(([, how]) => how === "file")?.[0];
}
