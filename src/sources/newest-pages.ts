import type { z } from "zod";
import type { SourcedPosting } from "../posting/posting.ts";
import { SnapshotBuilder } from "./snapshot-builder.ts";
import type { Snapshot, SourceContext } from "./source.ts";

/** One page of a list that begins with its newest postings. */
export interface Page<Cursor> {
  readonly items: readonly unknown[];
  /** Where the next page is; undefined at the end of the list. */
  readonly next: Cursor | undefined;
}

export interface PagedList<Cursor, Schema extends z.ZodType> {
  readonly first: Cursor;
  /** Pages read at most, however much is new: what is older is out of the window then, and said to be. */
  readonly maxPages: number;
  readonly item: Schema;
  /** Where the vendor keeps the id by which an item of another form is named. */
  readonly idField: string;
  readPage(this: void, at: Cursor): Promise<Page<Cursor>>;
  postingOf(this: void, item: z.output<Schema>): SourcedPosting;
}

/**
 * Reads a list too long to be read whole, from its newest page to the first on which every posting is known. A posting
 * that moves to the next page meanwhile is taken once.
 *
 * @returns A window with its oldest postings first: they are stored in that order, and if storing breaks off, what is
 * missing is still in front of the known ones.
 */
export async function newestPages<Cursor, Schema extends z.ZodType>(
  { first, maxPages, item, idField, readPage, postingOf }: PagedList<Cursor, Schema>,
  { isKnown, progress }: Pick<SourceContext, "isKnown" | "progress">,
): Promise<Snapshot> {
  const builder = new SnapshotBuilder();
  const taken = new Set<string>();
  let index = 0;
  let at: Cursor | undefined = first;
  for (let page = 1; at !== undefined && page <= maxPages; page += 1) {
    const { items, next } = await readPage(at);
    progress(page);
    let hasNew = false;
    for (const each of items) {
      const read = builder.parse(each, index, item, idField);
      index += 1;
      if (read === undefined) continue;
      const posting = postingOf(read);
      if (!taken.has(posting.externalId)) builder.add(posting);
      taken.add(posting.externalId);
      hasNew ||= !(await isKnown(posting.externalId));
    }
    at = hasNew ? next : undefined;
  }
  if (at !== undefined) builder.skip("older postings", `expected news on at most ${maxPages} pages, got more unread`);
  const window = builder.buildWindow();
  return { ...window, postings: window.postings.toReversed() };
}
