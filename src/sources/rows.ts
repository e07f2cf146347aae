/** The rows of one posting. */
export type Rows<Row> = readonly [Row, ...Row[]];

/** Rows by posting, in the order of the list: some boards list a posting once for each of its places. */
export function rowsByPosting<Row>(rows: readonly Row[], idOf: (row: Row) => string): readonly Rows<Row>[] {
  const postings = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const others = postings.get(idOf(row));
    if (others === undefined) postings.set(idOf(row), [row]);
    else others.push(row);
  }
  return [...postings.values()];
}
