import { type NumberList, NumberLists } from "./number-lists.ts";

const nothing: NumberList = { numbers: new Int32Array(0), first: 0, size: 0 };

/** Numbers by key. One number is the common case and is kept without a list. */
export class Buckets<Key> {
  /** By key: the only number, or below zero the address of the list. */
  readonly #own = new Map<Key, number>();
  readonly #lists = new NumberLists((length) => new Int32Array(length));

  add(key: Key, number: number): void {
    const there = this.#own.get(key);
    if (there === undefined) this.#own.set(key, number);
    else this.#own.set(key, -this.#lists.add(there < 0 ? -there : this.#lists.add(0, there), number));
  }

  /** Does nothing where it is not. */
  delete(key: Key, number: number): void {
    const there = this.#own.get(key);
    if (there === undefined) return;
    if (there >= 0) {
      if (there === number) this.#own.delete(key);
      return;
    }
    const address = this.#lists.delete(-there, number);
    if (address === 0) this.#own.delete(key);
    else this.#own.set(key, -address);
  }

  get isEmpty(): boolean {
    return this.#own.size === 0;
  }

  /** How many there are under a key. */
  sizeOf(key: Key): number {
    return this.of(key).size;
  }

  /** In no order. */
  of(key: Key): NumberList {
    const there = this.#own.get(key);
    if (there === undefined) return nothing;
    return there < 0 ? this.#lists.of(-there) : { numbers: Int32Array.of(there), first: 0, size: 1 };
  }
}
