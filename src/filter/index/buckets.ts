interface Bucket {
  slots: Int32Array;
  size: number;
}

/** Slots by key. One slot is the common case and is kept without a list. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket | number>();

  add(key: string, slot: number): void {
    const there = this.#buckets.get(key);
    if (there === undefined) {
      this.#buckets.set(key, slot);
      return;
    }
    const bucket = typeof there === "number" ? { slots: Int32Array.of(there, 0), size: 1 } : there;
    if (bucket !== there) this.#buckets.set(key, bucket);
    if (bucket.size === bucket.slots.length) {
      const grown = new Int32Array(bucket.size * 2);
      grown.set(bucket.slots);
      bucket.slots = grown;
    }
    bucket.slots[bucket.size++] = slot;
  }

  delete(key: string, slot: number): void {
    const there = this.#buckets.get(key);
    if (there === undefined || typeof there === "number") {
      this.#buckets.delete(key);
      return;
    }
    const place = there.slots.indexOf(slot);
    there.size -= 1;
    there.slots[place] = there.slots[there.size] ?? 0;
    if (there.size === 0) this.#buckets.delete(key);
  }

  count(key: string): number {
    const there = this.#buckets.get(key);
    return there === undefined ? 0 : typeof there === "number" ? 1 : there.size;
  }

  /** Its slots, in no order. */
  slots(key: string): Iterable<number> {
    const there = this.#buckets.get(key);
    if (there === undefined) return [];
    return typeof there === "number" ? [there] : there.slots.subarray(0, there.size);
  }
}
