/** The date of publication, where the text states a full one. */
import { bylineOf } from "./byline.ts";
import { mayMatch, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceIn, passageOf } from "./field.ts";
import { afterAnnouncement, announcedDate, announcement, dateIn, relativeDate } from "./posted-date.ts";

/** What a lone date may be instead, by the line above it. */
const otherDate =
  /deadline|clos(?:e|es|ing)|apply|until|start|begin|frist|beginn|bewerb|date limite|début|hasta|inicio|sluit|termin|rozpocz|do kiedy|prazo|início|rok za|početak/iu;
watch(announcement);

/** How many lines from the top a date may stand alone. */
const headLength = 8;

/**
 * `YYYY-MM-DD`, or null where there is no full date (`Jan 12`) or where day and month cannot be told apart. A date is one
 * of publication by its label, by the words before it, or by standing alone in the page's head or in its byline.
 */
export function readPosted(document: Document): Found<string | null> {
  const lines = document.lines.filter(({ part }) => part !== "furniture");
  for (const line of lines) {
    if (line.label?.name !== "posted" && !mayMatch(line.cues, announcement)) continue;
    const at = line.label?.name === "posted" ? line.label.start - line.start : afterAnnouncement(line.content);
    const found = at === undefined ? null : posted(document, line, at, "posted-date");
    if (found !== null) return found;
  }
  return inHead(document, lines) ?? { value: null, evidence: [] };
}

function posted(document: Document, line: Line, at: number, rule: string): Found<string> | null {
  const { fetchedAt } = document;
  const date = dateIn(line.content, at) ?? (fetchedAt === null ? undefined : relativeDate(line.content, at, fetchedAt));
  if (date === undefined) return null;
  const { value, from, to } = date;
  return { value, evidence: [evidenceIn(document, passageOf(line), { field: "posted", value, rule, from, to })] };
}

function inHead(document: Document, lines: readonly Line[]): Found<string> | null {
  const alone = lines.slice(0, headLength).find((line, index) => {
    const date = line.part === "head" && line.label === null ? announcedDate(line.content) : undefined;
    return date?.text === line.content && !otherDate.test(lines[index - 1]?.content ?? "");
  });
  if (alone !== undefined) return posted(document, alone, 0, "posted-in-head");
  const byline = bylineOf(lines);
  const date = byline?.pieces.find(({ kind }) => kind === "date");
  return byline === undefined || date === undefined ? null : posted(document, byline.line, date.from, "posted-byline");
}
