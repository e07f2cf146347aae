import { dashboardWords } from "../../../commands/dashboard-words.ts";
import type { Reply, ReplyPart } from "../../../commands/reply.ts";
import { cardLine } from "./card-line.ts";

/** A reply where only words fit: all that it says, in one line. Not yet inert. */
export function inWords({ parts }: Reply): string {
  return joined(parts.map(partInWords));
}

/** A part of it; empty where it says nothing. */
export function partInWords(part: ReplyPart): string {
  switch (part.kind) {
    case "text":
    case "line":
      return part.text;
    case "mistake":
      return `You typed: ${part.text}`;
    case "list":
      return joined(part.items, "; ");
    case "table":
      return joined(
        part.rows.map((row) => joined(row, " · ")),
        "; ",
      );
    case "file":
      return part.name;
    case "card":
      return cardLine(part.card);
    case "dashboard":
      return joined(dashboardWords(part.dashboard).map(partInWords));
    case "choices":
      return joined(
        part.choices.map(({ label, line }) => `${label}: ${line}`),
        "; ",
      );
  }
}

function joined(said: readonly string[], between = " "): string {
  return said.filter((one) => one !== "").join(between);
}
