/** From the rows of tables to postings. */
import { contentHash } from "../../posting/identity.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { joinedLocations, moment } from "../fields.ts";
import type { SnapshotBuilder } from "../snapshot-builder.ts";
import { SourceError } from "../source.ts";
import { modesOf, stated } from "../stated.ts";
import { Row } from "./schema.ts";
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
const closed = /🔒|❌|^closed$/iu;
const sameCompany = /^(?:[↳⤷⮡└〃]|"$)/u;
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{FE0F}|\u{200D}/gu;

/**
 * Takes the postings of all tables that have a column for the company and one for the title.
 *
 * @throws SourceError `schema` where there is no such table.
 */
export function addTables(markdown: string, builder: SnapshotBuilder): void {
  const lists = tablesOf(markdown).flatMap(({ header, rows }) => {
    const columns = header.map((head) => heads.find(([pattern]) => pattern.test(head))?.[1]);
    return columns.includes("company") && columns.includes("title") ? [{ columns, rows }] : [];
  });
  if (lists.length === 0) {
    const message = "expected a table with a column for the company and one for the role, got none";
    throw new SourceError("schema", "github-list", message);
  }
  let index = -1;
  for (const { columns, rows } of lists) {
    let company = "";
    for (const cells of rows) {
      index += 1;
      if (cells.every(({ lines, links }) => lines.length + links.length === 0)) continue;
      const named = cellsByColumn(columns, cells);
      const own = wordsIn(named.company);
      if (!sameCompany.test(own)) company = withoutPictures(own);
      const row = rowOf(company, named);
      if (row.company === "" || row.title === "") {
        builder.skip(`[${index}]`, "expected a row with company and title, got one without");
      } else builder.addItem(row, index, Row, postingOf);
    }
  }
}

function tablesOf(markdown: string): readonly Table[] {
  try {
    return tablesIn(markdown);
  } catch (error) {
    if (error instanceof RangeError) throw new SourceError("schema", "github-list", error.message, {}, error);
    throw error;
  }
}

function postingOf(row: Row): SourcedPosting {
  const publishedAt = moment.parse(row.posted);
  const facts = { ...stated({ modes: modesOf(row.mode) }).stated, ...(row.isClosed ? { closed: true } : {}) };
  return {
    externalId: row.id,
    url: row.link,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    title: row.title,
    company: row.company,
    location: joinedLocations(row.locations),
    text: row.notes.join("\n"),
    format: "plain",
    ...(Object.keys(facts).length === 0 ? {} : { stated: facts }),
  };
}

const longestId = 200;

type NamedCells = { readonly [Key in Column]?: Cell };

function cellsByColumn(columns: readonly (Column | "other" | undefined)[], cells: readonly Cell[]): NamedCells {
  const named: { [Key in Column]?: Cell } = {};
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column !== undefined && column !== "other") named[column] ??= cell;
  }
  return named;
}

/** The row as `Row` is to find it: its link is yet to be checked. */
function rowOf(company: string, cells: NamedCells): Omit<Row, "link"> & { readonly link: string | null | undefined } {
  const marked = wordsIn(cells.title);
  const title = withoutPictures(marked);
  const locations = cells.location?.lines ?? [];
  const isClosed = [wordsIn(cells.company), marked, wordsIn(cells.link)].some((words) => closed.test(words));
  const link = linkIn(cells.link) ?? linkIn(cells.title);
  return {
    id: idOf([company, title, ...locations]),
    company,
    title,
    locations: [...locations],
    link: isClosed ? (link ?? null) : link,
    isClosed,
    posted: wordsIn(cells.posted),
    mode: wordsIn(cells.mode),
    notes: [
      ...notesOf("Salary", cells.salary),
      ...notesOf("Sponsorship", cells.sponsorship),
      ...marks.filter(([mark]) => marked.includes(mark)).map(([, meaning]) => meaning),
    ],
  };
}

/** What it says of itself, for rows have no ids; not its link, which a closed one may lack. */
function idOf(words: readonly string[]): string {
  const said = words.join(" | ");
  return said.length <= longestId ? said : contentHash(words);
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
