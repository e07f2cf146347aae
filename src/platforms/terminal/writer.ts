import type { Writable } from "node:stream";
import { outputClosed } from "./failure.ts";

/** An output that is written in order, one write at a time, and that may go away. */
export interface Writer {
  /**
   * Resolves when the text has left the process. The next one waits for that: a slow reader holds up who writes, and
   * nothing piles up in the stream.
   *
   * @param compose Makes the text at the last moment, when it is known what stands on the screen.
   * @param after Called right behind it, for what draws by itself.
   * @throws RolecallError `output-closed`, or what the stream failed with.
   */
  write(compose: () => string, after?: () => void): Promise<void>;
}

/** @param onGone Called once when the output fails or closes; a broken pipe is then no uncaught error. */
export function createWriter(output: Writable, onGone: (error: unknown) => void): Writer {
  let failure: { readonly error: unknown } | null = null;
  let last: Promise<void> = Promise.resolve();
  /** With none the text goes out at once: what the caller writes elsewhere next comes after it. */
  let waiting = 0;

  function fail(error: unknown): void {
    if (failure !== null) return;
    failure = { error };
    onGone(error);
  }

  async function flushed(compose: () => string, after: () => void): Promise<void> {
    if (failure !== null) throw outputClosed(failure.error);
    if (output.destroyed || output.writableEnded) {
      fail(outputClosed());
      throw outputClosed();
    }
    await new Promise<void>((resolve, reject) => {
      output.cork();
      try {
        output.write(compose(), (error) => (error ? reject(error) : resolve()));
        after();
      } finally {
        output.uncork();
      }
    });
  }

  function write(compose: () => string, after = () => {}): Promise<void> {
    const written = waiting === 0 ? flushed(compose, after) : last.then(() => flushed(compose, after));
    waiting += 1;
    last = written.catch(() => {}).finally(() => (waiting -= 1));
    return written;
  }

  output.on("error", fail);
  output.on("close", () => fail(outputClosed()));
  return { write };
}
