/** Virtual time: whatever happens in a history is an event that is due at a moment, and one goes after the other. */
export interface Scheduler {
  /** Milliseconds since the epoch, as the world knows it. */
  now(): number;
  /** Runs something at a moment; at once if that has passed. */
  at(time: number, run: () => void): void;
  sleep(ms: number): Promise<void>;
  /**
   * Lets events happen until a moment, and everything that follows from one before the next.
   *
   * @param afterEach Called when nothing moves any more; true stops.
   */
  runUntil(time: number, afterEach: () => boolean): Promise<void>;
}

interface ScheduledEvent {
  readonly time: number;
  /** Events of one moment keep their order. */
  readonly turn: number;
  readonly run: () => void;
}

export function createScheduler(start: number): Scheduler {
  const heap: ScheduledEvent[] = [];
  let now = start;
  let turns = 0;

  function at(time: number, run: () => void): void {
    heap.push({ time: Math.max(time, now), turn: turns++, run });
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!swapIfBefore(heap, i, parent)) return;
      i = parent;
    }
  }

  function take(): ScheduledEvent | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const right = left + 1;
      const smaller = right < heap.length && isBefore(heap[right], heap[left]) ? right : left;
      if (smaller >= heap.length || !swapIfBefore(heap, smaller, i)) return first;
      i = smaller;
    }
  }

  return {
    now: () => now,
    at,
    sleep: (ms) => new Promise((resolve) => at(now + ms, resolve)),
    async runUntil(time, afterEach) {
      while (heap[0] !== undefined && heap[0].time <= time) {
        const event = take();
        if (event === undefined) break;
        now = event.time;
        event.run();
        // What comes in the same moment is there before anybody has looked at the first.
        while (heap[0]?.time === now) take()?.run();
        // The core waits for nothing but promises, so that by the next turn of the loop it has come to rest.
        await new Promise((resolve) => setImmediate(resolve));
        if (afterEach()) return;
      }
      now = Math.max(now, time);
    },
  };
}

function isBefore(a: ScheduledEvent | undefined, b: ScheduledEvent | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.time < b.time || (a.time === b.time && a.turn < b.turn);
}

function swapIfBefore(heap: ScheduledEvent[], i: number, j: number): boolean {
  const [a, b] = [heap[i], heap[j]];
  if (a === undefined || b === undefined || !isBefore(a, b)) return false;
  heap[i] = b;
  heap[j] = a;
  return true;
}
