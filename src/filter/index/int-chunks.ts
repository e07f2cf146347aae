import { pageOf, pageSlots, placeInPage } from "./pages.ts";

const zeros = new Int32Array(pageSlots);

/** Numbers by slots or whatever else is dense, zero where none was set. Grows by a page at a time. */
export class IntChunks {
  readonly #pages: (Int32Array | undefined)[] = [];

  get(at: number): number {
    return this.#pages[pageOf(at)]?.[placeInPage(at)] ?? 0;
  }

  set(at: number, value: number): void {
    const number = pageOf(at);
    while (this.#pages.length <= number) this.#pages.push(undefined);
    const page = this.#pages[number] ?? new Int32Array(pageSlots);
    this.#pages[number] = page;
    page[placeInPage(at)] = value;
  }

  /** Those of a page, to be read. */
  page(number: number): Int32Array {
    return this.#pages[number] ?? zeros;
  }
}
