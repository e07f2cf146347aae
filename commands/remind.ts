import { DateTime } from "luxon";
import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { postingReference } from "../src/posting/identity.ts";
import { defineCommand } from "./command.ts";
import { savingToo } from "./mark-words.ts";
import { momentIn } from "./moment.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, text } from "./reply.ts";
import { momentWords, zoneOf } from "./zone.ts";

/** When somebody wants to hear of a day for which they say no time. */
const morning = { hour: 9, minute: 0 } as const;
const nothing = "none";
const minuteMs = 60_000;

/** Has the asker told of a posting again, once, in their direct conversation. */
export const remind = defineCommand({
  verb: "remind",
  summary: "Be reminded of a posting by a direct message",
  example: "/jobs remind p2abc tomorrow 9:00",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    when: z.string().describe("3d, tomorrow 9:00, 2026-12-01 or none"),
  }),
  takes: { posting: "posting", when: "moment" },
  async run({ options, asker, services }) {
    const posting = await services.postings.find(asker, options.posting);
    // What was typed may be short, and mean several by the time that a button is pressed.
    const reference = postingReference(posting.id);
    const zone = zoneOf(asker, await services.settings.get(asker));
    const isNone = options.when.trim().toLowerCase() === nothing;
    // To the minute, as it is shown and typed.
    const at = isNone ? null : Math.ceil(momentIn(options.when, services.now(), zone, morning) / minuteMs) * minuteMs;
    const saving = at === null ? undefined : await savingToo(posting, asker, services);
    const before = await services.marks.remind(asker, posting, at);
    if (before === null && at === null) {
      throw new UserError("remind", "There was no reminder of it, so there is none to take away.", {});
    }
    const way =
      saving === undefined || before !== null
        ? `remind ${reference} ${typedMoment(before, zone)}`
        : `mark ${reference} ${saving.before},reminder`;
    const undo: readonly Choice[] = before === at ? [] : [{ label: "Undo", line: `/jobs ${way}` }];
    const named = postingLine(posting, services.now());
    return info(
      text(
        at === null ? `No reminder any more of ${named}` : `You are reminded on ${momentWords(at, zone)} of ${named}`,
      ),
      ...(saving?.parts ?? []),
      ...(undo.length === 0 ? [] : [choices(undo)]),
    );
  },
});

function typedMoment(at: number | null, zone: string): string {
  return at === null ? nothing : DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd HH:mm");
}
