import { PassThrough } from "node:stream";
import { createTerminal, type Terminal, type TerminalOptions } from "../../../src/platforms/terminal/terminal.ts";
import { FakeTerminal } from "./fake-terminal.ts";

export interface Desk {
  readonly terminal: Terminal;
  readonly screen: FakeTerminal;
  /** Presses keys one after the other, or pastes all of them at once. */
  readonly press: (keys: string) => Promise<void>;
  readonly paste: (keys: string) => Promise<void>;
  readonly commands: AsyncIterator<string>;
}

/** A terminal whose prompt is not up yet. */
export function aTerminal(screen: FakeTerminal, input: PassThrough, options: Partial<TerminalOptions> = {}): Terminal {
  return createTerminal({
    input,
    output: screen,
    isTty: true,
    width: () => screen.columns,
    colour: false,
    prompt: "> ",
    ...options,
  });
}

/** A person at a terminal, whose prompt is up. */
export function aDesk(options: Partial<TerminalOptions> = {}, columns = 40): Desk {
  const input = new PassThrough();
  const screen = new FakeTerminal(columns);
  const terminal = aTerminal(screen, input, options);
  const commands = terminal.commands()[Symbol.asyncIterator]();

  async function paste(keys: string): Promise<void> {
    input.write(keys);
    await settled();
  }

  return {
    terminal,
    screen,
    commands,
    paste,
    async press(keys) {
      for (const key of keys) await paste(key);
    },
  };
}

/** Until streams and promises have passed on what they hold. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
