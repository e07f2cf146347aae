/** Numbers by chance, always the same ones for a seed: a generator of 32 bits (mulberry32), as millions are drawn. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1. */
  share(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  isOneOf(share: number): boolean {
    return this.share() < share;
  }

  /** From least to most, both included. */
  count(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }
}

/** Draws places of a list such that the n-th comes 1/n as often as the first. */
export class Zipf {
  readonly #sums: Float64Array;

  constructor(size: number) {
    let sum = 0;
    this.#sums = Float64Array.from({ length: size }, (_, at) => (sum += 1 / (at + 1)));
  }

  draw(chance: Chance): number {
    const wanted = chance.share() * (this.#sums.at(-1) ?? 0);
    let [low, high] = [0, this.#sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** So many different ones, or fewer where chance repeats itself too often. */
  some(chance: Chance, count: number): number[] {
    const drawn = new Set<number>();
    for (let tries = 0; drawn.size < count && tries < count * 4; tries++) drawn.add(this.draw(chance));
    return [...drawn];
  }
}
