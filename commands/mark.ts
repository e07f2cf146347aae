import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { defineCommand } from "./command.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, text } from "./reply.ts";
import { type Mark, marks } from "./services.ts";

const states = [...marks, "none"] as const;

const answers: Readonly<Record<Mark, string>> = {
  saved: "Saved, for /jobs saved:",
  applied: "Applied, noted:",
  hidden: "Hidden from you, in previews and in what is sent to you alone:",
};

/** Notes for the asker alone what they make of a posting. */
export const mark = defineCommand({
  verb: "mark",
  summary: "Save a posting, note that you applied, hide it, or take that back",
  example: "/jobs mark p2abc saved",
  options: z.object({
    posting: z.string().describe("its id, or the beginning of it"),
    state: z
      .string()
      .toLowerCase()
      .pipe(z.enum(states, { error: `Expected ${states.slice(0, -1).join(", ")} or none.` }))
      .describe("saved, applied, hidden, or none"),
  }),
  takes: { posting: "posting", state: "word" },
  async run({ options, asker, services }) {
    const posting = await services.postings.find(options.posting);
    const wanted = options.state === "none" ? null : options.state;
    const before = await services.marks.set(asker, posting, wanted);
    const line = (state: string) => `/jobs mark ${options.posting} ${state}`;
    const next: readonly Choice[] = [
      ...(wanted === "saved" ? [{ label: "I applied", line: line("applied") }] : []),
      ...(before === wanted ? [] : [{ label: "Undo", line: line(before ?? "none") }]),
    ];
    if (before === null && wanted === null) {
      throw new UserError("mark", "It had no mark of yours, so there is none to take away.", { state: options.state });
    }
    const said =
      wanted === null ? "No longer marked:" : before === wanted ? `It is ${wanted} already:` : answers[wanted];
    return info(text(`${said} ${postingLine(posting, services.now())}`), ...(next.length === 0 ? [] : [choices(next)]));
  },
});
