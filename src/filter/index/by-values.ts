import { accessKeys, type AccessKey, hasKey, shapeCount } from "./access.ts";
import { ClaimRows } from "./claim-rows.ts";
import type { ClaimKind, Claims } from "./claims.ts";
import { claimOf, hidesUnknown, isExcluded, isWithNext, type Words } from "./encoding.ts";
import { IntChunks } from "./int-chunks.ts";
import { firstSlotOf, pageSlots, pageWords } from "./pages.ts";
import { Records } from "./records.ts";
import type { Sight } from "./sight.ts";
import { SlotList } from "./slot-list.ts";
import { SlotRows } from "./slot-rows.ts";
import { Tested } from "./tested.ts";
import { passes, isUnsure } from "./truth.ts";

/** The rows by which a posting reaches filters that want something by one key. */
interface Reach {
  readonly rows: readonly number[];
  /** Rows that reach only filters which take what is unknown. */
  readonly unsure: readonly number[];
}

/**
 * Finds filters by role, place and language. A filter stands in the row of every value that it wants, and of every one that
 * it excludes; a page of slots is narrowed to those of the rows that a posting reaches, by bits. What is unsaid reaches
 * all that take what is unknown, and costs no more than what is said.
 *
 * What a filter asks besides is its rest: there are few that differ, each of which is tested once.
 */
export class ByValues {
  readonly #claims: Claims;
  readonly #filters: Records;
  readonly #rests: Records;
  readonly #tested: Tested;
  readonly #rows = new SlotRows();
  readonly #wanted: Readonly<Record<AccessKey, ClaimRows>> = this.#claimRows();
  readonly #excluded: Readonly<Record<AccessKey, ClaimRows>> = this.#claimRows();
  readonly #everyone = this.#rows.open();
  readonly #takesUnknown = this.#rows.open();
  /** By slot: twice its rest, and one where its rows do not prove what it wants. */
  readonly #restOf = new IntChunks();
  readonly #found = new SlotList();
  readonly #narrowed = accessKeys.map(() => new Int32Array(pageWords));
  readonly #some = new Int32Array(pageWords);
  readonly #takers = new Int32Array(pageWords);
  readonly #struck = new Int32Array(pageWords);

  constructor(filters: Records, claims: Claims) {
    this.#claims = claims;
    this.#filters = filters;
    this.#rests = new Records(claims);
    this.#tested = new Tested(this.#rests);
  }

  add(slot: number, words: Words): void {
    const { wanted, excluded, rest, isRough } = this.#partsOf(words);
    this.#restOf.set(slot, (this.#rests.add(rest) << 1) | (isRough ? 1 : 0));
    for (const claim of wanted) this.#rowsWith(claim, this.#wanted)?.add(claim, slot);
    for (const claim of excluded) this.#rowsWith(claim, this.#excluded)?.add(claim, slot);
    this.#rows.add(this.#everyone, slot);
    if (takesUnknown(words)) this.#rows.add(this.#takesUnknown, slot);
  }

  delete(slot: number, words: Words): void {
    const { wanted, excluded } = this.#partsOf(words);
    this.#rests.release(this.#restOf.get(slot) >>> 1);
    for (const claim of wanted) this.#rowsWith(claim, this.#wanted)?.delete(claim, slot);
    for (const claim of excluded) this.#rowsWith(claim, this.#excluded)?.delete(claim, slot);
    this.#rows.delete(this.#everyone, slot);
    if (takesUnknown(words)) this.#rows.delete(this.#takesUnknown, slot);
  }

