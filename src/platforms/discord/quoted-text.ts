import type { QuotedMessage } from "./interaction.ts";

/** All that somebody can read of a message: its words, and those of what it shows of links. */
export function quotedText({ content, embeds }: QuotedMessage): string {
  const shown = embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return [content, ...shown].filter((text) => text !== undefined && text !== "").join("\n");
}
