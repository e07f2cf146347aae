import { z } from "zod";
import { cardOf } from "../src/delivery/card/card-of.ts";
import { inert } from "../src/delivery/card/inert.ts";
import type { Posting } from "../src/posting/posting.ts";
import { defineCommand } from "./command.ts";
import { queryOf } from "./like-this.ts";
import { notHidden } from "./not-hidden.ts";
import { postingLine } from "./posting-line.ts";
import { card, choices, info, type ReplyPart, text } from "./reply.ts";
import { type SimilarOpening, similarOpenings } from "./similar-openings.ts";

const windowDays = 90;
const windowMs = windowDays * 86_400_000;
const mostShown = 5;
const maxReason = 300;

/** Shows open openings that are like one, and why each is. */
export const similar = defineCommand({
  verb: "similar",
  summary: "Show open openings like one",
  example: "/jobs similar p2abc",
  options: z.object({ posting: z.string().describe("its id, as its card shows it") }),
  takes: { posting: "posting" },
  isReading: true,
  async run({ options, asker, services }) {
    const posting = await services.postings.find(asker, options.posting);
    const now = services.now();
    const found = await similarOpenings(posting, notHidden(asker, services, now - windowMs), mostShown);
    const line = postingLine(posting, now);
    if (found.length === 0) return info(text(`${line}. ${noneWords(posting)}`), ...byFilter(posting));
    return info(
      text(`Like ${line}:`),
      ...found.map((one) => card({ ...cardOf(one.posting, [], now), why: inert(whyOf(one), maxReason) })),
      ...byFilter(posting),
    );
  },
});

function whyOf({ reason, folded }: SimilarOpening): string {
  if (folded === 0) return reason;
  return `${reason}; ${folded} more ${folded === 1 ? "reads" : "read"} nearly the same`;
}

function noneWords({ reading }: Posting): string {
  const isRoleKnown = reading.facts.roles.some((role) => role !== "other");
  if (!isRoleKnown) return "It names no role that I know, by which another could be like it.";
  return `Nothing open of the last ${windowDays} days has its role and level, and a place in common with it.`;
}

/** What is like it can be looked for and subscribed to by what it says. */
function byFilter({ reading }: Posting): readonly ReplyPart[] {
  const query = queryOf(reading.facts);
  if (query === null) return [];
  const looked = [
    { label: "Look by its keys", line: `/jobs preview ${query}` },
    { label: "Chart such openings", line: `/jobs trends ${query}` },
  ];
  return [choices(looked)];
}
