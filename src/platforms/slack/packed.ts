/**
 * In order, into as few groups as a greedy hand needs: none holds more than so many, nor weighs more than so much; what is
 * too heavy by itself has a group of its own.
 */
export function packed<Item>(
  items: readonly Item[],
  weigh: (item: Item) => number,
  limits: { readonly count: number; readonly weight: number },
): Item[][] {
  const groups: Item[][] = [];
  let weight = 0;
  for (const item of items) {
    const added = weigh(item);
    const group = groups.at(-1);
    if (group !== undefined && group.length < limits.count && weight + added <= limits.weight) {
      group.push(item);
      weight += added;
    } else {
      groups.push([item]);
      weight = added;
    }
  }
  return groups;
}
