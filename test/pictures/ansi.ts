/** How a stretch of terminal output looks. Colours are those of the terminal's palette, 0 to 15. */
export interface Look {
  readonly colour: number | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isItalic: boolean;
  readonly link: string | null;
}

export interface Run {
  readonly text: string;
  readonly look: Look;
}

const plain: Look = { colour: null, isBold: false, isDim: false, isItalic: false, link: null };

const escape = "\u001b";
/** A run of colour codes, the opening or closing of a hyperlink, any other command, or text. */
const pieces = new RegExp(
  String.raw`${escape}\[(?<codes>[\d;]*)m|${escape}\]8;[^;]*;(?<link>[^${escape}\u0007]*)(?:${escape}\\|\u0007)` +
    String.raw`|${escape}\[[\d;?]*[A-Za-z]|(?<text>[^${escape}]+)|${escape}`,
  "gu",
);

/** Reads printed lines with colours and hyperlinks; commands that move the cursor have no place in a picture. */
export function readAnsi(ansi: string): Run[][] {
  const lines: Run[][] = [[]];
  let look = plain;
  for (const { groups } of ansi.toWellFormed().matchAll(pieces)) {
    const { codes, link, text } = groups ?? {};
    if (codes !== undefined) look = codes.split(";").reduce((before, code) => changed(before, Number(code)), look);
    if (link !== undefined) look = { ...look, link: link === "" ? null : link };
    for (const [index, line] of (text ?? "").split("\n").entries()) {
      if (index > 0) lines.push([]);
      add(lines.at(-1) ?? [], { text: line.replace(/\p{Cc}/gu, ""), look });
    }
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function add(line: Run[], run: Run): void {
  const last = line.at(-1);
  if (run.text === "") return;
  if (last?.look === run.look) line[line.length - 1] = { ...run, text: last.text + run.text };
  else line.push(run);
}

function changed(look: Look, code: number): Look {
  if (code === 0) return { ...plain, link: look.link };
  if (code === 1) return { ...look, isBold: true };
  if (code === 2) return { ...look, isDim: true };
  if (code === 3) return { ...look, isItalic: true };
  if (code === 22) return { ...look, isBold: false, isDim: false };
  if (code === 23) return { ...look, isItalic: false };
  if (code === 39) return { ...look, colour: null };
  if (code >= 30 && code <= 37) return { ...look, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, colour: code - 82 };
  return look;
}
