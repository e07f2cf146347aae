/** Slots come in pages, so that nothing that is kept by slots is ever copied to grow. */
const pageBits = 15;
export const pageSlots = 1 << pageBits;
/** Words of 32 bits that hold a bit for each slot of a page. */
export const pageWords = pageSlots >>> 5;

export function pageOf(slot: number): number {
  return slot >>> pageBits;
}

/** A slot's place in its page. */
export function placeInPage(slot: number): number {
  return slot & (pageSlots - 1);
}

export function firstSlotOf(page: number): number {
  return page << pageBits;
}
