import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { alreadyThere, notYet, readWish, take } from "./new-subscription.ts";
import { type Announcement, info, list, text } from "./reply.ts";
import { readForeign } from "./foreign/foreign.ts";
import { foreignReply } from "./foreign/foreign-reply.ts";
import type { Asker, Services } from "./services.ts";
import { subscribe } from "./subscribe.ts";
import { canonicalLine, printReference } from "./subscription-ref.ts";
import { typedOptions } from "./typed-options.ts";

/** More than anybody has. */
const mostLines = 50;
/** Characters of a line that could not be taken. */
const mostShown = 200;

const waysOfFiles =
  "A file is the option file in Discord, the form of /jobs import in Slack, and /jobs import ./feeds.opml in a terminal.";

/** Makes subscriptions of lines as `export` shows them, and proposes some of what others export. */
export const importLines = defineCommand({
  verb: "import",
  summary: "Make subscriptions of exported lines",
  example: "/jobs import /jobs subscribe infra role:backend /jobs subscribe eu-go location:europe lang:go",
  options: z.object({
    lines: z.string().optional().describe("lines of /jobs subscribe"),
    file: z.string().optional().describe("or a file of them"),
  }),
  takes: { lines: "lines", file: "file" },
  async run({ options, asker, services }) {
    const given = givenText(options);
    const foreign = readForeign(given);
    if (foreign !== undefined) {
      const own = await services.subscriptions.list(asker);
      return foreignReply(
        foreign,
        own.map(({ name }) => name),
      );
    }
    const lines = linesIn(given);
    const outcomes: Outcome[] = [];
    for (const each of lines) outcomes.push(await outcomeOf(each, asker, services));
    const made = outcomes.filter(({ isNew }) => isNew).length;
    const reply = info(text(`${made} of ${lines.length} made:`), list(outcomes.map(({ said }) => said)));
    return { ...reply, announcements: outcomes.flatMap(({ announcement }) => announcement ?? []) };
  },
});

/** @throws UserError `import`. */
function givenText({
  lines,
  file,
}: {
  readonly lines?: string | undefined;
  readonly file?: string | undefined;
}): string {
  if (lines !== undefined && file !== undefined) {
    throw new UserError("import", "Expected lines or a file, got both: import one after the other.");
  }
  const given = lines ?? file;
  if (given !== undefined) return given;
  throw new UserError("import", `import needs lines or a file. For example: ${importLines.example}. ${waysOfFiles}`);
}

/** @throws UserError `import`. */
function linesIn(typed: string): readonly string[] {
  const lines = typed
    .split(/\n|(?=\/jobs\s+subscribe\s)/iu)
    .map((each) => each.trim())
    .filter((each) => each !== "" && !each.startsWith("#"));
  const stranger = lines.find((each) => !lineStart.test(each));
  if (lines.length === 0 || stranger !== undefined) {
    throw new UserError(
      "import",
      "Expected lines that begin with /jobs subscribe, OPML, an export of MonitoRSS, subscribe lines of another bot or addresses of " +
        `job searches, got ${stranger?.slice(0, 80) ?? "nothing"}.`,
    );
  }
  if (lines.length > mostLines) {
    throw new UserError("import", `At most ${mostLines} lines can be taken at once, these are ${lines.length}.`);
  }
  return lines;
}

const lineStart = /^\/jobs\s+subscribe(?=\s)/iu;

/** What became of one line, in one line. */
interface Outcome {
  readonly isNew: boolean;
  readonly said: string;
  /** What a channel is told of it. */
  readonly announcement: Announcement | null;
}

async function outcomeOf(line: string, asker: Asker, services: Services): Promise<Outcome> {
  try {
    const start = lineStart.exec(line)?.[0].length ?? 0;
    const options = subscribe.options.parse(typedOptions(subscribe, line, start));
    const wish = await readWish(options, asker, services);
    if (wish.existing !== undefined) return notMade(alreadyThere(wish.existing));
    if (wish.isGuess) {
      const understood = canonicalLine({ name: wish.name, query: printQuery(wish.query) });
      return notMade(`${notYet}: ${shortened(understood)}`);
    }
    const { subscription, announcement } = await take(wish, asker, services);
    return { isNew: true, said: `Subscribed ${printReference(subscription)}`, announcement };
  } catch (error) {
    if (error instanceof UserError) return notMade(`${shortened(line)}: ${error.message}`);
    if (error instanceof z.ZodError) {
      return notMade(`${shortened(line)}: ${error.issues[0]?.message ?? "it cannot be read"}`);
    }
    throw error;
  }
}

function notMade(said: string): Outcome {
  return { isNew: false, said, announcement: null };
}

/** A line of a file may be as long as the file. */
function shortened(line: string): string {
  return line.length <= mostShown ? line : `${line.slice(0, mostShown)}…`;
}
