import { accessKeys, claimKeyOf, claimKeys, shapeBit } from "./access.ts";
import type { Claims } from "./claims.ts";
import { claimOf, hidesUnknown, isExcluded, isWithNext, type Words } from "./encoding.ts";
import { NamedRows } from "./named-rows.ts";
import { firstSlotOf, pageSlots, pageWords } from "./pages.ts";
import { type Reach, reachOf, struckOf } from "./reach.ts";
import type { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { SlotRows } from "./slot-rows.ts";
import { type WordAccess, wordAccessOf, WordRows } from "./word-rows.ts";

/** Where a filter stands. */
export interface Standing {
  /** By which of the access keys it wants something: filters of one shape share pages. */
  readonly shape: number;
  /** Claims. Where several are wanted together the first stands for all. */
  readonly wanted: ReadonlySet<number>;
  readonly excluded: ReadonlySet<number>;
  readonly words: WordAccess;
  /** Whether all of this proves less than the filter asks. */
  readonly asksMore: boolean;
  readonly takesUnknown: boolean;
}

const noBits = new Int32Array(pageWords);
const allBits = new Int32Array(pageWords).fill(-1);

/**
 * Finds filters. Each stands in the row of every value that it wants, and of every one that it excludes. Filters that want
 * something by the same keys share pages, and a page is narrowed by bits to the slots in the rows that a posting reaches.
 * What is unsaid reaches all that take what is unknown, and costs no more than what is said.
 *
 * A filter that asks for more than rows can tell is tested as a whole.
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
  readonly #asksMore = this.#rows.open();
  readonly #found = new SlotList();
  readonly #narrowed = accessKeys.map(() => new Int32Array(pageWords));
  readonly #some = new Int32Array(pageWords);
  readonly #takers = new Int32Array(pageWords);
  readonly #struck = new Int32Array(pageWords);
  readonly #more = new Int32Array(pageWords);

  constructor(filters: Records, claims: Claims) {
    this.#claims = claims;
    this.#filters = filters;
  }

  /** The same for equal filters. */
  standingOf(words: Words): Standing {
    const wanted = new Set<number>();
    const excluded = new Set<number>();
    const texts: string[][] = [];
    let shape = 0;
    let asksMore = false;
    let isTogether = false;
    for (const word of words) {
      const claim = claimOf(word);
      const kind = this.#claims.kindOf(claim);
      const key = claimKeyOf(kind);
      if (isExcluded(word)) {
        if (key === undefined) asksMore = true;
        else excluded.add(claim);
        continue;
      }
      if (key !== undefined) {
        if (isTogether) asksMore = true;
        else wanted.add(claim);
        shape |= shapeBit(key);
      } else if (kind === "text") {
        const phrase = this.#claims.valueOf(claim);
        if (isTogether) texts.at(-1)?.push(phrase);
        else texts.push([phrase]);
      } else if (kind !== "status" || this.#claims.valueOf(claim) !== "open") asksMore = true;
      isTogether = isWithNext(word);
    }
    const access = wordAccessOf(texts);
    if (texts.length > 0) shape |= shapeBit("text");
    if (access.besides.length > 0) shape |= shapeBit("besides");
    const last = words.at(-1);
    return {
      shape,
      wanted,
      excluded,
      words: access,
      asksMore: asksMore || !access.isProven,
      takesUnknown: last !== undefined && !hidesUnknown(last),
    };
  }

  add(slot: number, standing: Standing): void {
    for (const claim of standing.wanted) this.#wantedRows(claim).add(claim, slot);
    for (const claim of standing.excluded) this.#excluded.add(claim, slot);
    for (const key of standing.words.keys) this.#words.add(key, slot);
    for (const key of standing.words.besides) this.#besides.add(key, slot);
    for (const row of this.#ownRows(standing)) this.#rows.add(row, slot);
  }

  delete(slot: number, standing: Standing): void {
    for (const claim of standing.wanted) this.#wantedRows(claim).delete(claim, slot);
    for (const claim of standing.excluded) this.#excluded.delete(claim, slot);
    for (const key of standing.words.keys) this.#words.delete(key, slot);
    for (const key of standing.words.besides) this.#besides.delete(key, slot);
    for (const row of this.#ownRows(standing)) this.#rows.delete(row, slot);
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
    for (const [at, reach] of reaches.entries()) {
      const bits = this.#gather(page, reach, this.#narrowed[at] ?? new Int32Array(pageWords), end);
      if (bits === undefined) return;
      narrowed.push(bits);
    }
    const [a = noBits, b = allBits, c = allBits, ...others] = narrowed;
    const without = this.#rows.unite(page, struck, this.#struck, end) ?? noBits;
    const more = this.#rows.unite(page, [this.#asksMore], this.#more, end) ?? noBits;
    const slots = this.#found.start(pageSlots);
    const firstSlot = firstSlotOf(page);
    let count = 0;
    for (let at = 0; at < end; at++) {
      let bits = (a[at] ?? 0) & (b[at] ?? 0) & (c[at] ?? 0);
      if (bits === 0) continue;
      for (const other of others) bits &= other[at] ?? 0;
      bits &= ~(without[at] ?? 0);
      let untold = bits & (more[at] ?? 0);
      // Nobody who asks no more than that wants closed ones.
      bits = isClosed ? 0 : bits ^ untold;
      for (; bits !== 0; bits &= bits - 1) slots[count++] = firstSlot + at * 32 + 31 - Math.clz32(bits & -bits);
      for (; untold !== 0; untold &= untold - 1) {
        const slot = firstSlot + at * 32 + 31 - Math.clz32(untold & -untold);
        if (this.#filters.holds(slot)) slots[count++] = slot;
      }
    }
    this.#found.size = count;
  }

  #gather(page: number, { rows, unsure }: Reach, into: Int32Array, end: number): Int32Array | undefined {
    const sure = this.#rows.unite(page, rows, into, end);
    if (unsure.length === 0) return sure;
    const some = this.#rows.unite(page, unsure, this.#some, end);
    const takers = this.#rows.unite(page, [this.#takesUnknown], this.#takers, end);
    if (some === undefined || takers === undefined) return sure;
    for (let at = 0; at < end; at++) into[at] = (sure?.[at] ?? 0) | ((some[at] ?? 0) & (takers[at] ?? 0));
    return into;
  }

  #wantedRows(claim: number): NamedRows<number> {
    const key = claimKeyOf(this.#claims.kindOf(claim));
    const own = this.#wanted.find((each) => each.key === key);
    if (own === undefined) throw new RangeError(`filter index: expected a claim with rows, got ${claim}`);
    return own.rows;
  }

  #ownRows({ asksMore, takesUnknown }: Standing): readonly number[] {
    const rows = [this.#everyone];
    if (asksMore) rows.push(this.#asksMore);
    if (takesUnknown) rows.push(this.#takesUnknown);
    return rows;
  }
}
