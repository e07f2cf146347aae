import type { Identified } from "./schema.ts";

/**
 * The part of a path that stays when a title or place changes: `R-123-1` of `/job/Chicago/Engineer_R-123-1`, where
 * `R-123` is the requisition and 1 its second posting. Where no requisition is recognised in a path it is the path's
 * last part, and without a path the requisition alone.
 */
export function postingId({ externalPath, bulletFields }: Identified): string | undefined {
  const last = externalPath?.split("/").findLast((part) => part !== "");
  const fields = bulletFields.map((field) => field.trim()).filter((field) => field !== "");
  if (last === undefined) return fields[0]?.slice(0, 200);
  for (const field of fields) {
    const at = last.lastIndexOf(`_${field}`);
    if (at !== -1 && /^(?:-\d+)?$/.test(last.slice(at + 1 + field.length))) return last.slice(at + 1);
  }
  return last;
}