  /** Those that match, each once. The list is used again for the next ones. */
  *find(sight: Sight): Generator<SlotList> {
    this.#tested.forget();
    const { facts, whereabouts } = sight;
    const reaches: Readonly<Record<AccessKey, Reach>> = {
      role: this.#reachOf("role", facts.roles),
      location: this.#reachOfPlaces(sight),
      lang: this.#reachOf("lang", facts.languages),
    };
    const struck = [
      ...this.#rowsOf(this.#excluded.role, "role", facts.roles),
      ...this.#rowsOf(this.#excluded.location, "not-location", whereabouts.within),
      ...this.#rowsOf(this.#excluded.lang, "lang", facts.languages),
    ];
    for (let shape = 0; shape < shapeCount; shape++) {
      const keys = accessKeys.filter((key) => hasKey(shape, key));
      const own = keys.length === 0 ? [{ rows: [this.#everyone], unsure: [] }] : keys.map((key) => reaches[key]);
      if (own.some(({ rows, unsure }) => rows.length + unsure.length === 0)) continue;
      for (const page of this.#filters.pagesOf(shape)) {
        if (!this.#narrow(page, own, struck)) continue;
        this.#read(page);
        if (this.#found.size > 0) yield this.#found;
      }
    }
  }

  /** Takes down the slots of a page that all reach and none strikes; false where there are none. */
  #narrow(page: number, reaches: readonly Reach[], struck: readonly number[]): boolean {
    const narrowed: Int32Array[] = [];
    for (const [at, reach] of reaches.entries()) {
      const bits = this.#gather(page, reach, this.#narrowed[at] ?? new Int32Array(pageWords));
      if (bits === undefined) return false;
      narrowed.push(bits);
    }
    const [a = noBits, b = allBits, c = allBits] = narrowed;
    const without = this.#rows.unite(page, struck, this.#struck) ?? noBits;
    const slots = this.#found.start(pageSlots);
    const firstSlot = firstSlotOf(page);
    let count = 0;
    for (let at = 0; at < pageWords; at++) {
      let bits = (a[at] ?? 0) & (b[at] ?? 0) & (c[at] ?? 0) & ~(without[at] ?? 0);
      while (bits !== 0) {
        slots[count++] = firstSlot + at * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
      }
    }
    this.#found.size = count;
    return count > 0;
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

  /** Leaves those that were found whose rest holds. */
  #read(page: number): void {
    const found = this.#found;
    const { slots, size } = found;
    const rests = this.#restOf.page(page);
    let count = 0;
    for (let at = 0; at < size; at++) {
      const slot = slots[at] ?? 0;
      const rest = rests[slot & (pageSlots - 1)] ?? 0;
      slots[count] = slot;
      count += this.#tested.of(rest >>> 1) & ((rest & 1) === 0 || this.#filters.holds(slot) ? 1 : 0);
    }
    found.size = count;
  }

  #reachOf(key: "role" | "lang", values: readonly string[]): Reach {
    const rows = values.length === 0 ? [this.#takesUnknown] : this.#rowsOf(this.#wanted[key], key, values);
    return { rows, unsure: [] };
  }

  #reachOfPlaces({ whereabouts }: Sight): Reach {
    const wanted = this.#wanted.location;
    if (whereabouts.isUnsaid) return { rows: [this.#takesUnknown], unsure: [] };
    if (whereabouts.isSettled) return { rows: this.#rowsOf(wanted, "location", whereabouts.within), unsure: [] };
    const sure: number[] = [];
    const unsure: number[] = [];
    let count = 0;
    for (const claim of wanted.claims()) {
      const truth = this.#claims.truth(claim);
      count += 1;
      if (truth === passes) sure.push(claim);
      else if (truth === isUnsure) unsure.push(claim);
    }
    // Where no place fails it need not be looked at which ones a filter wants.
    const isNowhereElse = sure.length + unsure.length === count;
    return {
      rows: sure.length === count ? [this.#everyone] : wanted.of(sure),
      unsure: isNowhereElse && unsure.length > 0 ? [this.#everyone] : wanted.of(unsure),
    };
  }

  #rowsOf(rows: ClaimRows, kind: ClaimKind, values: Iterable<string>): readonly number[] {
    return rows.of([...values].map((value) => this.#claims.find(kind, value)));
  }

  #rowsWith(claim: number, rows: Readonly<Record<AccessKey, ClaimRows>>): ClaimRows | undefined {
    const key = accessKeyOf(this.#claims.kindOf(claim));
    return key === undefined ? undefined : rows[key];
  }

  #claimRows(): Record<AccessKey, ClaimRows> {
    return { role: new ClaimRows(this.#rows), location: new ClaimRows(this.#rows), lang: new ClaimRows(this.#rows) };
  }

  #partsOf(words: Words): {
    readonly wanted: ReadonlySet<number>;
    readonly excluded: ReadonlySet<number>;
    /** What no rows prove. */
    readonly rest: Words;
    /** Whether rows prove less than what is wanted. */
    readonly isRough: boolean;
  } {
    const wanted = new Set<number>();
    const excluded = new Set<number>();
    const rest: number[] = [];
    let isRough = false;
    let isTogether = false;
    for (const word of words) {
      const claim = claimOf(word);
      if (accessKeyOf(this.#claims.kindOf(claim)) === undefined) rest.push(word);
      else if (isExcluded(word)) excluded.add(claim);
      else {
        // Of several together any one has to hold: the first stands for all.
        if (isTogether) isRough = true;
        else wanted.add(claim);
        isTogether = isWithNext(word);
      }
    }
    return { wanted, excluded, rest, isRough };
  }
}

const noBits = new Int32Array(pageWords);
const allBits = new Int32Array(pageWords).fill(-1);

function accessKeyOf(kind: ClaimKind): AccessKey | undefined {
  return kind === "role" || kind === "location" || kind === "lang"
    ? kind
    : kind === "not-location"
      ? "location"
      : undefined;
}

/** The last word says for all of the filter what becomes of what is unknown. */
function takesUnknown(words: Words): boolean {
  const last = words.at(-1);
  return last !== undefined && !hidesUnknown(last);
}
