import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { messageOf } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Complete, type Completion, completionOf } from "./completion.ts";
import { type PromptCursor, wipe } from "./cursor.ts";
import { appendHistory, historyLimit, readHistory } from "./history.ts";

/** Where typed lines come from. */
export interface LineSource {
  /** Stops reading for a while: what is typed meanwhile waits in the input. */
  hold(): void;
  resume(): void;
  /** Gives the input back as it was. Reports no end. */
  close(): void;
}

/** The prompt on the screen, with what has been typed so far. */
export interface Keyboard extends LineSource {
  /** Where the cursor is, from the top left of the prompt. */
  readonly cursor: () => PromptCursor;
  /** Draws the prompt, beginning so many rows above the cursor as `climb` says. */
  readonly draw: () => void;
  readonly climb: () => number;
  /** A line above the prompt that is redrawn and wiped with it; shown from the next `draw` on. */
  setStatus(text: string | null): void;
}

export interface LineEvents {
  readonly onLine: (line: string) => void;
  /** Ctrl-D, or the input has ended. */
  readonly onEnd: (why: "end-of-input") => void;
}

/** Reads plain lines: nothing is echoed, no prompt is shown. */
export function readLines(input: Readable, { onLine, onEnd }: LineEvents): LineSource {
  const lines = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
  const onClose = () => onEnd("end-of-input");
  lines.on("line", onLine);
  lines.on("close", onClose);
  lines.on("error", onClose);
  return {
    hold: () => lines.pause(),
    resume: () => lines.resume(),
    close() {
      lines.off("close", onClose);
      lines.close();
    },
  };
}

export interface KeyboardOptions extends LineEvents {
  readonly input: Readable;
  readonly output: Writable;
  readonly prompt: string;
  /** Ctrl-C on an empty line. */
  readonly onInterrupt: () => void;
  /** File of the lines typed before. */
  readonly history: string | undefined;
  readonly complete: Complete;
  /** Many characters came at once: readline has echoed them as they are, the prompt needs to be drawn again. */
  readonly onPaste: () => void;
  /** Tab was pressed where it takes a choice. */
  readonly onChoices: (choices: readonly string[]) => void;
  readonly log: Log;
}

/** Reads from a real terminal, with editing, history and completion. The prompt appears with the first `draw`. */
export function openKeyboard(options: KeyboardOptions): Keyboard {
  const { input, output, log, onLine, onEnd, onInterrupt } = options;
  const readline = createInterface({
    input,
    output,
    terminal: true,
    prompt: options.prompt,
    history: remembered(options).toReversed(),
    historySize: historyLimit,
    removeHistoryDuplicates: true,
    completer,
  });
  let isClosed = false;

  // Two parameters: readline takes anything else for a synchronous one. It is never given more than one match, as its own
  // list of several is drawn into a prompt of more than one row.
  function completer(_before: string, answer: (error: null, result: [string[], string]) => void): void {
    complete(readline.line, readline.cursor).then(
      ({ inserted, replaced, surplus, choices }) => {
        if (isClosed) return;
        for (const _ of surplus) readline.write(null, { name: "delete" });
        answer(null, [inserted === replaced ? [] : [inserted], replaced]);
        if (choices.length > 0) options.onChoices(choices);
      },
      (error: unknown) => {
        log.warn({ error: messageOf(error) }, "completion failed");
        if (!isClosed) answer(null, [[], ""]);
      },
    );
  }

  async function complete(line: string, cursor: number): Promise<Completion> {
    return completionOf(line, cursor, await options.complete(line, cursor));
  }

  function interrupt(): void {
    if (readline.line === "") return onInterrupt();
    readline.write(null, { ctrl: true, name: "e" });
    readline.write(null, { ctrl: true, name: "u" });
  }

  function cursor(): PromptCursor {
    const { rows, cols } = readline.getCursorPos();
    return { row: rows, column: cols };
  }

  /** Undocumented. Not the cursor's row within and after a paste, whose characters readline echoes without counting. */
  function climb(): number {
    return "prevRows" in readline && typeof readline.prevRows === "number" ? readline.prevRows : cursor().row;
  }

  /**
   * Draws the prompt again before readline takes a key, where it would draw it wrongly: in the wrong row within a paste,
   * or, with the line that is entered, a status that would then stay on the screen for ever.
   */
  function beforeKey(_text: string, key: { readonly name?: string } | undefined): void {
    const isEntered = key?.name === "return" || key?.name === "enter";
    const hasStatus = readline.getPrompt() !== options.prompt;
    if (climb() === cursor().row && !(isEntered && hasStatus)) return;
    output.write(wipe(cursor()) + "\n".repeat(climb()));
    if (isEntered) readline.setPrompt(options.prompt);
    readline.prompt(true);
  }

  function entered(line: string): void {
    remember(options, line);
    readline.prompt();
    onLine(line);
  }

  function pasted(chunk: Buffer | string): void {
    if (chunk.length > 1) options.onPaste();
  }

  function onClose(): void {
    isClosed = true;
    onEnd("end-of-input");
  }

  readline.on("line", entered);
  readline.on("SIGINT", interrupt);
  readline.on("close", onClose);
  readline.on("error", onClose);
  input.prependListener("keypress", beforeKey);
  input.on("data", pasted);

  return {
    hold: () => readline.pause(),
    resume: () => readline.resume(),
    cursor,
    climb,
    draw: () => readline.prompt(true),
    setStatus: (text) => readline.setPrompt(text === null ? options.prompt : `${text}\n${options.prompt}`),
    close() {
      isClosed = true;
      input.off("keypress", beforeKey);
      input.off("data", pasted);
      readline.off("close", onClose);
      readline.close();
    },
  };
}

function remembered({ history, log }: KeyboardOptions): string[] {
  if (history === undefined) return [];
  try {
    return readHistory(history);
  } catch (error) {
    log.warn({ path: history, error: messageOf(error) }, "typed lines cannot be read back");
    return [];
  }
}

function remember({ history, log }: KeyboardOptions, line: string): void {
  if (history === undefined || line.trim() === "") return;
  try {
    appendHistory(history, line);
  } catch (error) {
    log.warn({ path: history, error: messageOf(error) }, "typed lines cannot be kept");
  }
}
