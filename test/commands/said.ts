import { dashboardWords } from "../../commands/dashboard-words.ts";
import type { Reply, ReplyPart } from "../../commands/reply.ts";

/** A reply as plain text, a part after the other. */
export function said(reply: Reply): string {
  return reply.parts.map(partText).join("\n");
}

function partText(part: ReplyPart): string {
  if (part.kind === "mistake") return `${part.text}\n${part.caret}`;
  if (part.kind === "list") return part.items.join("\n");
  if (part.kind === "table") return part.rows.map((row) => row.join(" | ")).join("\n");
  if (part.kind === "choices") return part.choices.map(({ label, line }) => `[${label}] ${line}`).join("\n");
  if (part.kind === "file") return `${part.name}\n${part.content}`;
  if (part.kind === "card") return `[${part.card.postingId} ${part.card.state}] ${part.card.title}: ${part.card.why}`;
  if (part.kind === "dashboard") return dashboardWords(part.dashboard).map(partText).join("\n");
  return part.text;
}
