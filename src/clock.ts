import { randomBytes } from "node:crypto";

/**
 * Time and randomness as ports: the core never asks the machine for either, so that the whole bot can run in virtual
 * time on seeded randomness.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** `length` characters of lower-case letters and digits without look-alikes, for ids that people type. */
  id(length: number): string;
  /** For keys and states that nobody may guess. */
  bytes(length: number): Uint8Array;
}

const idAlphabet = "23456789abcdefghjkmnpqrstvwxyz";

export function randomFrom(next: () => number): Random {
  return {
    next,
    id(length) {
      return Array.from({ length }, () => idAlphabet[Math.floor(next() * idAlphabet.length)]).join("");
    },
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  };
}

/**
 * Makes ids of 20 characters that sort in the order in which they were made, so that what is stored together lies
 * together in an index, however long that has grown: the time, the place among those of one maker, and chance.
 *
 * @param now Milliseconds since the epoch.
 */
export function orderedIds(now: number, random: Random): () => string {
  const time = idOf(now, 9);
  let made = 0;
  return () => time + idOf(made++, 4) + random.id(7);
}

function idOf(value: number, length: number): string {
  let rest = value;
  let id = "";
  while (id.length < length) {
    id = `${idAlphabet[rest % idAlphabet.length]}${id}`;
    rest = Math.floor(rest / idAlphabet.length);
  }
  return id;
}

/**
 * What comes, or the error of `late` where it takes longer. Nothing is broken off: who waits gives up.
 *
 * @param ms Milliseconds.
 * @throws What `late` makes, and what the answer throws.
 */
export async function withinTime<Answer>(
  clock: Pick<Clock, "sleep">,
  ms: number,
  answer: Promise<Answer>,
  late: () => Error,
): Promise<Answer> {
  const isOver = new AbortController();
  const over = clock.sleep(ms, isOver.signal).then(() => {
    throw late();
  });
  // Nobody waits for it once there is an answer.
  over.catch(() => undefined);
  try {
    return await Promise.race([answer, over]);
  } finally {
    isOver.abort();
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
    });
  },
};

export const systemRandom: Random = {
  ...randomFrom(() => Math.random()),
  bytes: (length) => new Uint8Array(randomBytes(length)),
};

/** Lets everything else that is due have its turn: between the parts of long work that never waits for anything. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
