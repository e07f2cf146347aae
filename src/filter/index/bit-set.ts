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

  /** Moves those that are not in the set to the front of an array, and gives how many they are. */
  without(numbers: Int32Array, size: number): number {
    const bits = this.#bits;
    let count = 0;
    for (let at = 0; at < size; at++) {
      const number = numbers[at] ?? 0;
      numbers[count] = number;
      // Without a branch, since one in ten is foreseen badly. Beyond the bits there is nothing, and 0 is not in it.
      const word = number >>> 5;
      const own = word < bits.length ? (bits[word] ?? 0) : 0;
      count += 1 ^ ((own >>> (number & 31)) & 1);
    }
    return count;
  }

  clear(): void {
    if (this.#size === 0) return;
    this.#bits.fill(0);
    this.#size = 0;
  }
}
