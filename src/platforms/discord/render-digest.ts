import type { APIEmbed } from "discord.js";
import type { Card } from "../../delivery/card/card.ts";
import type { Digest, DigestEntry, DigestLine } from "../../delivery/card/digest.ts";
import { inert, inertLink } from "../../delivery/card/inert.ts";
import { embedCharacters, limits } from "./discord-message.ts";
import { escaped, masked } from "./escape.ts";
import { cardEmbed, closedWord, titleOf } from "./render-card.ts";

const most = { heading: 120, title: 200, about: 400, id: 60 } as const;
/** Of a line that had to be made short: what is set around its title. */
const frame = 40;

/**
 * The openings of a part, in order. What was planned within the limits is shown as it was planned; where escapes or an edit made
 * it grow past them, its cards come as lines, then without links, and at last each with as much room as there is.
 */
export function digestEmbeds(digest: Digest): readonly APIEmbed[] {
  const entries = digest.groups.reduce((sum, group) => sum + group.entries.length, 0);
  const headings = digest.groups.reduce((sum, { heading }) => sum + headingOf(heading).length + 1, 0);
  const room = Math.floor((limits.embedCharacters - headings) / Math.max(1, entries)) - frame;
  const looks: readonly Look[] = [
    { hasCards: true, line: fullLine },
    { hasCards: false, line: fullLine },
    { hasCards: false, line: (line) => fullLine({ ...line, url: null }) },
    { hasCards: false, line: (line) => shortLine(line, Math.max(1, room)) },
  ];
  for (const look of looks) {
    const embeds = laidOut(digest, look);
    if (embeds.length <= limits.embeds && embedCharacters(embeds) <= limits.embedCharacters) return embeds;
  }
  return cut(digest);
}

interface Look {
  readonly hasCards: boolean;
  readonly line: (line: DigestLine) => string;
}

function laidOut({ groups }: Digest, look: Look): readonly APIEmbed[] {
  const embeds: APIEmbed[] = [];
  for (const { heading, entries } of groups) {
    let title: string | null = inert(heading, most.heading) || "…";
    for (const entry of entries) {
      if (entry.kind === "card" && look.hasCards) {
        // No markdown is read there.
        embeds.push({ ...cardEmbed(entry.card), ...(title === null ? {} : { author: { name: title } }) });
      } else {
        addLine(embeds, [...(title === null ? [] : [`**${headingOf(title)}**`]), look.line(lineOf(entry))].join("\n"));
      }
      title = null;
    }
  }
  return embeds;
}

/** Behind the lines before it, where they leave room. */
function addLine(embeds: APIEmbed[], text: string): void {
  const last = embeds.at(-1);
  const before = last?.title === undefined ? last?.description : undefined;
  const together = before === undefined ? text : `${before}\n${text}`;
  if (before !== undefined && together.length <= limits.description) embeds.splice(-1, 1, { description: together });
  else embeds.push({ description: text });
}

function headingOf(heading: string): string {
  return escaped(heading, most.heading) || "…";
}

function lineOf(entry: DigestEntry): DigestLine {
  return entry.kind === "line" ? entry.line : lineOfCard(entry.card);
}

function lineOfCard({ postingId, title, url, company, facts, state }: Card): DigestLine {
  const place = facts.find(({ name }) => name === "place")?.value;
  return { postingId, title, url, about: [company, place].filter(Boolean).join(" — "), state };
}

/** "- [Go Engineer](…) — Acme — Berlin (p2abc)". */
function fullLine(line: DigestLine): string {
  const link = inertLink(line.url);
  const title = titleOf(line, most.title);
  const about = escaped(line.about, most.about);
  const shown = link === null ? title : masked(title, link);
  return `- ${closedWord(line)}${shown}${about === "" ? "" : ` — ${about}`} (${escaped(line.postingId, most.id) || "…"})`;
}

function shortLine(line: DigestLine, room: number): string {
  const id = escaped(line.postingId, Math.min(most.id, 20)) || "…";
  return `- ${closedWord(line)}${titleOf(line, Math.max(1, room - id.length))} (${id})`;
}

/** As many of the openings as fit, and how many do not: more than any plan allows. */
function cut({ groups }: Digest): readonly APIEmbed[] {
  const entries = groups.flatMap((group) => group.entries);
  const kept = entries.slice(0, 25).map((entry) => shortLine(lineOf(entry), 60));
  const left = (entries.length - kept.length).toLocaleString("en");
  return [{ description: [...kept, `${left} more left out here: see /jobs preview.`].join("\n") }];
}
