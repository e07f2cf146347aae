import { inert } from "../../delivery/card/inert.ts";

/** Signs that begin or end something wherever they stand: styles, spoilers, code, mentions, links, custom emoji. */
const live = /[\\*_~|`<>[\]@]/g;
/** What begins an address, or an emoji by its name: `https://`, `:smile:`. */
const colon = /:(?=\/\/|[\w+-]+:)/g;
/** An invitation shows a card even without `https://`. */
const invitation = /(?<=discord(?:app)?)\.(?=(?:gg|com|me)\b)/gi;
/** What means something at the beginning of a line alone: headings, small print, points; and points with numbers. */
const leading = /^[#+-]/;
const numbered = /^\d+(?=[.)])/;

/**
 * One line of plain text as Discord's markdown: it shows the same signs, and does nothing.
 *
 * @param most In UTF-16 units, escapes included; at least 1.
 */
export function escaped(text: string, most: number): string {
  for (let length = most; ; ) {
    const safe = withEscapes(inert(text, length));
    if (safe.length <= most) return safe;
    length -= Math.max(1, Math.ceil((safe.length - most) / 2));
  }
}

/** The same for several lines; blank ones at the ends are left out. */
export function escapedLines(text: string, most: number): string {
  let shown = "";
  for (const line of text.slice(0, most).split(/\r\n|[\n\r\u2028\u2029]/u)) {
    const room = most - shown.length - 1;
    if (room < 1) break;
    const safe = escaped(line, room);
    shown = shown === "" ? safe : `${shown}\n${safe}`;
  }
  return shown.trimEnd();
}

function withEscapes(line: string): string {
  return line
    .replace(live, "\\$&")
    .replace(colon, "\\:")
    .replace(invitation, "\\.")
    .replace(leading, "\\$&")
    .replace(numbered, "$&\\");
}

/** Signs that an address may hold and that would end the link, or the words around it, too early. */
const breaking = /[()*\\`|~]/g;

/**
 * Words that lead somewhere, without a preview of what is there.
 *
 * @param words Escaped already.
 * @param url As `inertLink` gives it.
 */
export function masked(words: string, url: string): string {
  return `[${words}](<${urlInMarkdown(url)}>)`;
}

/** The same address, in signs that mean nothing to Discord. */
export function urlInMarkdown(url: string): string {
  return url.replace(breaking, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** As it was typed, to be copied: spaces and columns stay. Each line is without what hides, moves or ends the block. */
export function codeBlock(lines: readonly string[], most: number): string {
  const isWhole = lines.reduce((sum, { length }) => sum + length + 1, 8) <= most;
  const room = isWhole ? most : Math.floor(most / lines.length) - 8;
  const safe = lines.map((line) =>
    line
      .slice(0, room)
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ")
      .replaceAll("```", "'''"),
  );
  return `\`\`\`\n${safe.join("\n")}\n\`\`\``;
}
