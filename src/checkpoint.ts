/**
 * Named points of the core at which a crash must lose nothing and double nothing. Nothing happens there, unless a test
 * makes the process die.
 */
export const checkpoints = [
  "poll-stored",
  "match-stored",
  "digest-stored",
  "claimed",
  "sent",
  "settled",
] as const;
export type CheckpointName = (typeof checkpoints)[number];

export type Checkpoint = (name: CheckpointName) => void;

export const noCheckpoint: Checkpoint = () => {};
