/** Where the cursor is, from the top left of what stands at the bottom of the screen. */
export interface PromptCursor {
  readonly row: number;
  readonly column: number;
}

/**
 * Goes to the top left and clears from there on. A cursor said to be at the start of a row may still hang behind the end
 * of the row above, where the last character was put: a blank brings it over.
 */
export function wipe({ row, column }: PromptCursor): string {
  if (row === 0) return "\r\u001b[J";
  return `${column === 0 ? " " : ""}\u001b[${row}A\r\u001b[J`;
}
