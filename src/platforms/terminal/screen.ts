import { type PromptCursor, wipe } from "./cursor.ts";
import type { Keyboard } from "./keyboard.ts";
import { printable } from "./printable.ts";
import { clip } from "./wrap.ts";
import type { Writer } from "./writer.ts";

/** Where lines appear, one below the other, whatever else stands there. */
export interface Screen {
  /** @throws As `Writer.write`. */
  print(lines: readonly string[]): Promise<void>;
  /** One line about what goes on at the moment; null when nothing does. Fails silently: it is never worth an error. */
  status(text: string | null): void;
}

/** A file or a pipe: of a status only its first and its last text are written, as lines of their own. */
export function createPlainScreen(writer: Writer): Screen {
  let first: string | null = null;
  let last: string | null = null;

  function print(lines: readonly string[]): Promise<void> {
    return lines.length === 0 ? Promise.resolve() : writer.write(() => asText(lines));
  }

  function note(text: string): void {
    print([printable(text)]).catch(() => {});
  }

  return {
    print,
    status(text) {
      if (text !== null && first === null) note(text);
      if (text === null && last !== null && last !== first) note(last);
      first = text === null ? null : (first ?? text);
      last = text;
    },
  };
}

/** A real terminal: what stands at the bottom, a status and a prompt, is wiped and drawn again below each new line. */
export interface TtyScreen extends Screen {
  /** Shows the prompt from now on. */
  attach(keyboard: Keyboard): void;
  /** Draws status and prompt again. */
  readonly redraw: () => void;
  /** Wipes status and prompt. The caller closes the keyboard. */
  detach(): void;
}

/** @param width Of a line, in columns; asked each time, windows change. */
export function createTtyScreen(writer: Writer, width: () => number): TtyScreen {
  let keyboard: Keyboard | null = null;
  let status: string | null = null;
  /** What no keyboard knows of and is to be wiped: a status without a prompt, the prompt of a keyboard that was closed. */
  let leftover: PromptCursor | null = null;
  let isRedrawPending = false;

  function compose(text: string): string {
    const shown = status === null ? null : clip(printable(status), Math.max(1, width() - 1));
    const old = leftover ?? keyboard?.cursor();
    const wiped = old === undefined ? "" : wipe(old);
    if (keyboard === null) {
      leftover = shown === null ? null : { row: 0, column: shown.length };
      return wiped + text + (shown ?? "");
    }
    leftover = null;
    const climb = keyboard.climb();
    keyboard.setStatus(shown);
    return wiped + text + "\n".repeat(climb);
  }

  function draw(): void {
    keyboard?.draw();
  }

  /** Many changes before the next write are one. */
  function redraw(): void {
    if (isRedrawPending) return;
    isRedrawPending = true;
    const composed = () => {
      isRedrawPending = false;
      return compose("");
    };
    writer.write(composed, draw).catch(() => {});
  }

  return {
    print: (lines) => (lines.length === 0 ? Promise.resolve() : writer.write(() => compose(asText(lines)), draw)),
    status(text) {
      if (text === status) return;
      status = text;
      redraw();
    },
    attach(attached) {
      keyboard = attached;
      redraw();
    },
    redraw,
    detach() {
      leftover = keyboard?.cursor() ?? leftover;
      keyboard = null;
      status = null;
      redraw();
    },
  };
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
