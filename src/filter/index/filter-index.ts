import type { Filter, TermClause } from "../filter.ts";
import type { PostingView } from "../rules/finding.ts";
import { BitRows, firstSlotOf, pageCount, pageWords } from "./bit-rows.ts";
import { Buckets } from "./buckets.ts";
import { Claims } from "./claims.ts";
import { dimensions } from "./dimensions.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import { type Sight, sightOf } from "./sight.ts";
import { Subscribers } from "./subscribers.ts";
import { wordKeysFor, wordKeysOf } from "./word-keys.ts";

/**
 * Who wants a posting, among many. Subscribers are numbers from zero on, as dense as may be. The answers are those of
 * `evaluate`.
 */
export class FilterIndex {
  readonly #claims = new Claims();
  readonly #filters = new Records(this.#claims);
  /**
   * Companies that subscribers exclude. They are kept beside the filters, since what many want would be a filter of its own
   * for each of them but for these.
   */
  readonly #vetoes = new Records(this.#claims);
  readonly #subscribers = new Subscribers();
  readonly #rows = dimensions.map((dimension) => ({ dimension, rows: new BitRows() }));
  readonly #buckets = new Buckets();
  /** By subscriber: the slot of its filter and one. */
  readonly #slots = new IntChunks();
  /** By subscriber: the slot of its veto and one. */
  readonly #vetoSlots = new IntChunks();
  /** By slot: which word keys it has; those of a filter depend on what others there were when it came. */
  readonly #wordKeys = new Map<number, readonly string[]>();
  #count = 0;
  #turn = 0;

  /** How many of each are held: filters that differ, and things that they claim. */
  get size(): { readonly subscribers: number; readonly filters: number; readonly claims: number } {
    return { subscribers: this.#count, filters: this.#filters.used, claims: this.#claims.size };
  }

  /** Sets what a subscriber wants. @param filter In canonical form, with the defaults that hold for it. */
  set(subscriber: number, filter: Filter): void {
    this.delete(subscriber);
    const { wanted, veto } = withoutVeto(filter);
    const slot = this.#filters.add(wanted);
    if (this.#filters.isUsedOnce(slot)) this.#enter(slot, wanted);
    this.#subscribers.add(slot, subscriber);
    this.#count += 1;
    this.#slots.set(subscriber, slot + 1);
    this.#vetoSlots.set(subscriber, veto === undefined ? 0 : this.#vetoes.add(veto) + 1);
  }

  delete(subscriber: number): boolean {
    this.#turn += 1;
    const slot = this.#slots.get(subscriber) - 1;
    if (slot < 0) return false;
    this.#slots.set(subscriber, 0);
    this.#count -= 1;
    this.#subscribers.delete(slot, subscriber);
    const veto = this.#vetoSlots.get(subscriber) - 1;
    if (veto >= 0) this.#vetoes.release(veto);
    if (this.#filters.isUsedOnce(slot)) this.#leave(slot);
    this.#filters.release(slot);
    return true;
  }

  /**
   * The subscribers whose filters match, each once and in no order.
   *
   * @param now Milliseconds since the epoch, for the age of the posting.
   * @throws RangeError when it goes on after the index has changed or looked at another posting.
   */
  *matches(posting: PostingView, now: number): Generator<number, void, undefined> {
    const turn = ++this.#turn;
    const sight = sightOf(posting, now);
    this.#claims.lookAt(sight);
    for (const slot of this.#candidates(sight)) {
      if (!this.#filters.holds(slot)) continue;
      const count = this.#subscribers.count(slot);
      for (let place = 0; place < count; place++) {
        const subscriber = this.#subscribers.at(slot, place);
        const veto = this.#vetoSlots.get(subscriber) - 1;
        if (veto >= 0 && !this.#vetoes.holds(veto)) continue;
        yield subscriber;
        if (this.#turn !== turn) {
          throw new RangeError("filter index: expected no change while matches are read, got one");
        }
      }
    }
  }

  *#candidates(sight: Sight): Generator<number> {
    const seen = new Set<number>();
    for (const key of wordKeysFor(sight)) {
      for (const slot of this.#buckets.slots(key)) {
        if (seen.has(slot)) continue;
        seen.add(slot);
        yield slot;
      }
    }
    const reached = this.#rows.flatMap(({ dimension, rows }) => {
      const names = dimension.rowsFor(sight);
      return names === undefined ? [] : [{ rows, names }];
    });
    const found = new Int32Array(pageWords);
    const some = new Int32Array(pageWords);
    for (let page = 0; page < pageCount(this.#filters.size); page++) {
      found.fill(-1);
      for (const { rows, names } of reached) {
        some.fill(0);
        for (const words of rows.pages(names, page)) {
          for (let at = 0; at < pageWords; at++) some[at]! |= words[at]!;
        }
        for (let at = 0; at < pageWords; at++) found[at]! &= some[at]!;
      }
      for (let at = 0; at < pageWords; at++) {
        for (let bits = found[at]!; bits !== 0; bits &= bits - 1) {
          yield firstSlotOf(page) + at * 32 + 31 - Math.clz32(bits & -bits);
        }
      }
    }
  }

  #enter(slot: number, filter: Filter): void {
    const keys = wordKeysOf(filter, (key) => this.#buckets.count(key));
    if (keys === undefined) {
      for (const { dimension, rows } of this.#rows) {
        for (const name of dimension.rowsOf(filter)) rows.add(name, slot);
      }
      return;
    }
    this.#wordKeys.set(slot, keys);
    for (const key of keys) this.#buckets.add(key, slot);
  }

  #leave(slot: number): void {
    for (const { rows } of this.#rows) rows.clear(slot);
    for (const key of this.#wordKeys.get(slot) ?? []) this.#buckets.delete(key, slot);
    this.#wordKeys.delete(slot);
  }
}

/** A filter without the companies that it excludes, and those. */
function withoutVeto(filter: Filter): { readonly wanted: Filter; readonly veto: Filter | undefined } {
  const company = filter.clauses.find((clause): clause is TermClause => clause.key === "company");
  if (company === undefined || company.none.length === 0) return { wanted: filter, veto: undefined };
  const others = filter.clauses.flatMap((clause) => {
    if (clause !== company) return [clause];
    return company.any.length === 0 ? [] : [{ ...company, none: [] }];
  });
  return {
    wanted: { ...filter, clauses: others },
    veto: { clauses: [{ ...company, any: [] }], status: "any", unknown: "show" },
  };
}
