import type { Random } from "../../src/clock.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

/** All that can go wrong or change. Each has its own stream of chance, so that leaving one out moves no other. */
export const faultKinds = [
  "source-hangs",
  "source-is-slow",
  "source-fails",
  "source-truncates",
  "source-reorders",
  "posting-flaps",
  "posting-changes",
  "posting-closes",
  "posting-is-posted-again",
  "posting-lies-about-its-date",
  "crash-anywhere",
  "crash-before-commit",
  "crash-after-commit",
  "crash-at-checkpoint",
  "downtime",
  "second-worker",
  "clock-steps",
  "platform-is-slow",
  "platform-transient",
  "platform-retry-after",
  "platform-loses-answer",
  "platform-ambiguous",
  "platform-archives",
  "platform-uninstalled",
  "platform-refuses-message",
  "platform-process-error",
  "platform-find-unknown",
  "people-unsubscribe",
  "people-edit",
  "people-pause",
  "people-set",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** Whether it strikes now: by its chance, while faults go on and its kind is not left out. */
  strikes(kind: FaultKind, chance: number): boolean;
  has(kind: FaultKind): boolean;
  /** The chance of one kind, or of anything else that has a name. */
  random(stream: string): Random;
  /** From now on nothing goes wrong, and nothing happens any more but what was begun. */
  stop(): void;
  isOver(): boolean;
}

export function createFaults(seed: number, kinds: readonly FaultKind[]): Faults {
  const streams = new Map<string, Random>();
  const left = new Set(kinds);
  let isOver = false;

  function random(stream: string): Random {
    const known = streams.get(stream) ?? seededRandom(seedOf(`${seed}/${stream}`));
    streams.set(stream, known);
    return known;
  }

  return {
    random,
    has: (kind) => left.has(kind),
    strikes: (kind, chance) => left.has(kind) && random(kind).next() < chance,
    stop() {
      left.clear();
      isOver = true;
    },
    isOver: () => isOver,
  };
}

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError("simulation: expected something to pick from, got nothing");
  return item;
}

export function between(random: Random, from: number, until: number): number {
  return Math.floor(from + random.next() * (until - from));
}
