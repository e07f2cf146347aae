interface Bucket {
  numbers: Int32Array;
  size: number;
}

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

  count(key: Key): number {
    const there = this.#buckets.get(key);
    return there === undefined ? 0 : typeof there === "number" ? 1 : there.size;
  }

  /** In no order. */
  of(key: Key): Iterable<number> {
    const there = this.#buckets.get(key);
    if (there === undefined) return [];
    return typeof there === "number" ? [there] : there.numbers.subarray(0, there.size);
  }
}
