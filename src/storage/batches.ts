/** Bound by the number of variables that SQLite takes in one statement. */
const batchSize = 500;

/** The items in runs of at most so many as one statement takes. */
export function batches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );
}
