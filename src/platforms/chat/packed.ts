/** Something of which a group may only hold so much. */
export interface Limit<Item> {
  readonly of: (item: Item) => number;
  readonly most: number;
}

/**
 * In order, into as few groups as a greedy hand needs, each within all limits; what is beyond one by itself has a group of its
 * own.
 */
export function packed<Item>(items: readonly Item[], limits: readonly Limit<Item>[]): Item[][] {
  const groups: Item[][] = [];
  let used = limits.map(() => 0);
  for (const item of items) {
    const added = limits.map(({ of }, index) => (used[index] ?? 0) + of(item));
    const group = groups.at(-1);
    if (group !== undefined && limits.every(({ most }, index) => (added[index] ?? 0) <= most)) {
      group.push(item);
      used = added;
    } else {
      groups.push([item]);
      used = limits.map(({ of }) => of(item));
    }
  }
  return groups;
}
