import { z } from "zod";
import { ago } from "../src/delivery/card/age.ts";
import { didYouMean, UserError } from "../src/errors.ts";
import { isClosed } from "../src/posting/posting.ts";
import { defineCommand } from "./command.ts";
import { followed, over, waysOnOf } from "./mark-words.ts";
import { pageOf, wordAndPage } from "./page.ts";
import { postingLine } from "./posting-line.ts";
import { type Choice, choices, info, type ReplyPart, table, text } from "./reply.ts";
import { type Mark, type MarkedPosting, marks } from "./services.ts";
import { momentWords, zoneOf } from "./zone.ts";

const perPage = 10;

/** In the order in which they are listed: what is furthest first. */
const order: readonly Mark[] = [...followed.toReversed(), ...over, "hidden"];

/** Shows what the asker has marked: what is furthest first, of each state what was marked last. */
export const saved = defineCommand({
  verb: "saved",
  summary: "Show the postings that you saved, applied to or hid",
  example: "/jobs saved applied",
  options: z.object({
    state: z.string().optional().describe("which mark; all that goes on when left out"),
    page: z.string().optional().describe("which page of a long list"),
  }),
  takes: { state: "word", page: "word" },
  isReading: true,
  async run({ options, asker, services }) {
    const { state, page } = asked(options);
    const all = await services.marks.list(asker);
    const wanted = all
      .filter(({ mark }) => (state === null ? followed.some((one) => one === mark) : mark === state))
      .toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark));
    const others = state === null ? [...over, "hidden" as const].flatMap((one) => counted(one, all)) : [];
    if (wanted.length === 0) {
      const none = `You have no ${state ?? "saved"} postings. Every card has buttons for it, or: /jobs mark ID saved`;
      return info(text(none), ...others);
    }
    const { shown, where, next } = pageOf(wanted, page, perPage);
    const zone = zoneOf(asker, await services.settings.get(asker));
    const more: Choice[] =
      next === null ? [] : [{ label: "More", line: ["/jobs saved", state, next].filter(Boolean).join(" ") }];
    const parts: ReplyPart[] = [
      text(`${wanted.length.toLocaleString("en")} ${state ?? "kept"}${where}:`),
      ...[...Map.groupBy(shown, ({ mark }) => mark)].flatMap(([mark, some]) => [
        ...(state === null ? [text(`${heading(mark)}:`)] : []),
        table(some.map((one) => rowOf(one, services.now(), zone))),
      ]),
      choices([...shown.flatMap(({ posting, mark }) => waysOnOf(posting, mark)), ...more]),
      text("Also: /jobs mark ID none, /jobs note ID …, /jobs remind ID tomorrow 9:00, /jobs export saved"),
    ];
    return info(...parts, ...others);
  },
});

function heading(mark: Mark): string {
  return `${mark.charAt(0).toUpperCase()}${mark.slice(1)}`;
}

/** What is left out of the list is not left unsaid. */
function counted(state: Mark, all: readonly MarkedPosting[]): readonly ReplyPart[] {
  const count = all.filter(({ mark }) => mark === state).length;
  return count === 0 ? [] : [text(`${count.toLocaleString("en")} ${state}: /jobs saved ${state}`)];
}

function rowOf({ posting, mark, at, note, remindAt }: MarkedPosting, now: number, zone: string): readonly string[] {
  return [
    postingLine(posting, now),
    isClosed(posting) ? "closed" : "open",
    ago(at, now),
    ...(note === null ? [] : [`note: ${note}`]),
    ...(remindAt === null || mark === "hidden" ? [] : [`reminder: ${momentWords(remindAt, zone)}`]),
  ];
}

/** `saved applied 2` and `saved 2` alike. */
function asked(typed: { readonly state?: string | undefined; readonly page?: string | undefined }): {
  readonly state: Mark | null;
  readonly page: number;
} {
  const { word, page } = wordAndPage(typed.state, typed.page);
  const state = marks.find((one) => one === word?.toLowerCase());
  if (word !== undefined && state === undefined) {
    throw new UserError("state", `Expected ${marks.join(", ")} or a page, got ${word}.${didYouMean(word, marks)}`, {
      state: word,
    });
  }
  return { state: state ?? null, page };
}
