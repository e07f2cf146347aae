const chunkBits = 16;
const chunkSize = 1 << chunkBits;

/** Numbers by dense keys, zero where none was set. Grows by a chunk at a time: no growth copies what is there. */
export class IntChunks {
  readonly #chunks: Int32Array[] = [];

  get(at: number): number {
    return this.#chunks[at >>> chunkBits]?.[at & (chunkSize - 1)] ?? 0;
  }

  set(at: number, value: number): void {
    while (this.#chunks.length <= at >>> chunkBits) this.#chunks.push(new Int32Array(chunkSize));
    const chunk = this.#chunks[at >>> chunkBits];
    if (chunk !== undefined) chunk[at & (chunkSize - 1)] = value;
  }
}
