import type { SlotRows } from "./slot-rows.ts";

/** Rows by what their filters have in common, such as a claim or a word. */
export class NamedRows<Name> {
  readonly #rows: SlotRows;
  readonly #byName = new Map<Name, number>();

  constructor(rows: SlotRows) {
    this.#rows = rows;
  }

  get size(): number {
    return this.#byName.size;
  }

  add(name: Name, slot: number): void {
    const row = this.#byName.get(name) ?? this.#rows.open();
    this.#byName.set(name, row);
    this.#rows.add(row, slot);
  }

  delete(name: Name, slot: number): void {
    const row = this.#byName.get(name);
    if (row === undefined || this.#rows.delete(row, slot) > 0) return;
    this.#byName.delete(name);
    this.#rows.close(row);
  }

  /** The rows of those names that have one. */
  of(names: Iterable<Name | undefined>): number[] {
    const rows: number[] = [];
    for (const name of names) {
      const row = name === undefined ? undefined : this.#byName.get(name);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  names(): Iterable<Name> {
    return this.#byName.keys();
  }
}
