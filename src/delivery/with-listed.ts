import { isClosed, type Posting } from "../posting/posting.ts";
import type { PostingStore } from "../storage/posting-store.ts";

/**
 * The postings by the same ids, but that one that closed gives way to another one of its opening that is still listed: the
 * opening is what people see.
 */
export async function withListed(
  store: PostingStore,
  postings: ReadonlyMap<string, Posting>,
): Promise<ReadonlyMap<string, Posting>> {
  const closed = [...postings.values()].filter(isClosed);
  if (closed.length === 0) return postings;
  const listed = await store.listedOf([...new Set(closed.map(({ openingId }) => openingId))]);
  return new Map(
    Array.from(postings, ([id, posting]) => {
      const other = isClosed(posting) ? listed.get(posting.openingId) : undefined;
      return [id, other !== undefined && !isClosed(other) ? other : posting] as const;
    }),
  );
}

/** The same of one. */
export async function listedInstead(store: PostingStore, posting: Posting): Promise<Posting> {
  return (await withListed(store, new Map([[posting.id, posting]]))).get(posting.id) ?? posting;
}
