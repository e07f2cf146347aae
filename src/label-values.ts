import { errorClasses } from "./delivery/platform.ts";
import type { LabelName } from "./meter.ts";
import { postingChanges } from "./polling/store-snapshot.ts";
import { pollOutcomes } from "./polling/poll-source.ts";
import { sources } from "./sources/index.ts";
import { sourceErrorCodes } from "./sources/source.ts";
import { outcomeKinds } from "./storage/message-store.ts";

/** Every value that a label of a metric may have: closed lists, whatever boards and platforms answer. */
export const labelValues: Readonly<Record<LabelName, readonly string[]>> = {
  source: sources.map(({ id }) => id),
  code: [...pollOutcomes, ...sourceErrorCodes, "internal"],
  change: postingChanges,
  platform: ["slack", "discord", "terminal"],
  outcome: outcomeKinds,
  class: errorClasses,
  status: ["401", "403", "429"],
  kind: ["card", "digest"],
  // Of messages, of sources, and of connections; several share `waiting`.
  state: ["waiting", "pending", "sending", "held", "dead", "ok", "failing", "active", "idle"],
};
