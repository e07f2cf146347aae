import type { Records } from "./records.ts";

const isOut = 1;
const isIn = 2;

/** Which of some filters hold for the posting that is looked at, each tested at most once. */
export class Tested {
  readonly #records: Records;
  /** Grows with what is asked for. */
  #known = new Uint8Array(1_024);

  constructor(records: Records) {
    this.#records = records;
  }

  forget(): void {
    if (this.#known.length < this.#records.size) this.#known = new Uint8Array(this.#records.size * 2);
    else this.#known.fill(0, 0, this.#records.size);
  }

  /** Only after `forget` for this posting. */
  holds(slot: number): boolean {
    const known = this.#known[slot] ?? 0;
    if (known !== 0) return known === isIn;
    const holds = this.#records.holds(slot);
    this.#known[slot] = holds ? isIn : isOut;
    return holds;
  }
}
