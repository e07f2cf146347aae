import type { BitSet } from "./bit-set.ts";
import type { NumberList } from "./number-lists.ts";
import { SlotList } from "./slot-list.ts";
import type { Subscribers } from "./subscribers.ts";

const noList: NumberList = { numbers: new Int32Array(0), first: 0, size: 0 };
const noSlots = new SlotList();

/** Counts the changes of an index, and the postings that it looked at. */
export interface Turns {
  readonly count: number;
}

/**
 * The subscribers of slots as these are found. Written out, since a generator takes as long for each of them as finding
 * them does.
 */
export class Matches extends Iterator<number, undefined> implements IterableIterator<number, undefined> {
  readonly #lists: Iterator<SlotList>;
  readonly #subscribers: Subscribers;
  readonly #vetoed: BitSet;
  readonly #turns: Turns;
  readonly #turn: number;
  /** Subscribers that are next, as many as there is room for at most. */
  readonly #ready: Int32Array;
  #size = 0;
  #at = 0;
  #slots = noSlots;
  /** Slots of the list that were read. */
  #read = 0;
  /** What is left of the subscribers of the slot that was read last. */
  #left = noList;

  /** @param ready An array to work in, until the next change of the index. */
  constructor(lists: Iterator<SlotList>, subscribers: Subscribers, vetoed: BitSet, ready: Int32Array, turns: Turns) {
    super();
    this.#lists = lists;
    this.#subscribers = subscribers;
    this.#vetoed = vetoed;
    this.#ready = ready;
    this.#turns = turns;
    this.#turn = turns.count;
  }

  override next(): IteratorResult<number, undefined> {
    if (this.#turns.count !== this.#turn) {
      throw new RangeError("filter index: expected no change while matches are read, got one");
    }
    while (this.#at === this.#size) {
      if (!this.#fill()) return { done: true, value: undefined };
    }
    return { done: false, value: this.#ready[this.#at++] ?? 0 };
  }

  /** False at the end. */
  #fill(): boolean {
    if (this.#left.size === 0 && this.#read === this.#slots.size) {
      const next = this.#lists.next();
      if (next.done === true) return false;
      this.#slots = next.value;
      this.#read = 0;
    }
    this.#at = 0;
    this.#size = 0;
    this.#takeLeft();
    this.#takeSlots();
    if (this.#vetoed.size > 0) this.#size = this.#vetoed.without(this.#ready, this.#size);
    return true;
  }

  #takeSlots(): void {
    const ready = this.#ready;
    const { slots, size } = this.#slots;
    const subscribers = this.#subscribers;
    let count = this.#size;
    let read = this.#read;
    while (read < size && count < ready.length) {
      const own = subscribers.of(slots[read++] ?? 0);
      if (own > 0) ready[count++] = own - 1;
      else {
        this.#size = count;
        this.#left = subscribers.list(own);
        this.#takeLeft();
        count = this.#size;
      }
    }
    this.#read = read;
    this.#size = count;
  }

  #takeLeft(): void {
    const { numbers, first, size } = this.#left;
    const ready = this.#ready;
    const count = Math.min(size, ready.length - this.#size);
    for (let at = 0; at < count; at++) ready[this.#size + at] = numbers[first + at] ?? 0;
    this.#size += count;
    this.#left = count === size ? noList : { numbers, first: first + count, size: size - count };
  }
}
