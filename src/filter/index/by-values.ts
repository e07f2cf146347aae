import { type AccessKey, accessKeyOf, accessKeys, forAccessKeys } from "./access.ts";
import { ClaimRows } from "./claim-rows.ts";
import type { Claims } from "./claims.ts";
import { claimOf, hidesUnknown, isExcluded, isWithNext, type Words } from "./encoding.ts";
import { firstSlotOf, pageSlots, pageWords } from "./pages.ts";
import { type Reach, reachesOf, struckOf } from "./reach.ts";
import type { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { SlotRows } from "./slot-rows.ts";

const noBits = new Int32Array(pageWords);
const allBits = new Int32Array(pageWords).fill(-1);

/**
 * Finds filters by role, place and the like. A filter stands in the row of every value that it wants, and of every one that
 * it excludes; filters that want something by the same keys share pages, and a page is narrowed by bits to the slots in the
 * rows that a posting reaches. What is unsaid reaches all that take what is unknown, and costs no more than what is said.
 *
 * A filter that asks for more than rows can tell is tested as a whole.
 */
export class ByValues {
  readonly #claims: Claims;
  readonly #filters: Records;
  readonly #rows = new SlotRows();
  readonly #wanted = forAccessKeys(() => new ClaimRows(this.#rows));
  readonly #excluded = forAccessKeys(() => new ClaimRows(this.#rows));
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

  /** By which of the access keys a filter wants something, a bit for each: the group of its slot. */
  shapeOf(words: Words): number {
    let shape = 0;
    for (const word of words) {
      const key = accessKeyOf(this.#claims.kindOf(claimOf(word)));
      if (key !== undefined && !isExcluded(word)) shape |= 1 << accessKeys.indexOf(key);
    }
    return shape;
  }

  add(slot: number, words: Words): void {
    const { wanted, excluded, asksMore } = this.#partsOf(words);
    for (const claim of wanted) this.#wanted[this.#keyOf(claim)].add(claim, slot);
    for (const claim of excluded) this.#excluded[this.#keyOf(claim)].add(claim, slot);
    this.#rows.add(this.#everyone, slot);
    if (asksMore) this.#rows.add(this.#asksMore, slot);
    if (takesUnknown(words)) this.#rows.add(this.#takesUnknown, slot);
  }

  delete(slot: number, words: Words): void {
    const { wanted, excluded, asksMore } = this.#partsOf(words);
    for (const claim of wanted) this.#wanted[this.#keyOf(claim)].delete(claim, slot);
    for (const claim of excluded) this.#excluded[this.#keyOf(claim)].delete(claim, slot);
    this.#rows.delete(this.#everyone, slot);
    if (asksMore) this.#rows.delete(this.#asksMore, slot);
    if (takesUnknown(words)) this.#rows.delete(this.#takesUnknown, slot);
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    const reaches = reachesOf(sight, this.#claims, this.#wanted, this.#everyone);
    const struck = struckOf(sight, this.#claims, this.#excluded);
    const all: Reach = { rows: [this.#everyone], unsure: [] };
    for (let shape = 0; shape < 1 << accessKeys.length; shape++) {
      const pages = this.#filters.pagesOf(shape);
      if (pages.length === 0) continue;
      const own = shape === 0 ? [all] : accessKeys.flatMap((key, at) => ((shape >>> at) & 1 ? reaches[key] : []));
      if (own.some(({ rows, unsure }) => rows.length + unsure.length === 0)) continue;
      for (const page of pages) {
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
      const bits = this.#gather(page, reach, this.#narrowed[at] ?? new Int32Array(pageWords));
      if (bits === undefined) return;
      narrowed.push(bits);
    }
    const [a = noBits, b = allBits, c = allBits, ...others] = narrowed;
    const without = this.#rows.unite(page, struck, this.#struck) ?? noBits;
    const more = this.#rows.unite(page, [this.#asksMore], this.#more) ?? noBits;
    const slots = this.#found.start(pageSlots);
    const firstSlot = firstSlotOf(page);
    let count = 0;
    for (let at = 0; at < end; at++) {
      let bits = (a[at] ?? 0) & (b[at] ?? 0) & (c[at] ?? 0);
      if (bits === 0) continue;
      for (const other of others) bits &= other[at] ?? 0;
      bits &= ~(without[at] ?? 0);
      let untold = bits & (more[at] ?? 0);
      // Nobody who says no more asks for closed ones.
      bits = isClosed ? 0 : bits ^ untold;
      for (; bits !== 0; bits &= bits - 1) slots[count++] = firstSlot + at * 32 + 31 - Math.clz32(bits & -bits);
      for (; untold !== 0; untold &= untold - 1) {
        const slot = firstSlot + at * 32 + 31 - Math.clz32(untold & -untold);
        if (this.#filters.holds(slot)) slots[count++] = slot;
      }
    }
    this.#found.size = count;
  }

  #gather(page: number, { rows, unsure }: Reach, into: Int32Array): Int32Array | undefined {
    const sure = this.#rows.unite(page, rows, into);
    if (unsure.length === 0) return sure;
    const some = this.#rows.unite(page, unsure, this.#some);
    const takers = this.#rows.unite(page, [this.#takesUnknown], this.#takers);
    if (some === undefined || takers === undefined) return sure;
    for (let at = 0; at < pageWords; at++) into[at] = (sure?.[at] ?? 0) | ((some[at] ?? 0) & (takers[at] ?? 0));
    return into;
  }

  #keyOf(claim: number): AccessKey {
    const key = accessKeyOf(this.#claims.kindOf(claim));
    if (key === undefined) throw new RangeError(`filter index: expected a claim with rows, got ${claim}`);
    return key;
  }

  #partsOf(words: Words): {
    readonly wanted: ReadonlySet<number>;
    readonly excluded: ReadonlySet<number>;
    /** Whether rows prove less than all of the filter. */
    readonly asksMore: boolean;
  } {
    const wanted = new Set<number>();
    const excluded = new Set<number>();
    let asksMore = false;
    let isTogether = false;
    for (const word of words) {
      const claim = claimOf(word);
      if (accessKeyOf(this.#claims.kindOf(claim)) === undefined) {
        asksMore ||= !asksOpen(this.#claims, claim);
      } else if (isExcluded(word)) excluded.add(claim);
      else {
        // Of several together any one has to hold: the first stands for all.
        if (isTogether) asksMore = true;
        else wanted.add(claim);
        isTogether = isWithNext(word);
      }
    }
    return { wanted, excluded, asksMore };
  }
}

/** The last word says for all of the filter what becomes of what is unknown. */
function takesUnknown(words: Words): boolean {
  const last = words.at(-1);
  return last !== undefined && !hidesUnknown(last);
}

/** Whether a claim is what every filter says that says nothing else. */
function asksOpen(claims: Claims, claim: number): boolean {
  const source = claims.sourceOf(claim);
  return "status" in source && source.status === "open";
}
