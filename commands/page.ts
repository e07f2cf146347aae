import { UserError } from "../src/errors.ts";

/** One page of a long list. */
export interface Page<Item> {
  readonly shown: readonly Item[];
  /** ", page 2 of 3"; empty where there is one page. */
  readonly where: string;
  /** The number of the next page; null on the last one. */
  readonly next: number | null;
}

/**
 * @param page From 1.
 * @throws UserError `page` for one that there is not.
 */
export function pageOf<Item>(all: readonly Item[], page: number, perPage: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  if (page < 1 || page > pages) {
    throw new UserError("page", `There ${pages === 1 ? "is 1 page" : `are ${pages} pages`}, not ${page}.`, { page });
  }
  return {
    shown: all.slice((page - 1) * perPage, page * perPage),
    where: pages === 1 ? "" : `, page ${page} of ${pages}`,
    next: page < pages ? page + 1 : null,
  };
}
