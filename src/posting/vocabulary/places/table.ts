import { readFileSync } from "node:fs";

/** The rows of one of the tab-separated files beside this one, without its comments. Short rows are padded by "". */
export function readTable(file: `${string}.tsv`, columns: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const line of readFileSync(new URL(file, import.meta.url), "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const row = line.split("\t");
    while (row.length < columns) row.push("");
    rows.push(row);
  }
  return rows;
}

/** Names divided by semicolons. */
export function namesIn(cell: string): readonly string[] {
  return cell === "" ? [] : cell.split(";");
}
