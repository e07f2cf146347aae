const chunkBits = 16;
const chunkSize = 1 << chunkBits;

/** Runs of numbers by their address. A run lies in one chunk; a freed one is taken again by the next of its length. */
export class WordStore {
  readonly #chunks: Int32Array[] = [];
  readonly #free = new Map<number, number[]>();
  /** Words of the last chunk that are taken. */
  #filled = chunkSize;

  add(words: readonly number[]): number {
    const address = this.#free.get(words.length)?.pop() ?? this.#fresh(words.length);
    this.chunkOf(address).set(words, this.offsetOf(address));
    return address;
  }

  delete(address: number, length: number): void {
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [address]);
    else free.push(address);
  }

  chunkOf(address: number): Int32Array {
    return this.#chunks[address >>> chunkBits] ?? nothing;
  }

  offsetOf(address: number): number {
    return address & (chunkSize - 1);
  }

  #fresh(length: number): number {
    if (this.#filled + length > chunkSize) {
      this.#chunks.push(new Int32Array(Math.max(chunkSize, length)));
      this.#filled = 0;
    }
    const address = (this.#chunks.length - 1) * chunkSize + this.#filled;
    this.#filled += length;
    return address;
  }
}

const nothing = new Int32Array(0);
