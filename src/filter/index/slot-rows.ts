import { NumberLists } from "./number-lists.ts";
import { pageOf, pageWords, placeInPage } from "./pages.ts";

/** From so many slots on a page is kept as bits, which are no larger than the list then. */
const leastForBits = 2 * pageWords - 1;
/** Not the same, so that one slot more and less does not change it back and forth. */
const mostForList = pageWords;

/**
 * Sets of slots, each a row with a number. A page of a row is a list of places where it holds few slots and bits where it
 * holds many (as in roaring bitmaps), so that an empty one costs nothing and none takes long to grow.
 */
export class SlotRows {
  /** By page, for each row: 0 for none, the address of the list, or below zero the number of the bits. */
  readonly #pages: (Int32Array | undefined)[] = [];
  readonly #lists = new NumberLists((length) => new Uint16Array(length));
  readonly #bits: { readonly words: Int32Array; size: number }[] = [];
  readonly #freeBits: number[] = [];
  /** By row. */
  readonly #sizes: number[] = [];
  readonly #freeRows: number[] = [];

  /** A row that holds nothing yet. */
  open(): number {
    const row = this.#freeRows.pop() ?? this.#sizes.length;
    this.#sizes[row] = 0;
    return row;
  }

  /** The number of an empty row is given to another. */
  close(row: number): void {
    this.#freeRows.push(row);
  }

  /** A slot that is not there yet. */
  add(row: number, slot: number): void {
    this.#sizes[row] = (this.#sizes[row] ?? 0) + 1;
    const page = this.#page(pageOf(slot), row);
    const place = placeInPage(slot);
    let own = page[row] ?? 0;
    if (own > 0 && this.#lists.sizeOf(own) === leastForBits) own = this.#toBits(own);
    page[row] = own < 0 ? this.#setBit(own, place) : this.#lists.add(own, place);
  }

  /** How many are left in the row. */
  delete(row: number, slot: number): number {
    const page = this.#page(pageOf(slot), row);
    const place = placeInPage(slot);
    const own = page[row] ?? 0;
    page[row] = own < 0 ? this.#clearBit(own, place) : this.#lists.delete(own, place);
    const size = (this.#sizes[row] ?? 0) - 1;
    this.#sizes[row] = size;
    return size;
  }

  /**
   * The slots of a page that stand in one of the rows, as bits; undefined for none. These are `into`, or a row's own that are
   * only to be read.
   *
   * @param end Only so many words are looked at.
   */
  unite(page: number, rows: readonly number[], into: Int32Array, end: number): Int32Array | undefined {
    const own = this.#pages[page];
    if (own === undefined) return undefined;
    let bits: Int32Array | undefined;
    for (const row of rows) {
      const address = own[row] ?? 0;
      if (address === 0) continue;
      if (address < 0) {
        const words = this.#wordsOf(address);
        if (bits === undefined) bits = words;
        else {
          if (bits !== into) into.set(bits);
          bits = into;
          unite(words, into, end);
        }
      } else {
        if (bits === undefined) into.fill(0, 0, end);
        else if (bits !== into) into.set(bits);
        bits = into;
        scatter(this.#lists.chunkOf(address), this.#lists.offsetOf(address), into);
      }
    }
    return bits;
  }

  #page(number: number, row: number): Int32Array {
    while (this.#pages.length <= number) this.#pages.push(undefined);
    let page = this.#pages[number];
    if (page === undefined || page.length <= row) {
      const grown = new Int32Array(Math.max(row + 1, (page?.length ?? 0) * 2, 128));
      if (page !== undefined) grown.set(page);
      page = grown;
      this.#pages[number] = grown;
    }
    return page;
  }

  #wordsOf(own: number): Int32Array {
    return this.#bitsOf(own).words;
  }

  #bitsOf(own: number): { readonly words: Int32Array; size: number } {
    const bits = this.#bits[-1 - own];
    if (bits === undefined) throw new RangeError(`slot rows: expected known bits, got ${-1 - own}`);
    return bits;
  }

  #setBit(own: number, place: number): number {
    const bits = this.#bitsOf(own);
    bits.words[place >>> 5] = (bits.words[place >>> 5] ?? 0) | (1 << place);
    bits.size += 1;
    return own;
  }

  #clearBit(own: number, place: number): number {
    const bits = this.#bitsOf(own);
    bits.words[place >>> 5] = (bits.words[place >>> 5] ?? 0) & ~(1 << place);
    bits.size -= 1;
    return bits.size > mostForList ? own : this.#toList(own);
  }

  #toBits(address: number): number {
    const words = new Int32Array(pageWords);
    scatter(this.#lists.chunkOf(address), this.#lists.offsetOf(address), words);
    const number = this.#freeBits.pop() ?? this.#bits.length;
    this.#bits[number] = { words, size: this.#lists.sizeOf(address) };
    this.#lists.clear(address);
    return -1 - number;
  }

  #toList(own: number): number {
    let address = 0;
    for (const [at, word] of this.#wordsOf(own).entries()) {
      for (let bits = word; bits !== 0; bits &= bits - 1) {
        address = this.#lists.add(address, at * 32 + 31 - Math.clz32(bits & -bits));
      }
    }
    this.#bits[-1 - own] = { words: new Int32Array(0), size: 0 };
    this.#freeBits.push(-1 - own);
    return address;
  }
}

function unite(words: Int32Array, into: Int32Array, end: number): void {
  for (let at = 0; at < end; at++) into[at] = (into[at] ?? 0) | (words[at] ?? 0);
}

/** Sets the bits of the places in a list, whose length lies at the offset. */
function scatter(chunk: Uint16Array, offset: number, into: Int32Array): void {
  const end = offset + (chunk[offset] ?? 0);
  for (let at = offset + 1; at <= end; at++) {
    const place = chunk[at] ?? 0;
    into[place >>> 5] = (into[place >>> 5] ?? 0) | (1 << place);
  }
}
