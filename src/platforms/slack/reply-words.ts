import type { Reply } from "../../../commands/reply.ts";

/** A reply where only a few words fit: its paragraphs and lines. */
export function inWords({ parts }: Reply): string {
  const said = parts.flatMap((part) => (part.kind === "text" || part.kind === "line" ? [part.text] : []));
  return said.join(" ");
}
