import { IntChunks } from "./int-chunks.ts";
import { NumberLists, type NumberList } from "./number-lists.ts";

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

  /** 0 where a slot has none, the only subscriber and one, or below zero what stands for the list. */
  of(slot: number): number {
    return this.#bySlot.get(slot);
  }

  list(there: number): NumberList {
    return this.#lists.of(-there);
  }
}
