/** Slots of one page: each row is cut into pages, so that it grows without a pause and costs nothing where it is empty. */
const pageBits = 15;
export const pageSlots = 1 << pageBits;
export const pageWords = pageSlots >>> 5;

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

  delete(name: string, slot: number): void {
    const page = this.#rows.get(name)?.[slot >>> pageBits];
    if (page === undefined) return;
    const at = (slot >>> 5) & (pageWords - 1);
    page[at] = (page[at] ?? 0) & ~(1 << slot);
  }

  /** The page of that number of those rows that have one; of all rows where none are named. */
  pages(names: readonly string[] | undefined, number: number): readonly Int32Array[] {
    const rows = names === undefined ? [...this.#rows.values()] : names.map((name) => this.#rows.get(name));
    return rows.flatMap((row) => row?.[number] ?? []);
  }
}

/** How many pages hold so many slots. */
export function pageCount(slots: number): number {
  return Math.ceil(slots / pageSlots);
}

export function firstSlotOf(page: number): number {
  return page * pageSlots;
}
