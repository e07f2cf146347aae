import { RolecallError } from "./errors.ts";
import { sourceById } from "./sources/index.ts";
import type { PolledSource } from "./sources/source.ts";
import type { WorkspaceSource } from "./storage/workspace-source-store.ts";

/**
 * A source that people added, as it is polled.
 *
 * @param everyMs Milliseconds between polls.
 * @throws RolecallError `source` where this version does not know its kind, or not these options.
 */
export function guestSource(
  key: string,
  { kind, options }: Pick<WorkspaceSource, "kind" | "options">,
  everyMs: number,
): PolledSource {
  const source = sourceById(kind);
  const parsed = source?.options.safeParse(options);
  if (source === undefined || parsed?.success !== true) {
    throw new RolecallError("source", `sources: expected a known kind of source and its options, got ${key}`, { key });
  }
  return { key, source, options: parsed.data, everyMs, baseline: true, allowHosts: [], isGuest: true };
}
