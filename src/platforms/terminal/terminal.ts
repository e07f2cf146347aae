import type { Readable, Writable } from "node:stream";
import { info, type Reply, text } from "../../../commands/reply.ts";
import type { Capabilities, Platform, SendOptions } from "../../delivery/platform.ts";
import { messageOf } from "../../errors.ts";
import { type Log, silentLog } from "../../log.ts";
import { createBacklog } from "./backlog.ts";
import { createChanges } from "./changes.ts";
import type { Complete } from "./completion.ts";
import { classifyTerminalError } from "./failure.ts";
import { type LineEvents, type LineSource, openKeyboard, readLines } from "./keyboard.ts";
import { choiceLines, type Look, renderReply } from "./render.ts";
import { renderMessage } from "./render-message.ts";
import { createPlainScreen, createTtyScreen } from "./screen.ts";
import { completeTyped, readTyped } from "./typed.ts";
import { createWriter } from "./writer.ts";

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether both are a terminal that can move its cursor: not a pipe, not `TERM=dumb`. */
  readonly isTty: boolean;
  /** Columns of the output; asked for each text, windows change. */
  readonly width: () => number;
  /** Colours and hyperlinks; see `wantsColour`. */
  readonly colour: boolean;
  /** May hold colours. Never shown where the input is no terminal. */
  readonly prompt: string;
  /** File that keeps the typed lines from one run to the next; none are kept without it. */
  readonly history?: string;
  readonly complete?: Complete;
  readonly log?: Log;
}

type TerminalEnd =
  /** `/quit`, or Ctrl-C on an empty line. */
  | "quit"
  /** Ctrl-D, or a pipe that ended. */
  | "end-of-input"
  /** Nobody reads any more, as after `| head`. */
  | "output-closed";

/** The terminal as a chat platform with one person and one place. */
export interface Terminal extends Platform {
  readonly id: "terminal";
  /**
   * What is typed, in order, without `/jobs` and blank lines; ends as `ended` says. The prompt appears with the first
   * call, before it nothing is read. All calls share the same lines.
   */
  commands(): AsyncIterable<string>;
  /** Why nothing more will be typed, as soon as that is known; lines typed before a `/quit` or the end still come. */
  readonly ended: Promise<TerminalEnd>;
  /** Prints a reply above the prompt; resolves when it is out, silently also when nobody can read it any more. */
  show(reply: Reply): Promise<void>;
  /** As `show`, for lines that are rendered already: they are printed as they are. */
  say(lines: readonly string[]): Promise<void>;
  /** What goes on at the moment, in place above the prompt; null wipes it. A pipe gets its first and last text only. */
  progress(text: string | null): void;
  /** Wipes the prompt and gives the terminal back as it was. Printing still works afterwards. */
  close(): void;
}

/** Lines of a pipe that may wait before it is held back. */
const backlogLimit = 1_000;

/** What is printed stays as it is, and nobody can tell whether it was read. The limits are for the eye alone. */
const capabilities: Capabilities = {
  editsInPlace: false,
  findsByKey: false,
  digest: { cards: 10, lines: 100, characters: 100_000 },
};

export function createTerminal(options: TerminalOptions): Terminal {
  const { input, output, isTty, log = silentLog } = options;
  const ended = Promise.withResolvers<TerminalEnd>();
  const writer = createWriter(output, () => end("output-closed"));
  const tty = isTty ? createTtyScreen(writer, options.width) : null;
  const screen = tty ?? createPlainScreen(writer);
  const backlog = createBacklog(() => {
    if (backlog.size < backlogLimit) source?.resume();
  });
  let source: LineSource | null = null;
  let isOver = false;
  const changes = createChanges();
  let sent = 0;

  const events: LineEvents = {
    onLine(line) {
      const typed = readTyped(line);
      if (typed.kind === "quit") return end("quit");
      if (typed.kind === "command") backlog.add(typed.text);
      if (backlog.size >= backlogLimit && tty === null) source?.hold();
      tty?.redraw();
    },
    onEnd: end,
  };

  function end(why: TerminalEnd): void {
    ended.resolve(why);
    if (why === "output-closed") backlog.drop();
    close();
  }

  function close(): void {
    if (isOver) return;
    isOver = true;
    backlog.end();
    tty?.detach();
    source?.close();
    source = null;
  }

  function open(): void {
    if (isOver || source !== null) return;
    if (tty === null) {
      source = readLines(input, events);
      return;
    }
    const keyboard = openKeyboard({
      ...events,
      input,
      output,
      prompt: options.prompt,
      history: options.history,
      complete: completeTyped(options.complete),
      log,
      onInterrupt() {
        backlog.drop();
        end("quit");
      },
      onPaste: tty.redraw,
      onChoices: (choices) => void say([...choiceLines(choices, options.width()), ""]),
    });
    source = keyboard;
    tty.attach(keyboard);
  }

  function look({ isPlain = false }: SendOptions = {}): Look {
    return { width: options.width(), colour: options.colour && !isPlain };
  }

  async function say(lines: readonly string[]): Promise<void> {
    try {
      await screen.print(lines);
    } catch (error) {
      log.debug({ error: messageOf(error) }, "terminal output failed");
    }
  }

  return {
    id: "terminal",
    capabilities,
    async send(_destination, message, key, sendOptions) {
      await screen.print([...renderMessage(message, look(sendOptions)), ""]);
      sent += 1;
      const reference = `${key}/${sent}`;
      changes.shown(reference, message);
      return reference;
    },
    async edit(_destination, reference, message, sendOptions) {
      await screen.print([...changes.describe(reference, message, look(sendOptions)), ""]);
      changes.shown(reference, message);
    },
    find: async () => ({ kind: "unknown" }),
    async notify(_destination, said) {
      await screen.print([...renderReply(info(text(said)), look()), ""]);
    },
    openDirect: async () => ({ platform: "terminal", address: "me" }),
    classify: classifyTerminalError,
    commands() {
      open();
      return backlog.take();
    },
    ended: ended.promise,
    show: (reply) => say([...renderReply(reply, look()), ""]),
    say,
    progress: (text) => screen.status(text),
    close,
  };
}
