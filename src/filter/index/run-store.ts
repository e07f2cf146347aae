const chunkBits = 16;
const chunkSize = 1 << chunkBits;
/** Longer runs have a chunk of their own, of their own size. */
const longest = 1 << 12;

/** What runs are stored in: numbers of 32 bits with a sign, or of 16 without. */
export type Numbers = Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/**
 * Runs of numbers by their address, which is never 0. A run lies in one chunk; a freed one is taken again by the next of
 * its length.
 */
export class RunStore<Chunk extends Numbers> {
  readonly #chunks: Chunk[] = [];
  readonly #free = new Map<number, number[]>();
  readonly #freeChunks: number[] = [];
  readonly #make: (length: number) => Chunk;
  readonly #nothing: Chunk;
  /** The chunk that is being filled, and how far it is. */
  #current = 0;
  #filled = chunkSize;

  constructor(make: (length: number) => Chunk) {
    this.#make = make;
    this.#nothing = make(0);
  }

  /** A run of zeros, or of what was there before. */
  take(length: number): number {
    if (length > longest) return this.#addChunk(length) << chunkBits;
    const freed = this.#free.get(length)?.pop();
    if (freed !== undefined) return freed;
    if (this.#filled + length > chunkSize) {
      this.#current = this.#addChunk(chunkSize);
      this.#filled = 0;
    }
    const address = (this.#current << chunkBits) | this.#filled;
    this.#filled += length;
    return address;
  }

  add(numbers: readonly number[]): number {
    const address = this.take(numbers.length);
    this.chunkOf(address).set(numbers, this.offsetOf(address));
    return address;
  }

  delete(address: number, length: number): void {
    if (length > longest) {
      this.#chunks[address >>> chunkBits] = this.#nothing;
      this.#freeChunks.push(address >>> chunkBits);
      return;
    }
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [address]);
    else free.push(address);
  }

  chunkOf(address: number): Chunk {
    return this.#chunks[address >>> chunkBits] ?? this.#nothing;
  }

  offsetOf(address: number): number {
    return address & (chunkSize - 1);
  }

  #addChunk(size: number): number {
    // No run has the address 0, which stands for none.
    if (this.#chunks.length === 0) this.#chunks.push(this.#nothing);
    const number = this.#freeChunks.pop() ?? this.#chunks.length;
    this.#chunks[number] = this.#make(size);
    return number;
  }
}
