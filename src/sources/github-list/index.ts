import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { ListAddress, listAt, pathOf, usualBranch, usualFile } from "./address.ts";
import { addListings } from "./listings.ts";
import { addTables } from "./rows.ts";
import { Listings } from "./schema.ts";

/** Lists that people keep in a repository on GitHub, as JSON or as tables: one file. */
export const githubList = defineSource({
  id: "github-list",
  title: "Lists on GitHub",
  docs: "https://github.com/SimplifyJobs/New-Grad-Positions",
  options: ListAddress.extend({ baseUrl }),
  board: ({ repository, branch, file }) =>
    [repository, ...(branch === usualBranch ? [] : [branch]), ...(file === usualFile ? [] : [file])].join("/"),
  recognise: listAt,
  async snapshot({ baseUrl, ...list }, { http }) {
    const address = apiUrl("https://raw.githubusercontent.com", baseUrl, pathOf(list));
    const builder = new SnapshotBuilder();
    if (/\.json$/i.test(list.file)) addListings(await http.json(address, Listings, boardFetch), builder);
    // A file that people keep by hand, and read on a page, is no larger than a page.
    else addTables((await http.text(address, { redirects: "same-origin" })).text, builder);
    return builder.build();
  },
});
