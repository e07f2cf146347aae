import type { BitSet } from "./bit-set.ts";
import { SlotList } from "./slot-list.ts";
import type { Subscribers } from "./subscribers.ts";

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
  /** What stands for the subscribers of the slots that were found last, and how many of these were read. */
  #slots = noSlots;
  #read = 0;
  /** What stands for the list of the slot that was read last, and how much of it was taken; 0 where nothing is left. */
  #left = 0;
  #taken = 0;

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
    if (this.#left === 0 && this.#read === this.#slots.size) {
      const next = this.#lists.next();
      if (next.done === true) return false;
      this.#slots = next.value;
      this.#read = 0;
      // All at once, as memory is then waited for once: nothing hangs on what is there before all was asked for.
      this.#subscribers.lookUp(next.value);
    }
    const ready = this.#ready;
    const { slots, size } = this.#slots;
    let count = this.#takeLeft(0);
    while (this.#read < size && count < ready.length) {
      const own = slots[this.#read++] ?? 0;
      if (own > 0) ready[count++] = own - 1;
      else {
        this.#left = own;
        this.#taken = 0;
        count = this.#takeLeft(count);
      }
    }
    this.#at = 0;
    this.#size = this.#vetoed.size > 0 ? this.#vetoed.without(ready, count) : count;
    return true;
  }

  /** Takes what there is room for of the list that is left, and gives how many are ready then. */
  #takeLeft(ready: number): number {
    if (this.#left === 0) return ready;
    const taken = this.#subscribers.copy(this.#left, this.#taken, this.#ready, ready);
    this.#taken += taken;
    if (ready + taken < this.#ready.length) this.#left = 0;
    return ready + taken;
  }
}
