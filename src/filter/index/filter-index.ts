import type { Filter, TermClause } from "../filter.ts";
import type { PostingView } from "../rules/finding.ts";
import { BitSet } from "./bit-set.ts";
import { Buckets } from "./buckets.ts";
import { ByValues } from "./by-values.ts";
import { ByWords } from "./by-words.ts";
import { Claims } from "./claims.ts";
import { IntChunks } from "./int-chunks.ts";
import { Records } from "./records.ts";
import { type Sight, sightOf } from "./sight.ts";
import type { SlotList } from "./slot-list.ts";
import { Matches } from "./matches.ts";
import { Subscribers } from "./subscribers.ts";

/**
 * Who wants a posting, among many. Subscribers are numbers from zero on, as dense as may be. The answers are those of
 * `evaluate`.
 */
export class FilterIndex {
  readonly #claims = new Claims();
  readonly #filters = new Records(this.#claims);
  readonly #byWords = new ByWords(this.#claims);
  readonly #byValues = new ByValues(this.#filters, this.#claims);
  readonly #subscribers = new Subscribers();
  /** By subscriber: the slot of its filter and one. */
  readonly #slots = new IntChunks();
  /**
   * Companies that subscribers exclude. They are kept beside the filters, since what many want would be a filter of its own
   * for each of them but for these.
   */
  readonly #vetoes = new Records(this.#claims);
  /** By subscriber: the slot of its veto and one. */
  readonly #vetoSlots = new IntChunks();
  /** By the claim of a veto: the subscribers. */
  readonly #vetoers = new Buckets<number>();
  readonly #vetoed = new BitSet();
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
    if (this.#filters.isUsedOnce(slot) && !this.#byWords.add(slot, wanted)) this.#byValues.add(slot, wanted);
    this.#subscribers.add(slot, subscriber);
    this.#slots.set(subscriber, slot + 1);
    this.#count += 1;
    if (veto === undefined) return;
    const vetoSlot = this.#vetoes.add(veto);
    this.#vetoSlots.set(subscriber, vetoSlot + 1);
    for (const claim of this.#vetoClaims(vetoSlot)) this.#vetoers.add(claim, subscriber);
  }

  /** Whether there was one. */
  delete(subscriber: number): boolean {
    this.#turn += 1;
    const slot = this.#slots.get(subscriber) - 1;
    if (slot < 0) return false;
    this.#slots.set(subscriber, 0);
    this.#count -= 1;
    this.#subscribers.delete(slot, subscriber);
    if (this.#filters.isUsedOnce(slot)) {
      const filter = this.#filters.filterOf(slot);
      if (!this.#byWords.delete(slot, filter)) this.#byValues.delete(slot, filter);
    }
    this.#filters.release(slot);
    const vetoSlot = this.#vetoSlots.get(subscriber) - 1;
    if (vetoSlot < 0) return true;
    this.#vetoSlots.set(subscriber, 0);
    for (const claim of this.#vetoClaims(vetoSlot)) this.#vetoers.delete(claim, subscriber);
    this.#vetoes.release(vetoSlot);
    return true;
  }

  /**
   * The subscribers whose filters match, each once and in no order. They are found as they are asked for: one list of all
   * is never made.
   *
   * @param now Milliseconds since the epoch, for the age of the posting.
   * @throws RangeError when it goes on after the index has changed or looked at another posting.
   */
  matches(posting: PostingView, now: number): IterableIterator<number, undefined> {
    const turn = ++this.#turn;
    const sight = sightOf(posting, now);
    this.#claims.lookAt(sight);
    this.#gatherVetoed(sight);
    return new Matches(this.#slotsFor(sight), this.#subscribers, this.#vetoed, () => this.#turn === turn);
  }

  *#slotsFor(sight: Sight): Generator<SlotList> {
    yield* this.#byWords.find(sight);
    yield* this.#byValues.find(sight);
  }

  #gatherVetoed({ companies }: Sight): void {
    this.#vetoed.clear();
    for (const company of companies ?? []) {
      const claim = this.#claims.find("company", company);
      if (claim === undefined) continue;
      for (const subscriber of this.#vetoers.of(claim)) this.#vetoed.add(subscriber);
    }
  }

  /** Without the one of its status, which all vetoes have. */
  #vetoClaims(vetoSlot: number): readonly number[] {
    return this.#vetoes.claimsOf(vetoSlot).slice(0, -1);
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
