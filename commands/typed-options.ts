import { UserError } from "../src/errors.ts";
import type { Command, Takes } from "./command.ts";
import { beginsPlainly } from "./plain-words.ts";
import { beginsQuery, nextWord } from "./words.ts";

/** Where the verb may begin: behind `/jobs`, which is not needed. */
export function afterSlash(line: string): number {
  return /^\s*\/jobs(?!\S)/iu.exec(line)?.[0].length ?? 0;
}

/**
 * The words after the verb, each in the option that takes it.
 *
 * @param start Where the verb ends.
 * @throws UserError `extra` for a word that no option takes, `quote` for an open quote.
 */
export function typedOptions(command: Command, line: string, start: number): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  let at = start;
  for (const [option, takes] of Object.entries(command.takes)) {
    if (takes === "file") continue;
    if (takesRest(takes)) {
      // Its quotes are its own matter: somebody's note may open one and never close it.
      if (!isBlank(line, at)) options[option] = inItsColumn(line, at);
      return options;
    }
    const word = nextWord(line, at);
    if (word === null) break;
    if (takes === "name" && (beginsQuery(word) || beginsPlainly(line.slice(at)))) continue;
    options[option] = word.text;
    at = word.end;
  }
  const extra = nextWord(line, at);
  if (extra === null) return options;
  throw new UserError(
    "extra",
    `${command.verb} does not know what to do with "${extra.text}". For example: ${command.example}`,
    { start: extra.start },
  );
}

/**
 * What the word at the cursor would fill in, and from where on; undefined where the verb takes no more.
 *
 * @throws UserError `quote` for an open quote before the query.
 */
export function optionAtCursor(
  command: Command,
  line: string,
  start: number,
  cursor: number,
): { readonly takes: Takes; readonly at: number } | undefined {
  let at = start;
  for (const takes of Object.values(command.takes)) {
    if (takes === "file") continue;
    const word = takesRest(takes) ? null : nextWord(line, at);
    const isBeingTyped = word === null || word.end >= cursor;
    if (takes === "name" && (isBeingTyped || beginsQuery(word))) continue;
    if (isBeingTyped) return { takes, at };
    at = word.end;
  }
  return undefined;
}

function isBlank(line: string, at: number): boolean {
  return /^[\s\u200b]*$/u.test(line.slice(at));
}

function takesRest(takes: Takes): boolean {
  return !["word", "verb", "subscription", "posting", "name"].includes(takes);
}

/** The rest of the line, blank up to where it begins, so that the columns of a mistake are those of the line. */
function inItsColumn(line: string, at: number): string {
  return " ".repeat(at) + line.slice(at);
}
