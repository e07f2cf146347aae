import type { Records } from "./records.ts";

/** Ids from here on are not remembered, and do not fit into half a number. */
export const mostTested = 0xff_ff;

const isOut = 1;
const isIn = 2;

/** Which of some filters hold for the posting that is looked at, each tested at most once. */
export class Tested {
  readonly #records: Records;
  readonly #known = new Uint8Array(mostTested);

  constructor(records: Records) {
    this.#records = records;
  }

  forget(): void {
    this.#known.fill(0, 0, Math.min(mostTested, this.#records.size));
  }

  holds(slot: number): boolean {
    const known = this.#known[slot];
    if (known === undefined) return this.#records.holds(slot);
    if (known !== 0) return known === isIn;
    const holds = this.#records.holds(slot);
    this.#known[slot] = holds ? isIn : isOut;
    return holds;
  }
}
