import stringWidth from "string-width";
import type { ReplyPart } from "./reply.ts";

/** How much of a long line is shown on either side of the mistake, in UTF-16 units. */
const around = 100;

/** The line as it was typed and a caret under the place, both inert; nothing where the error names no place. */
export function mistakeAt(line: string, place: unknown): readonly ReplyPart[] {
  if (typeof place !== "number" || place < 0 || place > line.length || line === "") return [];
  const from = place > around ? place - around : 0;
  const before = `${from > 0 ? "…" : ""}${visible(line.slice(from, place))}`;
  const after = `${visible(line.slice(place, place + around))}${place + around < line.length ? "…" : ""}`;
  return [{ kind: "mistake", text: before + after, caret: `${" ".repeat(stringWidth(before))}^` }];
}

/** Space for every character that shows nothing or moves others, so that what stands beneath stays beneath. */
function visible(text: string): string {
  return text.toWellFormed().replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, " ");
}
