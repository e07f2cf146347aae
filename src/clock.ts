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
}

const idAlphabet = "23456789abcdefghjkmnpqrstvwxyz";

export function randomFrom(next: () => number): Random {
  return {
    next,
    id(length) {
      return Array.from({ length }, () => idAlphabet[Math.floor(next() * idAlphabet.length)]).join("");
    },
  };
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

export const systemRandom: Random = randomFrom(() => Math.random());
