import type { Digest } from "./digest.ts";

/** "12 new for infra (1 of 2) · over max:10/day": what a part of a digest says before all else. */
export function digestHeadline({ name, total, part, parts, late, cause }: Omit<Digest, "groups">): string {
  const which = parts > 1 ? ` (${part} of ${parts})` : "";
  const headline = `${total.toLocaleString("en")} new for ${name}${which}`;
  return [headline, late, cause].filter((remark) => remark !== null && remark !== "").join(" · ");
}
