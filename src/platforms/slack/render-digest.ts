import type { KnownBlock, RichTextBlockElement, RichTextSection } from "@slack/types";
import { digestHeadline } from "../../delivery/card/digest-headline.ts";
import type { Digest, DigestEntry, DigestLine } from "../../delivery/card/digest.ts";
import { inert } from "../../delivery/card/inert.ts";
import { fits } from "./block-size.ts";
import { cardMenu } from "./line-buttons.ts";
import { idOf, smallCard, titleSpans } from "./render-card.ts";
import { bullets, richText, section, span, strong } from "./rich-text.ts";

const limits = { headline: 500, heading: 150, about: 400, clipped: 60 } as const;

/**
 * A part of a digest. What was planned within the limits is shown as it was planned; what has grown since comes with its
 * cards as lines, then with short lines, and at last cut with the count of what is left out.
 */
export function digestBlocks(digest: Digest): readonly KnownBlock[] {
  for (const look of [{ hasCards: true }, { hasCards: false }, { hasCards: false, isShort: true }]) {
    const blocks = laidOut(digest, look);
    if (fits(blocks)) return blocks;
  }
  return cut(digest);
}

interface Look {
  readonly hasCards: boolean;
  readonly isShort?: boolean;
}

/** All that is only read shares a block, up to the next menu: headings, cards and lines alike. */
function laidOut(digest: Digest, look: Look): readonly KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let read: RichTextBlockElement[] = [section(span(inert(digestHeadline(digest), limits.headline), strong))];
  for (const { heading, entries } of digest.groups) {
    // A block of its own would have the gap by itself.
    const gap = read.length === 0 ? "" : "\n";
    read.push(section(span(`${gap}${inert(heading, limits.heading)}`, strong)));
    for (const entry of entries) {
      if (entry.kind === "line" || !look.hasCards) {
        addLine(read, lineSection(lineOf(entry), look.isShort === true));
        continue;
      }
      read.push(smallCard(entry.card));
      const menu = cardMenu(entry.card.buttons, idOf(entry.card));
      if (menu === undefined) continue;
      blocks.push(richText(...read), menu);
      read = [];
    }
  }
  return read.length === 0 ? blocks : [...blocks, richText(...read)];
}

/** Behind the lines before it, where there are some. */
function addLine(read: RichTextBlockElement[], line: RichTextSection): void {
  const last = read.at(-1);
  if (last?.type === "rich_text_list") read.splice(-1, 1, { ...last, elements: [...last.elements, line] });
  else read.push(bullets([line]));
}

function lineOf(entry: DigestEntry): DigestLine {
  if (entry.kind === "line") return entry.line;
  const { postingId, title, url, company, facts, state } = entry.card;
  const place = facts.find(({ name }) => name === "place")?.value;
  return { postingId, title, url, about: [company, place].filter(Boolean).join(" — "), state };
}

function lineSection(line: DigestLine, isShort: boolean): RichTextSection {
  const about = inert(line.about, isShort ? limits.clipped : limits.about);
  const title = isShort ? { ...line, title: inert(line.title, limits.clipped), url: null } : line;
  return section(...titleSpans(title), span(`${about === "" ? "" : ` — ${about}`} (${idOf(line)})`));
}

/** As many of the entries as fit, and how many do not. */
function cut(digest: Digest): readonly KnownBlock[] {
  const entries = digest.groups.flatMap((group) => group.entries);
  for (let kept = Math.min(entries.length, 80); ; kept = Math.floor(kept / 2)) {
    const lines = entries.slice(0, kept).map((entry) => lineSection(lineOf(entry), true));
    const left = section(
      span(`${(entries.length - kept).toLocaleString("en")} more left out here: see /jobs preview.`),
    );
    const headline = section(span(inert(digestHeadline(digest), limits.headline), strong));
    const blocks = [richText(headline, ...(lines.length === 0 ? [] : [bullets(lines)]), left)];
    if (fits(blocks) || kept === 0) return blocks;
  }
}
