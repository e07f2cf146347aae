import type { SlotRows } from "./slot-rows.ts";

/** The filters that make each of some claims, as rows of their slots. */
export class ClaimRows {
  readonly #rows: SlotRows;
  readonly #byClaim = new Map<number, number>();

  constructor(rows: SlotRows) {
    this.#rows = rows;
  }

  add(claim: number, slot: number): void {
    const row = this.#byClaim.get(claim) ?? this.#rows.open();
    this.#byClaim.set(claim, row);
    this.#rows.add(row, slot);
  }

  delete(claim: number, slot: number): void {
    const row = this.#byClaim.get(claim);
    if (row === undefined || this.#rows.delete(row, slot) > 0) return;
    this.#byClaim.delete(claim);
    this.#rows.close(row);
  }

  /** The rows of those claims that some filter makes. */
  of(claims: Iterable<number | undefined>): readonly number[] {
    const rows: number[] = [];
    for (const claim of claims) {
      const row = claim === undefined ? undefined : this.#byClaim.get(claim);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** All claims that filters make. */
  claims(): Iterable<number> {
    return this.#byClaim.keys();
  }
}
