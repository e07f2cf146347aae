import type { KnownBlock } from "@slack/types";

/** Slack's limits for one message; it refuses about 13,000 characters in all, wherever they stand. */
export const mostBlocks = 50;
export const mostCharacters = 10_000;

/** What counts of blocks: all that is said, linked or sent back, but not how that is put. */
export function charactersOf(blocks: readonly KnownBlock[]): number {
  return counted(blocks);
}

const counting: ReadonlySet<string> = new Set(["text", "url", "value"]);

function counted(value: unknown, name = ""): number {
  if (typeof value === "string") return counting.has(name) ? value.length : 0;
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + counted(inner, Array.isArray(value) ? name : key),
    0,
  );
}

export function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= mostBlocks && charactersOf(blocks) <= mostCharacters;
}
