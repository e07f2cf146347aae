import { accessKeys, claimKeyOf, claimKeys } from "./access.ts";
import type { Claims } from "./claims.ts";
import { IntChunks } from "./int-chunks.ts";
import { NamedRows } from "./named-rows.ts";
import { firstSlotOf, pageSlots, pageWords } from "./pages.ts";
import { type Reach, reachOf, struckOf } from "./reach.ts";
import { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { SlotRows } from "./slot-rows.ts";
import type { Standing } from "./standing.ts";
import { Tested } from "./tested.ts";
import { WordRows } from "./word-rows.ts";

const noBits = new Int32Array(pageWords);
const allBits = new Int32Array(pageWords).fill(-1);

/**
 * Finds filters. Each stands in the row of every value that it wants, and of every one that it excludes. Filters that want
 * something by the same keys share pages, and a page is narrowed by bits to the slots in the rows that a posting reaches.
 * What is unsaid reaches all that take what is unknown, and costs no more than what is said.
 *
 * What rows cannot tell of a filter is its rest: there are few that differ, each of which is tested once.
 */
export class Finder {
  readonly #claims: Claims;
  readonly #filters: Records;
  readonly #rows = new SlotRows();
  readonly #wanted = claimKeys.map((key) => ({ key, rows: new NamedRows<number>(this.#rows) }));
  readonly #excluded = new NamedRows<number>(this.#rows);
  readonly #words = new WordRows(this.#rows);
  readonly #besides = new WordRows(this.#rows);
  readonly #everyone = this.#rows.open();
  readonly #takesUnknown = this.#rows.open();
  readonly #hasRest = this.#rows.open();
  readonly #restRows = [this.#hasRest];
  readonly #takerRows = [this.#takesUnknown];
  readonly #rests: Records;
  readonly #tested: Tested;
  /** By slot, of those that have one. */
  readonly #restOf = new IntChunks();
  readonly #found = new SlotList();
  /** Slots that reach and have a rest. */
  readonly #untold = new Int32Array(pageSlots);
  readonly #narrowed = accessKeys.map(() => new Int32Array(pageWords));
  readonly #some = new Int32Array(pageWords);
  readonly #takers = new Int32Array(pageWords);
  readonly #struck = new Int32Array(pageWords);
  readonly #withRest = new Int32Array(pageWords);

  constructor(filters: Records, claims: Claims) {
    this.#claims = claims;
    this.#filters = filters;
    this.#rests = new Records(claims);
    this.#tested = new Tested(this.#rests);
  }

  add(slot: number, standing: Standing): void {
    for (const claim of standing.wanted) this.#wantedRows(claim).add(claim, slot);
    for (const claim of standing.excluded) this.#excluded.add(claim, slot);
    for (const key of standing.words.keys) this.#words.add(key, slot);
    for (const key of standing.words.besides) this.#besides.add(key, slot);
    for (const row of this.#ownRows(standing)) this.#rows.add(row, slot);
    if (standing.rest !== undefined) this.#restOf.set(slot, this.#rests.add(standing.rest));
  }

  delete(slot: number, standing: Standing): void {
    for (const claim of standing.wanted) this.#wantedRows(claim).delete(claim, slot);
    for (const claim of standing.excluded) this.#excluded.delete(claim, slot);
    for (const key of standing.words.keys) this.#words.delete(key, slot);
    for (const key of standing.words.besides) this.#besides.delete(key, slot);
    for (const row of this.#ownRows(standing)) this.#rows.delete(row, slot);
    if (standing.rest !== undefined) this.#rests.release(this.#restOf.get(slot));
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    const everyone: Reach = { rows: [this.#everyone], unsure: [] };
    const reaches = [
      ...this.#wanted.map(({ key, rows }) => reachOf(key, sight, this.#claims, rows, this.#everyone)),
      { rows: this.#words.for(sight), unsure: [] },
      { rows: this.#besides.for(sight), unsure: [] },
    ];
    const struck = struckOf(sight, this.#claims, this.#excluded);
    this.#tested.forget();
    for (const shape of this.#filters.groups()) {
      const own = shape === 0 ? [everyone] : reaches.filter((_, at) => ((shape >>> at) & 1) === 1);
      if (own.some(({ rows, unsure }) => rows.length + unsure.length === 0)) continue;
      for (const page of this.#filters.pagesOf(shape)) {
        this.#found.size = 0;
        this.#findIn(page, own, struck, sight.isClosed);
        if (this.#found.size > 0) yield this.#found;
      }
    }
  }

  /** Takes down the slots of a page that all reach and none strikes. */
  #findIn(page: number, reaches: readonly Reach[], struck: readonly number[], isClosed: boolean): void {
    const end = this.#filters.wordsIn(page);
    const narrowed: Int32Array[] = [];
    for (const reach of reaches) {
      const bits = this.#gather(page, reach, this.#scratch(narrowed.length), end);
      if (bits === undefined) return;
      narrowed.push(bits);
    }
    const [a = noBits, b = allBits, ...others] = narrowed;
    const c = others.length < 2 ? (others[0] ?? allBits) : intersection(others, this.#scratch(2), end);
    const without = this.#rows.unite(page, struck, this.#struck, end) ?? noBits;
    const withRest = this.#rows.unite(page, this.#restRows, this.#withRest, end) ?? noBits;
    const slots = this.#found.start(pageSlots);
    const firstSlot = firstSlotOf(page);
    const untold = this.#untold;
    let count = 0;
    let untoldCount = 0;
    for (let at = 0; at < end; at++) {
      let bits = (a[at] ?? 0) & (b[at] ?? 0) & (c[at] ?? 0);
      if (bits === 0) continue;
      bits &= ~(without[at] ?? 0);
      let rests = bits & (withRest[at] ?? 0);
      // Nobody without a rest wants closed ones.
      bits = isClosed ? 0 : bits ^ rests;
      for (; bits !== 0; bits &= bits - 1) slots[count++] = firstSlot + at * 32 + 31 - Math.clz32(bits & -bits);
      for (; rests !== 0; rests &= rests - 1) {
        untold[untoldCount++] = firstSlot + at * 32 + 31 - Math.clz32(rests & -rests);
      }
    }
    // Apart, and without a branch: what lies far away in memory is then waited for together.
    for (let at = 0; at < untoldCount; at++) {
      const slot = untold[at] ?? 0;
      slots[count] = slot;
      count += this.#tested.of(this.#restOf.get(slot));
    }
    this.#found.size = count;
  }

  #gather(page: number, { rows, unsure }: Reach, into: Int32Array, end: number): Int32Array | undefined {
    const sure = this.#rows.unite(page, rows, into, end);
    if (unsure.length === 0) return sure;
    const some = this.#rows.unite(page, unsure, this.#some, end);
    const takers = this.#rows.unite(page, this.#takerRows, this.#takers, end);
    if (some === undefined || takers === undefined) return sure;
    for (let at = 0; at < end; at++) into[at] = (sure?.[at] ?? 0) | ((some[at] ?? 0) & (takers[at] ?? 0));
    return into;
  }

  /** Bits to work in, one page for each key. */
  #scratch(number: number): Int32Array {
    const scratch = this.#narrowed[number];
    if (scratch === undefined) throw new RangeError(`finder: expected at most ${this.#narrowed.length} keys, got more`);
    return scratch;
  }

  #wantedRows(claim: number): NamedRows<number> {
    const key = claimKeyOf(this.#claims.kindOf(claim));
    const own = this.#wanted.find((each) => each.key === key);
    if (own === undefined) throw new RangeError(`filter index: expected a claim with rows, got ${claim}`);
    return own.rows;
  }

  #ownRows({ rest, takesUnknown }: Standing): readonly number[] {
    const rows = [this.#everyone];
    if (rest !== undefined) rows.push(this.#hasRest);
    if (takesUnknown) rows.push(this.#takesUnknown);
    return rows;
  }
}

/** @param into May be the first of them. */
function intersection(pages: readonly Int32Array[], into: Int32Array, end: number): Int32Array {
  const [first = allBits, ...others] = pages;
  if (first !== into) into.set(first);
  for (const other of others) {
    for (let at = 0; at < end; at++) into[at] = (into[at] ?? 0) & (other[at] ?? 0);
  }
  return into;
}
