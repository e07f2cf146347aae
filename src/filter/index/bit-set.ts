/** Small numbers that were met, to be forgotten all at once. */
export class BitSet {
  #bits = new Int32Array(1_024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** False when it was there already. */
  add(number: number): boolean {
    const at = number >>> 5;
    if (at >= this.#bits.length) {
      const grown = new Int32Array(Math.max(at + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    const bits = this.#bits[at] ?? 0;
    const changed = bits | (1 << number);
    if (changed === bits) return false;
    this.#bits[at] = changed;
    this.#size += 1;
    return true;
  }

  has(number: number): boolean {
    return ((this.#bits[number >>> 5] ?? 0) & (1 << number)) !== 0;
  }

  clear(): void {
    if (this.#size === 0) return;
    this.#bits.fill(0);
    this.#size = 0;
  }
}
