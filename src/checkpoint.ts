/**
 * Named points of the core at which a crash must lose nothing and double nothing. Nothing happens there, unless a test
 * makes the process die.
 */
export const checkpoints = ["poll-stored", "match-stored", "digest-stored", "claimed", "sent", "settled"] as const;
export type CheckpointName = (typeof checkpoints)[number];

export type Checkpoint = (name: CheckpointName) => void;

export const noCheckpoint: Checkpoint = () => {};

/** Where a test wants the process to die: at one of the points, when it comes there the n-th time. */
export interface CrashPoint {
  readonly name: CheckpointName;
  readonly nth: number;
}

/** Reads `sent`, or `sent:3` for the third time; undefined where it is neither. */
export function parseCrashPoint(text: string): CrashPoint | undefined {
  const [, word, nth = "1"] = /^([a-z-]+)(?::([1-9]\d{0,5}))?$/.exec(text) ?? [];
  const name = checkpoints.find((one) => one === word);
  return name === undefined ? undefined : { name, nth: Number(nth) };
}

/** @param die Ends the process at once, as a power cut would. */
export function crashingAt({ name, nth }: CrashPoint, die: () => void): Checkpoint {
  let passed = 0;
  return (here) => {
    if (here !== name) return;
    passed += 1;
    if (passed === nth) die();
  };
}
