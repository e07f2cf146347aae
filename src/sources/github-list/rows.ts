/** From the rows of tables to postings. */
import { contentHash } from "../../posting/identity.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { joinedLocations, link, momentIn } from "../fields.ts";
import { complaintOf, type SnapshotBuilder } from "../snapshot-builder.ts";
import { SourceError } from "../source.ts";
import { modesOf, stated } from "../stated.ts";
import { type Cell, type Table, tablesIn } from "./tables.ts";

type Column = "company" | "title" | "location" | "link" | "posted" | "salary" | "mode" | "sponsorship";

/** What a column holds, by the first of these that its head matches; what matches none is not read. */
const heads: readonly (readonly [head: RegExp, column: Column | "other"])[] = [
  [/deadline|\bage\b|closes|start/i, "other"],
  [/date|posted|added/i, "posted"],
  [/company|employer|organi[sz]ation/i, "company"],
  [/location|place|city/i, "location"],
  [/salary|\bpay\b|compensation/i, "salary"],
  [/work\s*(?:model|mode|place|type)|remote/i, "mode"],
  [/sponsor|visa|citizen/i, "sponsorship"],
  [/appl(?:y|ication)|link|posting|\burl\b/i, "link"],
  [/role|position|title|job|program/i, "title"],
];

/** Marks in titles, as the legends of such lists explain them. */
const marks: readonly (readonly [mark: string, meaning: string])[] = [
  ["🛂", "Does not offer sponsorship"],
  ["🇺🇸", "Sponsorship: U.S. citizenship is required"],
  ["🎓", "Requires an advanced degree"],
];
/** What lacks a year is no date. */
const isoDate = /^\d{4}-\d\d-\d\d$/;
const closed = /🔒|❌|^closed$/iu;
const sameCompany = /^(?:[↳⤷⮡└〃]|"$)/u;
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{FE0F}|\u{200D}/gu;

/** What a row says. */
interface Row {
  readonly company: string;
  readonly title: string;
  readonly locations: readonly string[];
  /** As it is written, which need not be an address. */
  readonly link: string | undefined;
  readonly isClosed: boolean;
  readonly posted: string;
  readonly mode: string;
  /** What else it says, line by line. */
  readonly notes: readonly string[];
}

/**
 * Takes the postings of all tables that have a column for the company and one for the title. A posting that has a row
 * for each of its places is one.
 *
 * @throws SourceError `schema` where there is no such table.
 */
export function addTables(markdown: string, builder: SnapshotBuilder): void {
  const lists = tablesOf(markdown).flatMap(({ header, rows }) => {
    const columns = header.map((head) => heads.find(([pattern]) => pattern.test(head))?.[1]);
    return columns.includes("company") && columns.includes("title") ? [rowsOf(columns, rows)] : [];
  });
  if (lists.length === 0) {
    const message = "expected a table with a column for the company and one for the role, got none";
    throw new SourceError("schema", "github-list", message);
  }
  const byId = new Map<string, Row & { readonly url: string }>();
  for (const [index, row] of lists.flat().entries()) {
    const name = `[${index}] ${row.company}: ${row.title}`;
    if (row.company === "" || row.title === "") builder.skip(name, "expected a row with company and title");
    else if (row.link === undefined) {
      // Where the link made way for a mark the posting is no longer there.
      if (!row.isClosed) builder.skip(name, "expected a link to apply, got none");
    } else {
      const id = idOf(row.link, row.title);
      const url = link.safeParse(row.link);
      const same = byId.get(id);
      if (!url.success) builder.lose(name, complaintOf(url.error), id);
      else byId.set(id, { ...row, url: url.data, locations: [...(same?.locations ?? []), ...row.locations] });
    }
  }
  for (const [id, row] of byId) builder.add(postingOf(id, row));
}

function tablesOf(markdown: string): readonly Table[] {
  try {
    return tablesIn(markdown);
  } catch (error) {
    if (error instanceof RangeError) throw new SourceError("schema", "github-list", error.message, {}, error);
    throw error;
  }
}

function postingOf(externalId: string, row: Row & { readonly url: string }): SourcedPosting {
  const publishedAt = isoDate.test(row.posted) ? momentIn(row.posted) : undefined;
  return {
    externalId,
    url: row.url,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    title: row.title,
    company: row.company,
    location: joinedLocations(row.locations),
    text: row.notes.join("\n"),
    format: "plain",
    ...stated({ modes: modesOf(row.mode), isClosed: row.isClosed }),
  };
}

/** Rows have no ids. A link alone is none either: some companies have one for all that they offer. */
function idOf(link: string, title: string): string {
  return contentHash([link.replace(/[?&](?:utm_\w+|ref)=[^&#]*/g, ""), title]);
}

type Columns = readonly (Column | "other" | undefined)[];
type NamedCells = { readonly [Key in Column]?: Cell };

function rowsOf(columns: Columns, rows: readonly (readonly Cell[])[]): readonly Row[] {
  let company = "";
  return rows
    .filter((cells) => cells.some(({ lines, links }) => lines.length + links.length > 0))
    .map((cells) => {
      const named = cellsByColumn(columns, cells);
      const own = wordsIn(named.company);
      if (!sameCompany.test(own)) company = withoutPictures(own);
      return rowOf(company, named);
    });
}

function cellsByColumn(columns: Columns, cells: readonly Cell[]): NamedCells {
  const named: { [Key in Column]?: Cell } = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column !== undefined && column !== "other") named[column] ??= cell;
  }
  return named;
}

function rowOf(company: string, cells: NamedCells): Row {
  const marked = wordsIn(cells.title);
  return {
    company,
    title: withoutPictures(marked),
    locations: cells.location?.lines ?? [],
    link: linkIn(cells.link) ?? linkIn(cells.title),
    isClosed: [wordsIn(cells.company), marked, wordsIn(cells.link)].some((words) => closed.test(words)),
    posted: wordsIn(cells.posted),
    mode: wordsIn(cells.mode),
    notes: [
      ...notesOf("Salary", cells.salary),
      ...notesOf("Sponsorship", cells.sponsorship),
      ...marks.filter(([mark]) => marked.includes(mark)).map(([, meaning]) => meaning),
    ],
  };
}

function notesOf(name: string, cell: Cell | undefined): readonly string[] {
  const words = withoutPictures(wordsIn(cell));
  return words === "" || words === "-" ? [] : [`${name}: ${words}`];
}

function linkIn(cell: Cell | undefined): string | undefined {
  return cell?.links[0] ?? /https?:\/\/\S+/.exec(wordsIn(cell))?.[0];
}

function wordsIn(cell: Cell | undefined): string {
  return cell?.lines.join(" ") ?? "";
}

function withoutPictures(words: string): string {
  return words.replace(pictures, "").replace(/\s+/g, " ").trim();
}
