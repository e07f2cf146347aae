import { afterSlash } from "../../../commands/typed-options.ts";
import { nextWord } from "../../../commands/words.ts";
import { UserError } from "../../errors.ts";

/** The verb of a line of /jobs. Empty where the line cannot be read: it is answered with what is wrong with it. */
export function verbIn(line: string): string {
  try {
    return nextWord(line, afterSlash(line))?.text.toLowerCase() ?? "";
  } catch (error) {
    if (error instanceof UserError) return "";
    throw error;
  }
}
