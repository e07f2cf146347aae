import { z } from "zod";

const Move = z.object({ to: z.url(), times: z.int().positive() });

/** Where an address said that it has moved for good, and how often in a row it has said so. */
export type Move = Readonly<z.output<typeof Move>>;

const Stored = z.record(z.string(), Move);

/** A server that is set up wrongly says "for good" once; three times in a row it is believed. */
const sightingsToBelieve = 3;

/** Moves by address as they come back from a store; none for what has another form. */
export function storedMoves(stored: unknown): Readonly<Record<string, Move>> {
  return Stored.safeParse(stored).data ?? {};
}

/** The address to ask instead, once it is sure. */
export function believedMove(move: Move | undefined): string | undefined {
  return move !== undefined && move.times >= sightingsToBelieve ? move.to : undefined;
}

/** What is known after one more sighting; undefined where the address answers by itself again. */
export function moveAfter(before: Move | undefined, movedTo: URL | undefined): Move | undefined {
  if (movedTo === undefined) return undefined;
  const times = before?.to === movedTo.href ? before.times + 1 : 1;
  return { to: movedTo.href, times };
}
