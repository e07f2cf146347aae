import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { postingReference } from "../src/posting/identity.ts";
import { defineCommand } from "./command.ts";
import { savingToo } from "./mark-words.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, line, text } from "./reply.ts";

/** Short enough that a button can bring the one before back. */
const mostCharacters = 1_000;
const nothing = "none";

/** Keeps the asker's own words on a posting. */
export const note = defineCommand({
  verb: "note",
  summary: "Keep a note on a posting",
  example: "/jobs note p2abc Ann refers me, ask about the team",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    text: z
      .string()
      .trim()
      .max(mostCharacters, {
        error: ({ input }) =>
          `A note may hold ${mostCharacters} characters, this one holds ${(typeof input === "string" ? input : "").length}.`,
      })
      .optional()
      .describe("what to keep; none takes it away"),
  }),
  takes: { posting: "posting", text: "text" },
  async run({ options, asker, services }) {
    const posting = await services.postings.find(asker, options.posting);
    // What was typed may be short, and mean several by the time that a button is pressed.
    const reference = postingReference(posting.id);
    const typed = options.text ?? "";
    const named = postingLine(posting, services.now());
    if (typed === "") {
      const kept = await services.marks.noteOn(asker, posting);
      if (kept === null) return info(text(`You have no note on ${named}.`));
      return info(text(`Your note on ${named}:`), line(kept));
    }
    const wanted = typed.toLowerCase() === nothing ? null : typed;
    const saving = wanted === null ? undefined : await savingToo(posting, asker, services);
    const before = await services.marks.note(asker, posting, wanted);
    if (before === null && wanted === null) {
      throw new UserError("note", "It had no note of yours, so there is none to take away.", {});
    }
    const way =
      saving === undefined || before !== null
        ? `note ${reference} ${before ?? nothing}`
        : `mark ${reference} ${saving.before},note`;
    const undo: readonly Choice[] = before === wanted ? [] : [{ label: "Undo", line: `/jobs ${way}` }];
    return info(
      text(`${wanted === null ? "No note any more on" : "Noted on"} ${named}`),
      ...(saving?.parts ?? []),
      ...(undo.length === 0 ? [] : [choices(undo)]),
    );
  },
});
