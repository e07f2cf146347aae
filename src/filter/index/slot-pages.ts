import { firstSlotOf, pageOf, pageSlots } from "./pages.ts";

interface Page {
  readonly number: number;
  readonly group: number;
  /** Slots that were ever taken. */
  taken: number;
  readonly free: number[];
}

interface Group {
  readonly pages: number[];
  /** Those with slots to take, the next one to take from last. */
  readonly open: Page[];
}

/** Hands out slots such that those of a group share pages, which are then looked at for all of the group together. */
export class SlotPages {
  readonly #pages: Page[] = [];
  readonly #groups = new Map<number, Group>();
  #used = 0;

  /** All slots are below this. */
  get size(): number {
    return firstSlotOf(this.#pages.length);
  }

  get used(): number {
    return this.#used;
  }

  take(group: number): number {
    const { open } = this.#group(group);
    const page = open.at(-1) ?? this.#addPage(group);
    this.#used += 1;
    const slot = page.free.pop() ?? firstSlotOf(page.number) + page.taken++;
    if (page.free.length === 0 && page.taken === pageSlots) open.pop();
    return slot;
  }

  free(slot: number): void {
    const page = this.#pageWith(slot);
    this.#used -= 1;
    if (page.free.length === 0 && page.taken === pageSlots) this.#group(page.group).open.push(page);
    page.free.push(slot);
  }

  groups(): Iterable<number> {
    return this.#groups.keys();
  }

  pagesOf(group: number): readonly number[] {
    return this.#groups.get(group)?.pages ?? [];
  }

  /** How many slots of a page were ever taken, the first ones first. */
  takenOf(page: number): number {
    return this.#pages[page]?.taken ?? 0;
  }

  #group(number: number): Group {
    const known = this.#groups.get(number);
    if (known !== undefined) return known;
    const group: Group = { pages: [], open: [] };
    this.#groups.set(number, group);
    return group;
  }

  #addPage(group: number): Page {
    const page: Page = { number: this.#pages.length, group, taken: 0, free: [] };
    this.#pages.push(page);
    const { pages, open } = this.#group(group);
    pages.push(page.number);
    open.push(page);
    return page;
  }

  #pageWith(slot: number): Page {
    const page = this.#pages[pageOf(slot)];
    if (page === undefined) throw new RangeError(`slot pages: expected a slot below ${this.size}, got ${slot}`);
    return page;
  }
}
