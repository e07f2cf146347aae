import { z } from "zod";
import { ago } from "../src/delivery/card/age.ts";
import { inert } from "../src/delivery/card/inert.ts";
import { UserError } from "../src/errors.ts";
import { postingReference } from "../src/posting/identity.ts";
import { isClosed } from "../src/posting/posting.ts";
import { defineCommand } from "./command.ts";
import { pageOf } from "./page.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, type ReplyPart, table, text } from "./reply.ts";
import { type Mark, type MarkedPosting, marks } from "./services.ts";

const perPage = 10;
const maxLabel = 40;

const nextSteps: Readonly<Record<Mark, { readonly label: string; readonly state: string }>> = {
  saved: { label: "Applied", state: "applied" },
  applied: { label: "Not applied", state: "saved" },
  hidden: { label: "Show again", state: "none" },
};

/** Shows what the asker has marked, newest first. */
export const saved = defineCommand({
  verb: "saved",
  summary: "Show the postings that you saved, applied to or hid",
  example: "/jobs saved applied",
  options: z.object({
    state: z.string().optional().describe("saved, applied or hidden; saved and applied when left out"),
    page: z.string().optional().describe("which page of a long list"),
  }),
  takes: { state: "word", page: "word" },
  isReading: true,
  async run({ options, asker, services }) {
    const { state, page } = asked(options);
    const all = await services.marks.list(asker);
    const wanted = all.filter(({ mark }) => (state === null ? mark !== "hidden" : mark === state));
    const hidden = all.length - all.filter(({ mark }) => mark !== "hidden").length;
    if (wanted.length === 0) {
      return info(
        text(`You have no ${state ?? "saved"} postings. Every card has buttons for it, or: /jobs mark ID saved`),
      );
    }
    const { shown, where, next } = pageOf(wanted, page, perPage);
    const parts: ReplyPart[] = [
      text(`${wanted.length.toLocaleString("en")} ${state ?? "saved and applied"}${where}:`),
      table(shown.map((one) => rowOf(one, services.now()))),
    ];
    const more = { label: "More", line: ["/jobs saved", state, next].filter(Boolean).join(" ") };
    parts.push(choices([...shown.map(nextStep), ...(next === null ? [] : [more])]));
    if (state !== "hidden") parts.push(text("To take one away: /jobs mark ID none"));
    if (state === null && hidden > 0) parts.push(text(`${hidden.toLocaleString("en")} hidden: /jobs saved hidden`));
    return info(...parts);
  },
});

function rowOf({ posting, mark, at }: MarkedPosting, now: number): readonly string[] {
  return [mark, isClosed(posting) ? "closed" : "open", postingLine(posting, now), ago(at, now)];
}

/** What its person most likely wants to say of it next. */
function nextStep({ posting, mark }: MarkedPosting): Choice {
  const { label, state } = nextSteps[mark];
  const title = posting.reading.facts.title ?? posting.title ?? posting.id;
  return { label: inert(`${label}: ${title}`, maxLabel), line: `/jobs mark ${postingReference(posting.id)} ${state}` };
}

/** `saved applied 2` and `saved 2` alike. */
function asked({ state, page }: { readonly state?: string | undefined; readonly page?: string | undefined }): {
  readonly state: Mark | null;
  readonly page: number;
} {
  const words = [state, page].filter((word) => word !== undefined);
  const named = words.find((word) => !/^\d+$/.test(word));
  const known = marks.find((one) => one === named?.toLowerCase());
  if (named !== undefined && known === undefined) {
    throw new UserError("state", `Expected ${marks.join(", ")} or a page, got ${named}.`, { state: named });
  }
  const number = Number(words.find((word) => /^\d+$/.test(word)) ?? 1);
  return { state: known ?? null, page: Math.max(1, number) };
}
