import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { printSetting } from "../src/filter/print.ts";
import { changedSettings, printRights, rightNames } from "./changed-settings.ts";
import { defineCommand } from "./command.ts";
import { info, line, type ReplyPart, table, text } from "./reply.ts";
import type { Asker, Settings } from "./services.ts";

/** What holds for all of the asker's subscriptions that do not say otherwise. */
export const settings = defineCommand({
  verb: "settings",
  summary: "Show or set your time zone, quiet hours and what becomes of unknowns",
  example: "/jobs settings tz:Europe/Berlin quiet:20-08 unknown:flag",
  options: z.object({
    query: z
      .string()
      .optional()
      .describe("tz:, quiet: and unknown: as in a query, -quiet to clear one; shows them when left out"),
  }),
  takes: { query: "settings" },
  async run({ options, asker, services }) {
    const before = await services.settings.get(asker);
    const after = options.query === undefined ? before : await changedSettings(before, options.query, asker);
    if (isDeepStrictEqual(before, after)) {
      const head = options.query === undefined ? "Your settings" : "Nothing changes in your settings";
      return info(...shown(`${head}, for subscriptions that do not say otherwise:`, after, asker));
    }
    await services.settings.set(asker, after);
    return info(...shown("Set, for subscriptions that do not say otherwise:", after, asker));
  },
});

/** A row for each, with what holds where it was not set, and the line that sets the same again. */
function shown(head: string, settings: Settings, asker: Asker): readonly ReplyPart[] {
  const { tz, quiet, unknown } = settings;
  const pairs: readonly (readonly [name: string, pair: string | null, otherwise: string])[] = [
    ["tz", tz === null ? null : printSetting("tz", tz), `not set: ${asker.zone}`],
    ["quiet", quiet === null ? null : printSetting("quiet", quiet), "not set: no quiet hours"],
    ["unknown", unknown === null ? null : printSetting("unknown", unknown), "not set: show"],
    ...(asker.channels === undefined
      ? []
      : rightNames.map((name) => {
          const rights = settings[name];
          return [name, rights === null ? null : printRights(name, rights), "not set: admins"] as const;
        })),
  ];
  const set = pairs.flatMap(([, pair]) => pair ?? []);
  return [
    text(head),
    table(pairs.map(([name, pair, otherwise]) => [name, pair?.slice(name.length + 1) ?? otherwise])),
    ...(set.length === 0 ? [] : [line(`/jobs settings ${set.join(" ")}`)]),
  ];
}
