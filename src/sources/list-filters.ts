/** Lists that may be narrowed by a query: its words are the options, and together they name the list. */

type Filters = Readonly<Record<string, string | undefined>>;

/** The filters that are set, as a query without question mark, in their order. */
export function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.append(name, value);
  return query.toString();
}

/** What a narrowed list is called: its query, `all` without one. */
export function listName(filters: Filters): string {
  return queryOf(filters) || "all";
}

/** The filters of these names that an address sets. */
export function filtersIn<Name extends string>(url: URL, names: readonly Name[]): { [Key in Name]?: string } {
  const set: { [Key in Name]?: string } = {};
  for (const name of names) {
    const value = url.searchParams.get(name)?.trim();
    if (value !== undefined && value !== "") set[name] = value;
  }
  return set;
}

/** Whether an address is on a site, with or without `www`. */
export function isOn({ hostname }: URL, site: string): boolean {
  return hostname === site || hostname === `www.${site}`;
}

/** The path without slashes around it: `remote-jobs/design`. */
export function pathIn({ pathname }: URL): string {
  return pathname
    .split("/")
    .filter((part) => part !== "")
    .join("/");
}
