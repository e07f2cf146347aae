/** What spreadsheets take for a formula, also behind blanks, and in the full width that they fold. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;
/** By which spreadsheets know UTF-8. */
const byteOrderMark = "\u{FEFF}";

/**
 * Rows as comma-separated values (RFC 4180), for spreadsheets: what would be a formula has an apostrophe before it, so that a
 * stranger's text is only a text.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
