import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { postingReference } from "../src/posting/identity.ts";
import { defineCommand } from "./command.ts";
import { followed, waysOn } from "./mark-words.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, type ReplyPart, text } from "./reply.ts";
import { type Mark, type MarkedPosting, marks } from "./services.ts";

const states = [...marks, "none"] as const;

const answers: Readonly<Record<Mark, string>> = {
  saved: "Saved, for /jobs saved:",
  applied: "Applied, noted:",
  interview: "Interview, noted:",
  offer: "Offer, noted:",
  rejected: "Rejected, noted:",
  withdrawn: "Withdrawn, noted:",
  hidden: "Hidden from you, in previews and in what is sent to you alone:",
};

/** Notes for the asker alone what they make of a posting; `none,note` and `none,reminder` take back all that a first one did. */
export const mark = defineCommand({
  verb: "mark",
  summary: "Save a posting, note how far you are with it, hide it, or take that back",
  example: "/jobs mark p2abc saved",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    state: z
      .string()
      .toLowerCase()
      .transform((typed) => typed.split(","))
      .pipe(
        z.tuple(
          [z.enum(states, { error: `Expected ${states.slice(0, -1).join(", ")} or none.` })],
          z.enum(["note", "reminder"], { error: "Expected note or reminder behind the comma, to take that away too." }),
        ),
      )
      // What is chosen from a menu; the rest can be typed.
      .meta({
        description: "such as saved, applied, offer, hidden or none",
        enum: [...states],
      }),
  }),
  takes: { posting: "posting", state: "word" },
  async run({ options, asker, services }) {
    const posting = await services.postings.find(asker, options.posting);
    // What was typed may be short, and mean several by the time that a button is pressed.
    const reference = postingReference(posting.id);
    const [state, ...dropped] = options.state;
    const wanted = state === "none" ? null : state;
    const kept = (await services.marks.list(asker)).find((one) => one.posting.openingId === posting.openingId);
    if (dropped.includes("note")) await services.marks.note(asker, posting, null);
    if (dropped.includes("reminder")) await services.marks.remind(asker, posting, null);
    const before = await services.marks.set(asker, posting, wanted);
    if (before === null && wanted === null && dropped.length === 0) {
      throw new UserError("mark", "It had no mark of yours, so there is none to take away.", { state });
    }
    const isFollowed = followed.some((state) => state === wanted);
    const next: readonly Choice[] = [
      ...(wanted === null ? [] : waysOn(wanted, reference)),
      ...(isFollowed ? [{ label: "Remind me in 3 days", line: `/jobs remind ${reference} 3d` }] : []),
      // No line brings back a note with its mark.
      ...(before === wanted || dropped.length > 0
        ? []
        : [{ label: "Undo", line: `/jobs mark ${reference} ${before ?? "none"}` }]),
    ];
    const gone = dropped.length === 0 ? "" : ` Its ${new Intl.ListFormat("en").format(dropped)} went too.`;
    const said =
      wanted === null ? "No longer marked:" : before === wanted ? `It is ${wanted} already:` : answers[wanted];
    return info(
      text(`${said} ${postingLine(posting, services.now())}${gone}`),
      ...(isFollowed && before === null ? [text("You are told when it closes or changes.")] : []),
      ...(dropped.length > 0 ? [] : leftBehind(kept, wanted)),
      ...(next.length === 0 ? [] : [choices(next)]),
    );
  },
});

/** What becomes of note and reminder where somebody wants no more of a posting. */
function leftBehind(kept: MarkedPosting | undefined, wanted: Mark | null): readonly ReplyPart[] {
  if (kept === undefined || (wanted !== null && wanted !== "hidden")) return [];
  return [
    ...(kept.note === null || wanted !== null ? [] : [text("Your note on it stays, for when you mark it again.")]),
    ...(kept.remindAt === null || kept.mark === "hidden" ? [] : [text("You are not reminded of it now.")]),
  ];
}
