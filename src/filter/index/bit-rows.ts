/** Slots of one page: each row is cut into pages, so that it grows without a pause and costs nothing where it is empty. */
const pageBits = 15;
export const pageWords = 1 << (pageBits - 5);

/** Sets of slots by name, a bit for each slot. */
export class BitRows {
  readonly #rows = new Map<string, (Int32Array | undefined)[]>();

  add(name: string, slot: number): void {
    const row = this.#rows.get(name) ?? [];
    this.#rows.set(name, row);
    const page = row[slot >>> pageBits] ?? new Int32Array(pageWords);
    row[slot >>> pageBits] = page;
    const at = (slot >>> 5) & (pageWords - 1);
    page[at] = (page[at] ?? 0) | (1 << slot);
  }

  /** Takes a slot out of all rows. */
  clear(slot: number): void {
    const at = (slot >>> 5) & (pageWords - 1);
    for (const row of this.#rows.values()) {
      const page = row[slot >>> pageBits];
      if (page !== undefined) page[at] = (page[at] ?? 0) & ~(1 << slot);
    }
  }

  /** The page of that number of those rows that have one. */
  pages(names: readonly string[], number: number): readonly Int32Array[] {
    return names.flatMap((name) => this.#rows.get(name)?.[number] ?? []);
  }
}

/** How many pages hold so many slots. */
export function pageCount(slots: number): number {
  return (slots + (1 << pageBits) - 1) >>> pageBits;
}

export function firstSlotOf(page: number): number {
  return page << pageBits;
}
