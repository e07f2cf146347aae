import type { Filter } from "../filter.ts";
import { accessKeys, AccessNumbers, isPlain } from "./access.ts";
import { BitRows, firstSlotOf, pageCount, pageSlots, pageWords } from "./bit-rows.ts";
import { BitSet } from "./bit-set.ts";
import type { Claims } from "./claims.ts";
import { dimensions } from "./dimensions.ts";
import { EntryStore } from "./entry-store.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { Tested } from "./tested.ts";
import { excludes, onlyOpen, wantedOf, withoutExcluded, withoutWanted } from "./wanted-of.ts";

/** The low bits of what an entry says are its rest, the others one more than what is open, or 0. */
const restBits = 13;
const mostRests = 1 << restBits;
const mostOpens = (1 << (31 - restBits)) - 1;
/** Of an entry whose parts have too great numbers: all of the filter is to be tested. */
const untold = -1;

/**
 * Finds filters by role, place and language, in two ways:
 *
 * - a posting that states all three has a key of every filter that it matches (`AccessNumbers`). An entry says what the key
 *   does not prove: which of the three are open or exclude something, and the rest of the filter. Both are filters themselves, few enough to be
 *   tested once each;
 * - what is unsaid is taken by nearly everybody: there rows of bits give all of those at once, and their rests are tested.
 */
export class ByValues {
  readonly #filters: Records;
  readonly #rests: Records;
  readonly #opens: Records;
  readonly #restTested: Tested;
  readonly #openTested: Tested;
  readonly #numbers = new AccessNumbers();
  readonly #entries = new EntryStore();
  readonly #rows = dimensions.map((dimension) => ({ dimension, rows: new BitRows() }));
  /** By slot: twice its rest, and one where it excludes something. */
  readonly #restOf = new IntChunks();
  readonly #seen = new BitSet();
  readonly #found = new SlotList();
  readonly #bits = new Int32Array(pageWords);
  readonly #some = new Int32Array(pageWords);

  constructor(filters: Records, claims: Claims) {
    this.#filters = filters;
    this.#rests = new Records(claims);
    this.#opens = new Records(claims);
    this.#restTested = new Tested(this.#rests);
    this.#openTested = new Tested(this.#opens);
  }

  add(slot: number, filter: Filter): void {
    const { keys, rest, open } = this.#partsOf(filter);
    const restSlot = this.#rests.add(rest);
    const openSlot = open === undefined ? 0 : this.#opens.add(open) + 1;
    const test = restSlot < mostRests && openSlot < mostOpens ? (openSlot << restBits) | restSlot : untold;
    this.#restOf.set(slot, (restSlot << 1) | (excludes(filter) ? 1 : 0));
    for (const key of keys) this.#entries.add(key, test, slot);
    for (const { dimension, rows } of this.#rows) {
      for (const name of dimension.rowsOf(filter)) rows.add(name, slot);
    }
  }

  delete(slot: number, filter: Filter): void {
    const { keys, open } = this.#partsOf(filter);
    for (const key of keys) this.#entries.delete(key, slot);
    for (const { dimension, rows } of this.#rows) {
      for (const name of dimension.rowsOf(filter)) rows.delete(name, slot);
    }
    this.#rests.release(this.#restOf.get(slot) >>> 1);
    if (open !== undefined) this.#opens.releaseEqual(open);
  }

  /** Those that match, each once. The list is used again for the next ones. */
  find(sight: Sight): Generator<SlotList> {
    this.#restTested.forget();
    this.#openTested.forget();
    const { facts, whereabouts } = sight;
    const isStated = facts.roles.length > 0 && facts.languages.length > 0 && whereabouts.isSettled;
    return isStated ? this.#findByKeys(sight) : this.#findByRows(sight);
  }

  *#findByKeys(sight: Sight): Generator<SlotList> {
    this.#seen.clear();
    for (const key of this.#numbers.for(sight)) {
      this.#scan(key);
      if (this.#found.size > 0) yield this.#found;
    }
  }

  #scan(key: number): void {
    const run = this.#entries.run(key);
    const found = this.#found.start(run?.size ?? 0);
    if (run === undefined) return;
    const { words, first, size } = run;
    let count = 0;
    for (let at = first; at < first + size * 2; at += 2) {
      const test = words[at] ?? 0;
      const slot = words[at + 1] ?? 0;
      if (test === untold) {
        if (!this.#filters.holds(slot)) continue;
      } else {
        if (!this.#restTested.holds(test & (mostRests - 1))) continue;
        const open = test >>> restBits;
        if (open !== 0 && !this.#openTested.holds(open - 1)) continue;
      }
      if (this.#seen.add(slot)) found[count++] = slot;
    }
    this.#found.size = count;
  }

  *#findByRows(sight: Sight): Generator<SlotList> {
    const reached = this.#rows.map(({ dimension, rows }) => ({ rows, names: dimension.rowsFor(sight) }));
    // Rows of countries are wider than the places that are wanted.
    const isProven = sight.whereabouts.isUnsaid;
    for (let page = 0; page < pageCount(this.#filters.size); page++) {
      this.#bits.fill(-1);
      for (const { rows, names } of reached) this.#narrow(rows.pages(names, page));
      this.#read(firstSlotOf(page), isProven);
      if (this.#found.size > 0) yield this.#found;
    }
  }

  /** Leaves the bits that one of the pages has. */
  #narrow(pages: readonly Int32Array[]): void {
    const some = this.#some;
    const bits = this.#bits;
    some.fill(0);
    for (const page of pages) {
      for (let at = 0; at < pageWords; at++) some[at] = (some[at] ?? 0) | (page[at] ?? 0);
    }
    for (let at = 0; at < pageWords; at++) bits[at] = (bits[at] ?? 0) & (some[at] ?? 0);
  }

  #read(firstSlot: number, isProven: boolean): void {
    const found = this.#found.start(pageSlots);
    let count = 0;
    for (let at = 0; at < pageWords; at++) {
      for (let bits = this.#bits[at] ?? 0; bits !== 0; bits &= bits - 1) {
        const slot = firstSlot + at * 32 + 31 - Math.clz32(bits & -bits);
        const rest = this.#restOf.get(slot);
        if (!this.#restTested.holds(rest >>> 1)) continue;
        if ((isProven && (rest & 1) === 0) || this.#filters.holds(slot)) found[count++] = slot;
      }
    }
    this.#found.size = count;
  }

  #partsOf(filter: Filter): {
    readonly keys: readonly number[];
    /** What neither keys nor rows prove, without exclusions. */
    readonly rest: Filter;
    /** What the keys leave to prove, and exclusions; undefined for nothing. */
    readonly open: Filter | undefined;
  } {
    const { keys, proven } = this.#numbers.of(filter);
    const plain = new Set(accessKeys.filter((key) => isPlain(wantedOf(filter, key))));
    const open = onlyOpen(filter, plain.difference(proven));
    return {
      keys,
      rest: withoutExcluded(withoutWanted(filter, plain)),
      open: open.clauses.length === 0 ? undefined : open,
    };
  }
}
