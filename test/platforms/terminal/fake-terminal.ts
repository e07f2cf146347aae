import { Writable } from "node:stream";
import stringWidth from "string-width";

const escape = "\u001b";
/** A command with its numbers and letter, the frame of a hyperlink, or a character. */
const writing = new RegExp(
  String.raw`${escape}\[([\d;?]*)([A-Za-z])|${escape}\]8;[^${escape}]*${escape}\\|([^])`,
  "gu",
);

/** What a person would see: a terminal of some columns and endless rows that obeys what ours writes. */
export class FakeTerminal extends Writable {
  readonly columns: number;
  readonly isTTY = true;
  /** All that was written, codes included. */
  raw = "";
  readonly #cells: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    super({ decodeStrings: false });
    this.columns = columns;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const text = chunk.toString();
    this.raw += text;
    for (const [, codes, last, character] of text.matchAll(writing)) {
      if (last !== undefined) this.#obey(last, Number(codes === "" ? 1 : codes), codes === "");
      else if (character !== undefined) this.#put(character);
    }
    done();
  }

  /** The rows down to the last one in use. */
  get rows(): string[] {
    const rows = this.#cells.map((row) =>
      Array.from(row, (cell) => cell ?? " ")
        .join("")
        .trimEnd(),
    );
    while (rows.at(-1) === "" && rows.length > this.#row + 1) rows.pop();
    return rows;
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  #line(row: number): string[] {
    while (this.#cells.length <= row) this.#cells.push([]);
    return this.#cells[row] ?? [];
  }

  #put(character: string): void {
    if (character === "\r") {
      this.#column = 0;
      return;
    }
    if (character === "\n") {
      this.#row += 1;
      this.#column = 0;
      this.#line(this.#row);
      return;
    }
    const width = stringWidth(character);
    if (width === 0) return;
    if (this.#column + width > this.columns) {
      this.#row += 1;
      this.#column = 0;
    }
    const line = this.#line(this.#row);
    line[this.#column] = character;
    if (width === 2) line[this.#column + 1] = "";
    this.#column += width;
  }

  #obey(code: string, count: number, isBare: boolean): void {
    if (code === "A") this.#row = Math.max(0, this.#row - count);
    if (code === "B") this.#row += count;
    if (code === "C") this.#column = Math.min(this.columns - 1, this.#column + count);
    if (code === "D") this.#column = Math.max(0, Math.min(this.#column, this.columns - 1) - count);
    if (code === "G") this.#column = count - 1;
    if (code === "J" && (isBare || count === 0)) {
      this.#line(this.#row).length = this.#column;
      this.#cells.length = this.#row + 1;
    }
    if (code === "K" && (isBare || count === 0)) this.#line(this.#row).length = this.#column;
  }
}
