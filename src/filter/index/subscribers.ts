import { IntChunks } from "./int-chunks.ts";

interface List {
  numbers: Int32Array;
  size: number;
}

/** Subscribers; those from `size` on are not any more. */
export type SlotSubscribers = Readonly<List>;

/** Who has which slot. Most slots have one subscriber, who is kept without a list. */
export class Subscribers {
  /** By slot: 0 for none, the only subscriber and one, or below zero the place of the list. */
  readonly #bySlot = new IntChunks();
  readonly #lists: List[] = [];
  readonly #freeLists: number[] = [];
  /** By subscriber: its place in the list. */
  readonly #places = new IntChunks();
  readonly #single: List = { numbers: new Int32Array(1), size: 1 };

  add(slot: number, subscriber: number): void {
    const there = this.#bySlot.get(slot);
    if (there === 0) this.#bySlot.set(slot, subscriber + 1);
    else if (there < 0) this.#push(this.#list(there), subscriber);
    else {
      const place = this.#freeLists.pop() ?? this.#lists.length;
      const list = { numbers: new Int32Array(2), size: 0 };
      this.#lists[place] = list;
      this.#push(list, there - 1);
      this.#push(list, subscriber);
      this.#bySlot.set(slot, -1 - place);
    }
  }

  delete(slot: number, subscriber: number): void {
    const there = this.#bySlot.get(slot);
    if (there >= 0) {
      this.#bySlot.set(slot, 0);
      return;
    }
    const list = this.#list(there);
    list.size -= 1;
    const last = list.numbers[list.size] ?? 0;
    const place = this.#places.get(subscriber);
    list.numbers[place] = last;
    this.#places.set(last, place);
    if (list.size > 1) return;
    this.#bySlot.set(slot, (list.numbers[0] ?? 0) + 1);
    list.numbers = new Int32Array(0);
    this.#freeLists.push(-1 - there);
  }

  /** Those of a slot; of a single one the list is used again for the next. */
  of(slot: number): SlotSubscribers {
    const there = this.#bySlot.get(slot);
    if (there < 0) return this.#list(there);
    this.#single.numbers[0] = there - 1;
    this.#single.size = Math.min(there, 1);
    return this.#single;
  }

  #list(there: number): List {
    const list = this.#lists[-1 - there];
    if (list === undefined) throw new RangeError(`subscribers: expected a known list, got ${-1 - there}`);
    return list;
  }

  #push(list: List, subscriber: number): void {
    if (list.size === list.numbers.length) {
      const grown = new Int32Array(list.size * 2);
      grown.set(list.numbers);
      list.numbers = grown;
    }
    list.numbers[list.size] = subscriber;
    this.#places.set(subscriber, list.size);
    list.size += 1;
  }
}
