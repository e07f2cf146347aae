import type { Difference } from "./diff.ts";

/** Fewer changes at once than this are a company's, however small its board. */
const fewestOfSweep = 20;

/** Whether a board has rewritten most of the texts that it lists, rather than its postings: nobody wants to hear of all of them anew. */
export function isSweep({ changed, seen }: Difference): boolean {
  return changed.length > fewestOfSweep && changed.length > seen.length;
}
