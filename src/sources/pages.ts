import { isDeepStrictEqual } from "node:util";
import type { SourceContext } from "./source.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many there are on all pages, where the page says so; that of the first page counts. */
  readonly total?: number;
}

export interface PageLimits {
  /** Items of a full page. */
  readonly size: number;
  /** Items to ask for at most; no board that we know of has more. */
  readonly most: number;
}

/** A list that was read page by page. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  readonly total: number | undefined;
  /** Whether there are or may be more than could be asked for. */
  readonly isCut: boolean;
}

/** Asks for page after page by offset, one at a time, until there are no more. */
export async function readPages<Item>(
  { size, most }: PageLimits,
  { signal, progress }: Pick<SourceContext, "signal" | "progress">,
  ask: (offset: number) => Promise<Page<Item>>,
): Promise<Paged<Item>> {
  const items: Item[] = [];
  let total: number | undefined;
  for (let offset = 0; offset < most; offset += size) {
    signal.throwIfAborted();
    const page = await ask(offset);
    if (offset === 0) total = page.total;
    // Some servers begin again where they do not want to go on.
    else if (page.items.length > 0 && isDeepStrictEqual(page.items[0], items[0])) break;
    items.push(...page.items);
    progress(items.length, total);
    const isLast = total === undefined ? page.items.length < size : offset + size >= total;
    if (page.items.length === 0 || isLast) return { items, total, isCut: (total ?? 0) >= most };
  }
  return { items, total, isCut: true };
}
