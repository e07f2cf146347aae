/** How often something was said. */
export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** What was said most often, of so many openings; one that says several things counts for each of them. */
export interface Ranking {
  /** Most first, alike by name. */
  readonly top: readonly Counted[];
  /** How many more different things were said. */
  readonly others: number;
  /** How many openings say nothing of it. */
  readonly unsaid: number;
}

/** Counts what openings say of one matter. */
export class Tally {
  readonly #counts = new Map<string, number>();
  #unsaid = 0;

  /** What one opening says; the same twice counts once. */
  add(names: readonly string[]): void {
    const said = new Set(names.filter((name) => name !== ""));
    if (said.size === 0) this.#unsaid += 1;
    for (const name of said) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  ranking(most: number): Ranking {
    const all = Array.from(this.#counts, ([name, count]) => ({ name, count })).toSorted(
      (a, b) => b.count - a.count || a.name.localeCompare(b.name, "en"),
    );
    return { top: all.slice(0, most), others: Math.max(0, all.length - most), unsaid: this.#unsaid };
  }
}
