/** Discord's markup, as far as a stranger could use it: one reader, block by block and then within a line. */

/** What markup does beside being read. */
export type EffectKind =
  | "everyone"
  | "user"
  | "role"
  | "channel"
  | "command"
  | "timestamp"
  | "emoji"
  | "guide"
  | "masked-link"
  | "link"
  | "heading"
  | "small"
  | "list"
  | "quote"
  | "code"
  | "bold"
  | "italic"
  | "underline"
  | "strike"
  | "spoiler";

export interface Effect {
  readonly kind: EffectKind;
  /** As it stands in the markup; of a link, its address. */
  readonly source: string;
}

/** A piece of a text: plain, or obeyed with what stands in it. */
export type Piece = { readonly kind: "text"; readonly text: string } | (Effect & { readonly inner: readonly Piece[] });

export interface Read {
  /** As people read it: without the marks that Discord takes away. */
  readonly text: string;
  readonly effects: readonly Effect[];
}

/** `full` as in contents and descriptions, `inline` as in titles, which know no blocks and no masked links. */
export type Reading = "full" | "inline" | "plain";

/** What a text says, and what it does. */
export function readMarkdown(markup: string, reading: Reading = "full"): Read {
  const pieces = parseMarkdown(markup, reading);
  return { text: textOf(pieces), effects: effectsOf(pieces) };
}

export function parseMarkdown(markup: string, reading: Reading = "full"): readonly Piece[] {
  if (reading === "plain") return [plain(markup)];
  if (reading === "inline") return inline(markup, false);
  return markup.split(/(```[\s\S]+?```)/).flatMap((part, index) => {
    if (index % 2 === 0)
      return part.split("\n").flatMap((line, at) => [...(at > 0 ? [plain("\n")] : []), ...block(line)]);
    const code = part.slice(3, -3).replace(/^(?:[a-z0-9_+.-]*\n)?|\n$/gi, "");
    return [{ kind: "code" as const, source: part, inner: [plain(code)] }];
  });
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === "text" ? piece.text : textOf(piece.inner))).join("");
}

function effectsOf(pieces: readonly Piece[]): readonly Effect[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === "text") return [];
    return [{ kind: piece.kind, source: piece.source }, ...effectsOf(piece.inner)];
  });
}

function plain(text: string): Piece {
  return { kind: "text", text };
}

const blocks: readonly (readonly [EffectKind, RegExp])[] = [
  ["heading", /^(?<mark> {0,3}#{1,3} +)(?=\S)/],
  ["small", /^(?<mark> {0,3}-# +)(?=\S)/],
  ["quote", /^(?<mark>>(?:>>)? )/],
  ["list", /^(?<mark> *(?:[-*]|\d{1,10}\.) +)(?=\S)/],
];

function block(line: string): readonly Piece[] {
  for (const [kind, pattern] of blocks) {
    const mark = pattern.exec(line)?.groups?.["mark"];
    if (mark === undefined) continue;
    const bullet = kind === "list" ? [plain(mark.replace(/[-*]/, "•"))] : [];
    return [{ kind, source: line, inner: [...bullet, ...block(line.slice(mark.length))] }];
  }
  return inline(line, true);
}

type Reader = (match: readonly string[], inner: (text: string) => readonly Piece[]) => Piece;

function as(kind: EffectKind, shown: (match: readonly string[]) => string): Reader {
  return (match) => ({ kind, source: match[0] ?? "", inner: [plain(shown(match))] });
}

function around(kind: EffectKind): Reader {
  return ([source = "", text = ""], inner) => ({ kind, source, inner: inner(text) });
}

function link(at: 0 | 1): Reader {
  return (match) => ({ kind: "link", source: match[at] ?? "", inner: [plain(match[at] ?? "")] });
}

/** What begins at a place of a line, tried in this order; the first that fits is taken. */
const readers: readonly (readonly [RegExp, Reader])[] = [
  // A backslash takes the meaning of the mark after it, and vanishes.
  [/^\\(?<mark>[!-/:-@[-`{-~])/, ([, mark = ""]) => plain(mark)],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, as("code", ([, , code = ""]) => code)],
  [/^<@!?(\d+)>/, as("user", () => "@someone")],
  [/^<@&(\d+)>/, as("role", () => "@role")],
  [/^<#(\d+)>/, as("channel", () => "#channel")],
  [/^<\/([^:<>\n]+):(\d+)>/, as("command", ([, name = ""]) => `/${name}`)],
  [/^<a?:(\w{2,32}):(\d+)>/, as("emoji", ([, name = ""]) => `:${name}:`)],
  [/^<t:(-?\d{1,13})(?::[tTdDfFRsS])?>/, as("timestamp", () => "a moment")],
  [/^<id:(?:customize|browse|guide|linked-roles(?::\d+)?)>/, as("guide", () => "#guide")],
  [/^@(?:everyone|here)/, as("everyone", ([name = ""]) => name)],
  [/^<((?:https?|discord|steam|mailto|tel|sms):[^\s<>]+)>/i, link(1)],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"'\])>]/i, link(0)],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, around("bold")],
  [/^__([\s\S]+?)__(?!_)/, around("underline")],
  [/^~~([\s\S]+?)~~/, around("strike")],
  [/^\|\|([\s\S]+?)\|\|/, around("spoiler")],
  [/^\*(?=\S)((?:\\.|[^*\\])+?)\*(?!\*)/, around("italic")],
  [/^_((?:\\.|[^_\\])+?)_(?![\p{L}\p{N}_])/u, around("italic")],
  [/^:(?=\w*[a-z])\w{2,32}:(?=\W|$)/i, as("emoji", ([name = ""]) => name)],
];

const masked =
  /^\[((?:\\.|[^\]\\])+)\]\(\s*<?(https?:\/\/[^\s<>)]+(?:\([^\s<>)]*\)[^\s<>)]*)*)>?(?:\s+["'][^"']*["'])?\s*\)/i;

function inline(markup: string, takesMasked: boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let said = "";
  let rest = markup;
  while (rest !== "") {
    const found = pieceAt(rest, said, takesMasked);
    const piece = found?.piece ?? plain(rest[0] ?? "");
    said = piece.kind === "text" ? said + piece.text : "";
    const last = pieces.at(-1);
    if (piece.kind === "text" && last?.kind === "text") pieces[pieces.length - 1] = plain(last.text + piece.text);
    else pieces.push(piece);
    rest = rest.slice(found?.length ?? 1);
  }
  return pieces;
}

function pieceAt(
  rest: string,
  before: string,
  takesMasked: boolean,
): { readonly piece: Piece; readonly length: number } | undefined {
  const link = takesMasked ? masked.exec(rest) : null;
  if (link !== null) {
    const [{ length }, label = "", source = ""] = link;
    return { piece: { kind: "masked-link", source, inner: inline(label, false) }, length };
  }
  for (const [pattern, read] of readers) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    // Underscores and colons within a word are letters.
    if (/^(?:_(?!_)|:)/.test(rest) && /[\p{L}\p{N}]$/u.test(before)) continue;
    return { piece: read([...match], (inner) => inline(inner, takesMasked)), length: match[0].length };
  }
  return undefined;
}
