import picocolors from "picocolors";

/** What a stretch of text is, not how it looks. */
export type Style =
  | "plain"
  | "frame"
  | "title"
  | "heading"
  | "closed"
  | "company"
  | "pay"
  | "why"
  | "quote"
  | "aside"
  | "command"
  | "error";

export interface Span {
  readonly text: string;
  readonly style: Style;
  /** Printable http(s) address that the text leads to, where the terminal can. */
  readonly link?: string;
}

/** One line, as spans whose texts hold nothing that a terminal obeys. */
export type SpanLine = readonly Span[];

export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

const colours = picocolors.createColors(true);

const painters = {
  plain: (text) => text,
  frame: colours.cyan,
  title: colours.bold,
  heading: (text) => colours.bold(colours.cyan(text)),
  closed: (text) => colours.bold(colours.yellow(text)),
  company: (text) => text,
  pay: colours.green,
  why: colours.cyan,
  quote: colours.italic,
  aside: colours.dim,
  command: colours.cyan,
  error: (text) => colours.bold(colours.red(text)),
} as const satisfies Record<Style, (text: string) => string>;

/** The line as it is written: with colours and hyperlinks, or the same characters bare. */
export function paint(line: SpanLine, colour: boolean): string {
  const text = line.map((part) => (colour ? painted(part) : part.text)).join("");
  return colour ? text : text.trimEnd();
}

function painted({ text, style, link }: Span): string {
  const coloured = painters[style](text);
  return link === undefined ? coloured : `\u001b]8;;${link}\u001b\\${coloured}\u001b]8;;\u001b\\`;
}

/** Whether to colour, by the custom of `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`; an empty variable counts as unset. */
export function wantsColour(isTty: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment["NO_COLOR"]) return false;
  if (environment["FORCE_COLOR"]) return environment["FORCE_COLOR"] !== "0";
  return isTty && environment["TERM"] !== "dumb";
}
