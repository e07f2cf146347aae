import type { TermKey } from "../filter.ts";
import type { Sight } from "./sight.ts";
import type { Truth } from "./truth.ts";

/** What is known of a posting for one thing that filters say, such as "is in Berlin". */
export type Claim = (sight: Sight) => Truth;

/** Kinds of claims: the same value means another thing under each. */
export type ClaimKind = TermKey | "not-location" | "pay" | "posted" | "status";

interface Known {
  readonly claim: Claim;
  readonly kind: ClaimKind;
  readonly value: string;
  uses: number;
}

/**
 * All that any filter claims, each once and numbered. There are far fewer claims than filters: each is tested at most once
 * for a posting, however many filters make it.
 */
export class Claims {
  readonly #numbers = new Map<ClaimKind, Map<string, number>>();
  readonly #known: (Known | undefined)[] = [];
  readonly #free: number[] = [];
  /** Of each claim, the turn in which it was tested last and what came of it. */
  #tested = new Int32Array(1_024);
  #turn = 0;
  #sight: Sight | undefined;

  get size(): number {
    return this.#known.length - this.#free.length;
  }

  /**
   * The number of a claim, for one more filter that makes it.
   *
   * @param make Called for one that is new.
   */
  add(kind: ClaimKind, value: string, make: () => Claim): number {
    const numbers = this.#numbers.get(kind) ?? new Map<string, number>();
    const there = numbers.get(value);
    if (there !== undefined) {
      this.#of(there).uses += 1;
      return there;
    }
    this.#numbers.set(kind, numbers);
    const number = this.#free.pop() ?? this.#known.length;
    numbers.set(value, number);
    this.#known[number] = { claim: make(), kind, value, uses: 1 };
    if (number >= this.#tested.length) {
      const grown = new Int32Array(this.#tested.length * 2);
      grown.set(this.#tested);
      this.#tested = grown;
    }
    this.#tested[number] = 0;
    return number;
  }

  /** The number of a claim that some filter makes. */
  find(kind: ClaimKind, value: string): number | undefined {
    return this.#numbers.get(kind)?.get(value);
  }

  /** What is claimed by a claim's kind, as it was added. */
  valueOf(number: number): string {
    return this.#of(number).value;
  }

  kindOf(number: number): ClaimKind {
    return this.#of(number).kind;
  }

  /** One filter less makes it. */
  release(number: number): void {
    const known = this.#of(number);
    known.uses -= 1;
    if (known.uses > 0) return;
    this.#known[number] = undefined;
    this.#numbers.get(known.kind)?.delete(known.value);
    this.#free.push(number);
  }

  /** From now on claims are about this posting. */
  lookAt(sight: Sight): void {
    this.#sight = sight;
    // Two bits hold the truth, and the sign is not used: after half a billion postings all is forgotten once.
    this.#turn = (this.#turn + 1) % 2 ** 29;
    if (this.#turn !== 0) return;
    this.#tested.fill(0);
    this.#turn = 1;
  }

  /** What is known of the posting that was looked at last. */
  truth(number: number): Truth {
    const tested = this.#tested[number] ?? 0;
    if (tested >>> 2 === this.#turn) return (tested & 3) as Truth;
    if (this.#sight === undefined) throw new RangeError("claims: expected a posting to look at, got none");
    const truth = this.#of(number).claim(this.#sight);
    this.#tested[number] = (this.#turn << 2) | truth;
    return truth;
  }

  #of(number: number): Known {
    const known = this.#known[number];
    if (known === undefined) throw new RangeError(`claims: expected a known number, got ${number}`);
    return known;
  }
}
