import type { PayClause, PostedClause, Status, TermKey } from "../filter.ts";
import { IntChunks } from "./int-chunks.ts";
import type { Sight } from "./sight.ts";
import type { Truth } from "./truth.ts";

/** What of a filter a claim was made of, to make the filter again. */
export type ClaimSource =
  | { readonly key: TermKey; readonly value: string }
  | { readonly clause: PayClause | PostedClause }
  | { readonly status: Status };

/** One thing that filters say of postings, such as "is in Berlin", with a name by which equal ones are known. */
export interface Claim {
  readonly name: string;
  readonly source: ClaimSource;
  readonly test: (sight: Sight) => Truth;
}

interface Known {
  readonly claim: Claim;
  uses: number;
}

/**
 * All that any filter claims, each once and numbered. There are far fewer claims than filters: each is tested at most once
 * for a posting, however many filters make it.
 */
export class Claims {
  readonly #numbers = new Map<string, number>();
  readonly #known: (Known | undefined)[] = [];
  readonly #free: number[] = [];
  /** Of each claim, the turn in which it was tested last and what came of it. */
  readonly #tested = new IntChunks();
  #turn = 0;
  #sight: Sight | undefined;

  get size(): number {
    return this.#numbers.size;
  }

  /** The number of a claim, for one more filter that makes it. */
  add(claim: Claim): number {
    const number = this.#numbers.get(claim.name) ?? this.#free.pop() ?? this.#known.length;
    const known = this.#known[number];
    if (known !== undefined) {
      known.uses += 1;
      return number;
    }
    this.#numbers.set(claim.name, number);
    this.#known[number] = { claim, uses: 1 };
    this.#tested.set(number, 0);
    return number;
  }

  /** The number of a claim that some filter makes. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  sourceOf(number: number): ClaimSource {
    return this.#of(number).claim.source;
  }

  /** One filter less makes it. */
  release(number: number): void {
    const known = this.#of(number);
    known.uses -= 1;
    if (known.uses > 0) return;
    this.#known[number] = undefined;
    this.#numbers.delete(known.claim.name);
    this.#free.push(number);
  }

  /** From now on claims are about this posting. */
  lookAt(sight: Sight): void {
    this.#sight = sight;
    // Two bits hold the truth, and the sign is not used: after half a billion postings all is forgotten once.
    this.#turn = (this.#turn + 1) % 2 ** 29;
    if (this.#turn !== 0) return;
    for (const number of this.#known.keys()) this.#tested.set(number, 0);
    this.#turn = 1;
  }

  /** What is known of the posting that was looked at last. */
  truth(number: number): Truth {
    const tested = this.#tested.get(number);
    if (tested >>> 2 === this.#turn) return (tested & 3) as Truth;
    if (this.#sight === undefined) throw new RangeError("claims: expected a posting to look at, got none");
    const truth = this.#of(number).claim.test(this.#sight);
    this.#tested.set(number, (this.#turn << 2) | truth);
    return truth;
  }

  #of(number: number): Known {
    const known = this.#known[number];
    if (known === undefined) throw new RangeError(`claims: expected a known number, got ${number}`);
    return known;
  }
}
