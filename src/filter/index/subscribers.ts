import { IntChunks } from "./int-chunks.ts";
import { NumberLists } from "./number-lists.ts";
import type { SlotList } from "./slot-list.ts";

/** Who has which slot. Most slots have one subscriber, who is kept without a list. */
export class Subscribers {
  /** By slot: 0 for none, the only subscriber and one, or below zero the address of the list. */
  readonly #bySlot = new IntChunks();
  readonly #lists = new NumberLists((length) => new Int32Array(length));

  add(slot: number, subscriber: number): void {
    const there = this.#bySlot.get(slot);
    if (there === 0) this.#bySlot.set(slot, subscriber + 1);
    else this.#bySlot.set(slot, -this.#lists.add(there < 0 ? -there : this.#lists.add(0, there - 1), subscriber));
  }

  delete(slot: number, subscriber: number): void {
    const there = this.#bySlot.get(slot);
    this.#bySlot.set(slot, there < 0 ? -this.#lists.delete(-there, subscriber) : 0);
  }

  /** Puts in place of each slot its only subscriber and one, or below zero what stands for its list. */
  lookUp(found: SlotList): void {
    const { slots, size } = found;
    for (let at = 0; at < size; at++) slots[at] = this.#bySlot.get(slots[at] ?? 0);
  }

  /** Copies those of a list from one on to a place, as many as there is room for, and gives how many. */
  copy(there: number, from: number, into: Int32Array, at: number): number {
    const chunk = this.#lists.chunkOf(-there);
    const offset = this.#lists.offsetOf(-there);
    const count = Math.min((chunk[offset] ?? 0) - from, into.length - at);
    for (let done = 0; done < count; done++) into[at + done] = chunk[offset + 1 + from + done] ?? 0;
    return count;
  }
}
