import { z } from "zod";
import { counted } from "../src/delivery/card/age.ts";
import { UserError } from "../src/errors.ts";
import { defineCommand } from "./command.ts";
import { pageOf, wordAndPage } from "./page.ts";
import type { Asker, SourceHealth } from "./services.ts";
import { choices, info, type ReplyPart, table, text } from "./reply.ts";
import { add, lookAt, remove } from "./source-actions.ts";
import { rhythmWords, stateWords } from "./source-words.ts";

const perPage = 20;

/** Shows where postings come from, and how each source fares. */
export const sources = defineCommand({
  verb: "sources",
  summary: "Show the sources and how they fare, or add one",
  example: "/jobs sources https://jobs.ashbyhq.com/perplexity",
  options: z.object({
    which: z.string().optional().describe("part of a name, or an address to add"),
    page: z.string().optional().describe("which page of a long list"),
  }),
  takes: { which: "word", page: "word" },
  async run({ options, asker, services }) {
    const words = [options.which, options.page].filter((word) => word !== undefined);
    const asked = actionIn(words);
    if (asked !== undefined) return await asked.action(asked.target, asker, services);
    const { word, page } = wordAndPage(...words);
    const part = word?.toLowerCase();
    const now = services.now();
    const all = (await services.sources(asker)).filter(
      ({ key }) => part === undefined || key.toLowerCase().includes(part),
    );
    if (all.length === 0) {
      const none = part === undefined ? "No source is set up yet." : `No source has ${part} in its name.`;
      return info(text(`${none} To add one, show me its address: /jobs sources https://…`));
    }
    const { shown, where, next } = pageOf(all, page, perPage);
    const rows = shown.map((source) => [source.key, stateWords(source, now), aboutIt(source, asker, now)]);
    const more: readonly ReplyPart[] =
      next === null
        ? []
        : [choices([{ label: "More", line: ["/jobs sources", part, next].filter(Boolean).join(" ") }])];
    return info(text(`${counted(all.length, "source")}${where}:`), table(rows), ...more);
  },
});

/** How often it has something new, and whose it is. */
function aboutIt(source: SourceHealth, { user }: Asker, now: number): string {
  const { owner } = source;
  const whose = owner === null ? [] : [owner === user ? "added by you" : "added here"];
  return [rhythmWords(source, now) ?? [], whose].flat().join("; ");
}

const actions = { check: lookAt, add, remove } as const;

/** `sources https://…`, `sources check …`, `sources add …` and `sources remove …`. */
function actionIn([first = "", second]: readonly string[]) {
  if (/^<?https?:\/\//i.test(first)) {
    if (second === undefined) return { action: lookAt, target: first };
    throw new UserError("extra", `Expected one address, got ${second} behind it.`, { extra: second });
  }
  const name = first.toLowerCase();
  if (name !== "check" && name !== "add" && name !== "remove") return undefined;
  if (second === undefined) {
    const wanted =
      name === "remove"
        ? "the name of a source: /jobs sources remove ashby:acme"
        : "an address: /jobs sources https://…";
    throw new UserError("source", `Expected ${wanted}`);
  }
  return { action: actions[name], target: second };
}
