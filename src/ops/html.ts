/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = Html | string | number | null | readonly Insert[];

/** A template whose inserts are text, whatever they hold: only what `html` made itself is markup. Null is left out. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(strings.map((text, index) => text + printed(inserts[index] ?? null)).join(""));
}

function printed(insert: Insert): string {
  if (insert === null) return "";
  if (insert instanceof Html) return insert.text;
  if (typeof insert === "object") return insert.map(printed).join("");
  return escaped(String(insert));
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);
}
