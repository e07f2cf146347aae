/** Discord's markup, as far as a stranger could use it: one reader, block by block and then within a line. */

/** What a text does beside being read. */
export interface Effect {
  readonly kind:
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
  /** As it stands in the markup; of a link, its address. */
  readonly source: string;
}

export interface Read {
  /** As people read it: without the marks that Discord takes away. */
  readonly text: string;
  readonly effects: readonly Effect[];
}

/** `full` as in contents and descriptions, `inline` as in titles, which know no blocks and no masked links. */
export type Reading = "full" | "inline" | "plain";

export function readMarkdown(markup: string, reading: Reading = "full"): Read {
  if (reading === "plain") return { text: markup, effects: [] };
  const effects: Effect[] = [];
  if (reading === "inline") return { text: inline(markup, effects, false), effects };
  const parts = markup.split(/(```[\s\S]+?```)/);
  const text = parts.map((part, index) => {
    if (index % 2 === 0)
      return part
        .split("\n")
        .map((line) => block(line, effects))
        .join("\n");
    effects.push({ kind: "code", source: part });
    return part.slice(3, -3).replace(/^[a-z0-9_+.-]+\n/i, "");
  });
  return { text: text.join(""), effects };
}

const blocks: readonly (readonly [Effect["kind"], RegExp])[] = [
  ["heading", /^(?<mark> {0,3}#{1,3} +)(?=\S)/],
  ["small", /^(?<mark> {0,3}-# +)(?=\S)/],
  ["quote", /^(?<mark>>>?>? )/],
  ["list", /^(?<mark> *(?:[-*]|\d{1,10}\.) +)(?=\S)/],
];

function block(line: string, effects: Effect[]): string {
  for (const [kind, pattern] of blocks) {
    const mark = pattern.exec(line)?.groups?.["mark"];
    if (mark === undefined) continue;
    effects.push({ kind, source: line });
    return `${kind === "list" ? mark.replace(/[-*]/, "•") : ""}${block(line.slice(mark.length), effects)}`;
  }
  return inline(line, effects, true);
}

/** What begins at a place of a line, tried in this order; the first that fits is taken. */
const pieces: readonly (readonly [RegExp, (match: readonly string[], inner: (text: string) => string) => Piece])[] = [
  // A backslash takes the meaning of the mark after it, and vanishes.
  [/^\\(?<mark>[!-/:-@[-`{-~])/, ([, mark = ""]) => ({ text: mark })],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, ([whole = "", , code = ""]) => ({ text: code, effect: ["code", whole] })],
  [/^<@!?(\d+)>/, ([whole = ""]) => ({ text: "@someone", effect: ["user", whole] })],
  [/^<@&(\d+)>/, ([whole = ""]) => ({ text: "@role", effect: ["role", whole] })],
  [/^<#(\d+)>/, ([whole = ""]) => ({ text: "#channel", effect: ["channel", whole] })],
  [/^<\/([^:<>\n]+):(\d+)>/, ([whole = "", name = ""]) => ({ text: `/${name}`, effect: ["command", whole] })],
  [/^<a?:(\w{2,32}):(\d+)>/, ([whole = "", name = ""]) => ({ text: `:${name}:`, effect: ["emoji", whole] })],
  [/^<t:(-?\d{1,13})(?::[tTdDfFRsS])?>/, ([whole = ""]) => ({ text: "a moment", effect: ["timestamp", whole] })],
  [
    /^<id:(?:customize|browse|guide|linked-roles(?::\d+)?)>/,
    ([whole = ""]) => ({ text: "#guide", effect: ["guide", whole] }),
  ],
  [/^@(?:everyone|here)/, ([whole = ""]) => ({ text: whole, effect: ["everyone", whole] })],
  [/^<((?:https?|discord|steam|mailto|tel|sms):[^\s<>]+)>/i, ([, url = ""]) => ({ text: url, effect: ["link", url] })],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"'\])>]/i, ([url = ""]) => ({ text: url, effect: ["link", url] })],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["bold", whole] })],
  [/^__([\s\S]+?)__(?!_)/, ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["underline", whole] })],
  [/^~~([\s\S]+?)~~/, ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["strike", whole] })],
  [/^\|\|([\s\S]+?)\|\|/, ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["spoiler", whole] })],
  [
    /^\*(?=\S)((?:\\.|[^*\\])+?)\*(?!\*)/,
    ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["italic", whole] }),
  ],
  [
    /^_((?:\\.|[^_\\])+?)_(?![\p{L}\p{N}_])/u,
    ([whole = "", text = ""], inner) => ({ text: inner(text), effect: ["italic", whole] }),
  ],
  [
    /^:(\w{2,32}):(?=\W|$)/,
    ([whole = "", name = ""]) => (/^\d+$/.test(name) ? { text: whole } : { text: whole, effect: ["emoji", whole] }),
  ],
];
interface Piece {
  readonly text: string;
  readonly effect?: readonly [Effect["kind"], string];
}

const masked =
  /^\[((?:\\.|[^\]\\])+)\]\(\s*<?(https?:\/\/[^\s<>)]+(?:\([^\s<>)]*\)[^\s<>)]*)*)>?(?:\s+["'][^"']*["'])?\s*\)/i;

function inline(markup: string, effects: Effect[], takesMasked: boolean): string {
  let rest = markup;
  let text = "";
  while (rest !== "") {
    const link = takesMasked ? masked.exec(rest) : null;
    if (link !== null) {
      const [whole, label = "", url = ""] = link;
      effects.push({ kind: "masked-link", source: url });
      text += inline(label, effects, false);
      rest = rest.slice(whole.length);
      continue;
    }
    const found = pieceAt(rest, text, effects, takesMasked);
    text += found?.text ?? rest[0];
    rest = rest.slice(found?.length ?? 1);
  }
  return text;
}

function pieceAt(
  rest: string,
  before: string,
  effects: Effect[],
  takesMasked: boolean,
): { readonly text: string; readonly length: number } | undefined {
  for (const [pattern, read] of pieces) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    // Underscores within a word are letters.
    if (rest.startsWith("_") && !rest.startsWith("__") && /[\p{L}\p{N}]$/u.test(before)) continue;
    const piece = read([...match], (inner) => inline(inner, effects, takesMasked));
    if (piece.effect !== undefined) effects.push({ kind: piece.effect[0], source: piece.effect[1] });
    return { text: piece.text, length: match[0].length };
  }
  return undefined;
}
