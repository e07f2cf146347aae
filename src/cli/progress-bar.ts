const width = 30;

/**
 * How far something is, on standard error where that is a terminal: `[=======>      ] 400 of 1200`, or a count alone where the
 * end is not known.
 *
 * @param done Null takes the bar away.
 */
export function showProgress(done: number | null, total?: number, what = ""): void {
  if (!process.stderr.isTTY) return;
  if (done === null) {
    process.stderr.write("\r\u001B[K");
    return;
  }
  const label = what === "" ? "" : `${what} `;
  if (total === undefined || total === 0) {
    process.stderr.write(`\r\u001B[K${label}${done} …`);
    return;
  }
  const filled = Math.round((width * Math.min(done, total)) / total);
  process.stderr.write(`\r\u001B[K${label}[${"=".repeat(filled).padEnd(width)}] ${done} of ${total}`);
}
