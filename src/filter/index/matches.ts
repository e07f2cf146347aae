import type { BitSet } from "./bit-set.ts";
import { SlotList } from "./slot-list.ts";
import { type SlotSubscribers, type Subscribers } from "./subscribers.ts";

/**
 * The subscribers of slots as these are found. Written out, since a generator takes as long for each of them as finding
 * them does.
 */
export class Matches extends Iterator<number, undefined> implements IterableIterator<number, undefined> {
  readonly #lists: Iterator<SlotList>;
  readonly #subscribers: Subscribers;
  readonly #vetoed: BitSet;
  readonly #isCurrent: () => boolean;
  #list = new SlotList();
  /** Slots of the list that were read. */
  #read = 0;
  #numbers: SlotSubscribers = { numbers: new Int32Array(0), size: 0 };
  #place = 0;

  constructor(lists: Iterator<SlotList>, subscribers: Subscribers, vetoed: BitSet, isCurrent: () => boolean) {
    super();
    this.#lists = lists;
    this.#subscribers = subscribers;
    this.#vetoed = vetoed;
    this.#isCurrent = isCurrent;
  }

  override next(): IteratorResult<number, undefined> {
    if (!this.#isCurrent()) {
      throw new RangeError("filter index: expected no change while matches are read, got one");
    }
    for (;;) {
      if (this.#place < this.#numbers.size) {
        const subscriber = this.#numbers.numbers[this.#place++] ?? 0;
        if (this.#vetoed.size > 0 && this.#vetoed.has(subscriber)) continue;
        return { done: false, value: subscriber };
      }
      if (this.#read < this.#list.size) {
        this.#numbers = this.#subscribers.of(this.#list.slots[this.#read++] ?? 0);
        this.#place = 0;
        continue;
      }
      const next = this.#lists.next();
      if (next.done === true) return { done: true, value: undefined };
      this.#list = next.value;
      this.#read = 0;
    }
  }
}
