import type { Records } from "./records.ts";

const isOut = 2;
const isIn = 3;

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

  /** 1 where it holds, else 0. Only after `forget` for this posting. */
  of(slot: number): number {
    const known = this.#known[slot] ?? 0;
    return (known === 0 ? this.#test(slot) : known) & 1;
  }

  #test(slot: number): number {
    const known = this.#records.holds(slot) ? isIn : isOut;
    this.#known[slot] = known;
    return known;
  }
}
