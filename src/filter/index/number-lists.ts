import { type Numbers, RunStore } from "./run-store.ts";

/** A list as it is stored: `size` numbers from `first` on. */
export interface NumberList {
  readonly numbers: Numbers;
  readonly first: number;
  readonly size: number;
}

/**
 * Lists of numbers by address, 0 for an empty one. An address changes as its list grows or shrinks: each change gives the
 * new one. The first number of a run is the length of its list.
 */
export class NumberLists<Chunk extends Numbers> {
  readonly #runs: RunStore<Chunk>;

  constructor(make: (length: number) => Chunk) {
    this.#runs = new RunStore(make);
  }

  sizeOf(address: number): number {
    return address === 0 ? 0 : (this.#runs.chunkOf(address)[this.#runs.offsetOf(address)] ?? 0);
  }

  /** What the list of an address lies in. */
  chunkOf(address: number): Chunk {
    return this.#runs.chunkOf(address);
  }

  /** Where in its chunk the length of a list lies, before its numbers. */
  offsetOf(address: number): number {
    return this.#runs.offsetOf(address);
  }

  add(address: number, number: number): number {
    const size = this.sizeOf(address);
    const own = this.#resized(address, size, size + 1);
    const chunk = this.#runs.chunkOf(own);
    chunk[this.#runs.offsetOf(own) + size + 1] = number;
    return own;
  }

  of(address: number): NumberList {
    return { numbers: this.chunkOf(address), first: this.offsetOf(address) + 1, size: this.sizeOf(address) };
  }

  /**
   * Does nothing where the number is not. Looks through the list, some 0.5 ns for each number; the last one takes the place
   * of the one that goes.
   */
  delete(address: number, number: number): number {
    const { numbers, first, size } = this.of(address);
    // From behind, as what came last goes first as a rule.
    let at = first + size - 1;
    while (at >= first && numbers[at] !== number) at--;
    if (at < first) return address;
    numbers[at] = numbers[first + size - 1] ?? 0;
    return this.#resized(address, size, size - 1);
  }

  /** Frees the list. */
  clear(address: number): void {
    this.#runs.delete(address, roomFor(this.sizeOf(address)));
  }

  #resized(address: number, size: number, wanted: number): number {
    const room = roomFor(wanted);
    let own = address;
    if (room !== roomFor(size)) {
      own = room === 0 ? 0 : this.#runs.take(room);
      if (address !== 0) {
        const start = this.#runs.offsetOf(address);
        const kept = this.#runs.chunkOf(address).subarray(start, start + Math.min(size, wanted) + 1);
        if (own !== 0) this.#runs.chunkOf(own).set(kept, this.#runs.offsetOf(own));
        this.#runs.delete(address, roomFor(size));
      }
    }
    if (own !== 0) this.#runs.chunkOf(own)[this.#runs.offsetOf(own)] = wanted;
    return own;
  }
}

/** The length of the run for a list: its own length, and at most half as much again. */
function roomFor(size: number): number {
  if (size === 0) return 0;
  const length = size + 1;
  if (length <= 4) return length;
  const step = 1 << (30 - Math.clz32(length - 1));
  return (length + step - 1) & -step;
}
