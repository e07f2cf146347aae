import { didYouMean, UserError } from "../src/errors.ts";
import { type Command, fileOptionOf } from "./command.ts";
import { commands } from "./index.ts";
import { mistakeAt } from "./mistake.ts";
import { choices, failure, type Reply, type ReplyPart } from "./reply.ts";
import type { Asker, Services } from "./services.ts";
import { afterSlash, typedOptions } from "./typed-options.ts";
import { nextWord } from "./words.ts";

/** No platform lets people type more, and a query that long is a mistake. In UTF-16 units. */
const maxLineLength = 4_000;

const maxLabel = 40;

/**
 * Answers one line of text, with or without `/jobs` in front; an empty one with help.
 *
 * @throws Anything but `UserError`, which becomes the answer.
 */
export function dispatch(line: string, asker: Asker, services: Services): Promise<Reply> {
  const answer = async (): Promise<Reply> => {
    if (line.length > maxLineLength) {
      const limit = `A line may hold ${maxLineLength.toLocaleString("en")} characters, this one holds ${line.length.toLocaleString("en")}.`;
      throw new UserError("line", `${limit}${takesFile(line) ? ` ${inParts}` : ""}`);
    }
    const { command, at } = verbOf(line);
    return run(command, typedOptions(command, line, at), asker, services);
  };
  return answering(line, answer, true);
}

/**
 * Runs a verb with options that were filled in one by one, as forms and typed options give them.
 *
 * @throws Anything but `UserError`, which becomes the answer.
 */
export function execute(
  command: Command,
  options: Readonly<Record<string, string>>,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  return answering(options["query"] ?? "", () => run(command, options, asker, services));
}

/** @param isWhole Whether the line can be sent again with another word in it. */
async function answering(line: string, answer: () => Promise<Reply>, isWhole = false): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { key, start } = error.fields;
    return {
      ...failure(error.message, ...mistakeAt(line, start), ...(isWhole ? waysOut(line, error.fields) : [])),
      ...(typeof key === "string" ? { about: key } : {}),
    };
  }
}

/** The line with each of what a word of it may mean in its place, to be chosen from. */
function waysOut(line: string, { start, end, choices: ways }: UserError["fields"]): readonly ReplyPart[] {
  if (typeof start !== "number" || typeof end !== "number" || !Array.isArray(ways) || ways.length === 0) return [];
  const lines = ways.map((way) => ({
    label: String(way).slice(0, maxLabel),
    // Behind a key, a comma goes on with its list.
    line: `${line.slice(0, start)}${way}${line.slice(end).replace(/^\s*,/u, "")}`,
  }));
  return [choices(lines)];
}

const inParts = "Send it in parts, or as a file: the verb alone, with nothing behind it, shows how.";

/** Whether it begins with a verb that takes a file as well. */
function takesFile(line: string): boolean {
  const verb = nextWord(line, afterSlash(line))?.text.toLowerCase();
  return commands.some((one) => one.verb === verb && fileOptionOf(one) !== undefined);
}

function verbOf(line: string): { command: Command; at: number } {
  const word = nextWord(line, afterSlash(line));
  const verb = word?.text.toLowerCase() ?? "help";
  const command = commands.find((one) => one.verb === verb);
  if (command === undefined) {
    const verbs = commands.map((one) => one.verb);
    const hint = didYouMean(verb, verbs) || ` There are ${verbs.join(", ")}.`;
    throw new UserError("verb", `There is no verb ${verb}.${hint}`, { start: word?.start ?? 0 });
  }
  return { command, at: word?.end ?? line.length };
}

function run(command: Command, options: Readonly<Record<string, string>>, asker: Asker, services: Services) {
  const { verb, example } = command;
  const parsed = command.options.safeParse(options);
  if (parsed.success) return command.run({ options: parsed.data, asker, services });
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0]);
  const what = option.endsWith("s") ? option : `a ${option}`;
  throw option in options
    ? new UserError("option", issue?.message ?? `${verb}: ${option} cannot be read.`, { option })
    : new UserError("option", `${verb} needs ${what}. For example: ${example}`, { option });
}
