import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { checkedSourceReply } from "./checked-source.ts";
import { defineCommand } from "./command.ts";
import { pageOf } from "./page.ts";
import { choices, info, type ReplyPart, table, text } from "./reply.ts";
import { rhythmWords, stateWords } from "./source-words.ts";

const perPage = 20;

/** Shows where postings come from, and how each source fares. */
export const sources = defineCommand({
  verb: "sources",
  summary: "Show the sources and how they fare",
  example: "/jobs sources https://jobs.ashbyhq.com/perplexity",
  options: z.object({
    which: z.string().optional().describe("part of a name, or an address to look at"),
    page: z.string().optional().describe("which page of a long list"),
  }),
  takes: { which: "word", page: "word" },
  isReading: true,
  async run({ options, asker, services }) {
    const words = [options.which, options.page].filter((word) => word !== undefined);
    const address = addressIn(words);
    if (address !== undefined) {
      const checked = await services.checkSource(asker, address);
      const isPolled = (await services.sources()).some(({ key }) => key === checked.key);
      return checkedSourceReply(checked, isPolled, services.now());
    }
    const part = words.find((word) => !/^\d+$/.test(word))?.toLowerCase();
    const page = Math.max(1, Number(words.find((word) => /^\d+$/.test(word)) ?? 1));
    const now = services.now();
    const all = (await services.sources()).filter(({ key }) => part === undefined || key.toLowerCase().includes(part));
    if (all.length === 0) {
      const none = part === undefined ? "No source is set up yet." : `No source has ${part} in its name.`;
      return info(text(`${none} Whoever runs this bot adds them to its configuration.`));
    }
    const { shown, where, next } = pageOf(all, page, perPage);
    const rows = shown.map((source) => [source.key, stateWords(source, now), rhythmWords(source, now) ?? ""]);
    const more: readonly ReplyPart[] =
      next === null
        ? []
        : [choices([{ label: "More", line: ["/jobs sources", part, next].filter(Boolean).join(" ") }])];
    return info(
      text(`${all.length.toLocaleString("en")} source${all.length === 1 ? "" : "s"}${where}:`),
      table(rows),
      ...more,
    );
  },
});

/** `sources https://…` and `sources check …` alike. */
function addressIn([first = "", second]: readonly string[]): string | undefined {
  if (/^<?https?:\/\//i.test(first)) return first;
  if (!/^(?:check|add)$/i.test(first)) return undefined;
  if (second === undefined) throw new UserError("source", "Expected an address: /jobs sources https://…");
  return second;
}
