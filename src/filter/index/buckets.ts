interface Bucket {
  numbers: Int32Array;
  size: number;
}

const nothing = new Int32Array(0);

/** Numbers by key. One number is the common case and is kept without a list. */
export class Buckets<Key> {
  readonly #buckets = new Map<Key, Bucket | number>();

  add(key: Key, number: number): void {
    const there = this.#buckets.get(key);
    if (there === undefined) {
      this.#buckets.set(key, number);
      return;
    }
    const bucket = typeof there === "number" ? { numbers: Int32Array.of(there, 0), size: 1 } : there;
    if (bucket !== there) this.#buckets.set(key, bucket);
    if (bucket.size === bucket.numbers.length) {
      const grown = new Int32Array(bucket.size * 2);
      grown.set(bucket.numbers);
      bucket.numbers = grown;
    }
    bucket.numbers[bucket.size++] = number;
  }

  /** Does nothing where it is not. */
  delete(key: Key, number: number): void {
    const there = this.#buckets.get(key);
    if (there === undefined || typeof there === "number") {
      if (there === number) this.#buckets.delete(key);
      return;
    }
    const place = there.numbers.subarray(0, there.size).indexOf(number);
    if (place === -1) return;
    there.size -= 1;
    there.numbers[place] = there.numbers[there.size] ?? 0;
    if (there.size === 0) this.#buckets.delete(key);
  }

  /** In no order. */
  of(key: Key): Int32Array {
    const there = this.#buckets.get(key);
    if (there === undefined) return nothing;
    return typeof there === "number" ? Int32Array.of(there) : there.numbers.subarray(0, there.size);
  }
}
