const chunkBits = 16;
const chunkSize = 1 << chunkBits;
/** Longer runs have a chunk of their own, of their own size. */
const longest = 1 << 12;

const nothing = new Int32Array(0);

/** Runs of numbers by their address. A run lies in one chunk; a freed one is taken again by the next of its length. */
export class WordStore {
  readonly #chunks: Int32Array[] = [];
  readonly #free = new Map<number, number[]>();
  readonly #freeChunks: number[] = [];
  /** The chunk that is being filled, and how far it is. */
  #current = 0;
  #filled = chunkSize;

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

  add(words: readonly number[]): number {
    const address = this.take(words.length);
    this.chunkOf(address).set(words, this.offsetOf(address));
    return address;
  }

  /** A longer run that begins with the words of another, which is freed. */
  move(address: number, length: number, longer: number): number {
    const target = this.take(longer);
    if (length === 0) return target;
    const start = this.offsetOf(address);
    this.chunkOf(target).set(this.chunkOf(address).subarray(start, start + length), this.offsetOf(target));
    this.delete(address, length);
    return target;
  }

  delete(address: number, length: number): void {
    if (length > longest) {
      this.#chunks[address >>> chunkBits] = nothing;
      this.#freeChunks.push(address >>> chunkBits);
      return;
    }
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

  #addChunk(size: number): number {
    const number = this.#freeChunks.pop() ?? this.#chunks.length;
    this.#chunks[number] = new Int32Array(size);
    return number;
  }
}
