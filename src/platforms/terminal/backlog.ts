/** Lines that were typed and not yet taken, in order. */
export interface Backlog {
  add(line: string): void;
  /** No more will come; those that are there are still handed out. */
  end(): void;
  /** As `end`, but nobody wants the rest. */
  drop(): void;
  /** How many wait. */
  readonly size: number;
  /** All calls share the one backlog: each line is handed out once. */
  take(): AsyncIterable<string>;
}

/** @param onTaken Called when a line was handed out, for who holds back its source. */
export function createBacklog(onTaken: () => void): Backlog {
  const lines: string[] = [];
  let isEnded = false;
  let change = Promise.withResolvers<void>();

  function changed(): void {
    change.resolve();
    change = Promise.withResolvers();
  }

  async function* take(): AsyncGenerator<string> {
    for (;;) {
      const line = lines.shift();
      if (line !== undefined) {
        onTaken();
        yield line;
      } else if (isEnded) {
        return;
      } else {
        await change.promise;
      }
    }
  }

  return {
    add(line) {
      if (isEnded) return;
      lines.push(line);
      changed();
    },
    end() {
      isEnded = true;
      changed();
    },
    drop() {
      lines.length = 0;
      isEnded = true;
      changed();
    },
    get size() {
      return lines.length;
    },
    take,
  };
}
