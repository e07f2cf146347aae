import { pageOf, pageSlots, placeInPage } from "./pages.ts";

const leastLength = 256;
const nothing = new Int32Array(0);

/** Numbers by slots or whatever else is dense, zero where none was set. No growth copies more than a page. */
export class IntChunks {
  readonly #pages: Int32Array[] = [];

  get(at: number): number {
    return this.#pages[pageOf(at)]?.[placeInPage(at)] ?? 0;
  }

  set(at: number, value: number): void {
    const number = pageOf(at);
    const place = placeInPage(at);
    while (this.#pages.length <= number) this.#pages.push(nothing);
    let page = this.#pages[number] ?? nothing;
    if (place >= page.length) {
      let length = Math.max(page.length, leastLength);
      while (length <= place) length *= 2;
      const grown = new Int32Array(Math.min(length, pageSlots));
      grown.set(page);
      page = grown;
      this.#pages[number] = page;
    }
    page[place] = value;
  }
}
