import { z } from "zod";
import { didYouMean, UserError } from "../src/errors.ts";
import { type KeyHelp, keyHelp } from "../src/filter/help.ts";
import { type Command, defineCommand, type Takes } from "./command.ts";
import { choices, info, line, type Reply, type ReplyPart, table, text } from "./reply.ts";
import type { Asker } from "./services.ts";
import { examples } from "./welcome.ts";

/** Help on the verbs given and on itself, from what they declare. */
export function helpOn(verbs: readonly Command[]): Command {
  const help: Command = defineCommand({
    verb: "help",
    summary: "Show what can be typed",
    example: "/jobs help subscribe",
    options: z.object({ verb: z.string().optional().describe("the verb or key to explain; else all") }),
    takes: { verb: "verb" },
    isReading: true,
    async run({ options, asker }) {
      const all = [...verbs, help];
      if (options.verb === undefined) return overview(all, asker);
      const wanted = options.verb.toLowerCase();
      const command = all.find(({ verb }) => verb === wanted);
      if (command !== undefined) return explained(command, asker);
      const key = keyHelp().find(
        ({ usage, also }) => usage.startsWith(`${bare(wanted)}:`) || also.includes(bare(wanted)),
      );
      if (key !== undefined) return keyExplained(key);
      const names = all.map(({ verb }) => verb);
      const hint = didYouMean(wanted, names) || ` There are ${names.join(", ")}.`;
      throw new UserError("verb", `There is no verb ${wanted}.${hint}`, { verb: wanted });
    },
  });
  return help;
}

/** A key may be asked for with its colon. */
function bare(word: string): string {
  return word.replace(/:$/u, "");
}

function keyExplained({ usage, summary, also }: KeyHelp): Reply {
  return info(text(`${summary}.`), text("For example:"), line(usage), text(`Also called: ${also.join(", ")}.`));
}

function overview(all: readonly Command[], asker: Asker): Reply {
  return info(
    text("To begin, for example:"),
    choices(examples),
    text("All that can be typed:"),
    table(all.map(({ example, summary }) => [example, summary])),
    text("Which postings, and how they are handed over (commas: any of these; a minus: none of these):"),
    keyTable(asker),
    text(
      "Plain words work too: backend or infra in Belgrade, Rust or Go, no seniors, at least 80k euros, every day at 9.",
    ),
  );
}

const queryTakes: ReadonlySet<Takes> = new Set(["query", "query-or-subscription", "filter-or-subscription", "changes"]);

function explained(command: Command, asker: Asker): Reply {
  const { summary, example, options, takes } = command;
  const described = Object.entries(options.shape).map(([name, option]) => [
    usageOf(name, isOptional(option)),
    z.globalRegistry.get(option)?.description ?? "",
  ]);
  const takesQuery = Object.values(takes).some((kind) => queryTakes.has(kind));
  return info(
    text(`${summary}.`),
    line(usage(command)),
    ...(described.length === 0 ? [] : [table(described)]),
    text("For example:"),
    line(example),
    ...(takesQuery ? [text("The query is made of:"), keyTable(asker)] : []),
  );
}

/** `/jobs subscribe [name] <query>` */
function usage({ verb, options }: Command): string {
  const names = Object.entries(options.shape).map(([name, option]) => usageOf(name, isOptional(option)));
  return ["/jobs", verb, ...names].join(" ");
}

function usageOf(name: string, isOptional: boolean): string {
  return isOptional ? `[${name}]` : `<${name}>`;
}

function isOptional(option: z.core.$ZodType): boolean {
  return z.safeParse(option, undefined).success;
}

/** The keys, each with an example that works in this place. */
function keyTable({ channels }: Asker): ReplyPart {
  return table(
    keyHelp().map(({ usage, summary }) =>
      usage.startsWith("to:") && channels === undefined ? ["to:me", "Where matches go"] : [usage, summary],
    ),
  );
}
