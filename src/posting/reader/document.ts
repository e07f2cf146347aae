/**
 * The shared model that every field reader works on: the plain text of a posting cut into lines with their role in the
 * page. Contract only; the reader's author fills it in.
 */
export interface Line {
  /** Offsets in `Document.text`; `text.slice(start, end)` is the content without bullet or heading marks. */
  readonly start: number;
  readonly end: number;
  readonly content: string;
  readonly kind: "heading" | "bullet" | "paragraph";
  /** The heading that it stands under, null above the first. */
  readonly heading: string | null;
  /**
   * What the line speaks of. `furniture` is page, not posting (navigation, similar jobs, cookie text, other openings):
   * no field but `closed` may read it.
   */
  readonly part: "head" | "duties" | "required" | "optional" | "pay" | "benefits" | "company" | "body" | "furniture";
}

export interface Document {
  readonly title: string | null;
  readonly company: string | null;
  readonly location: string | null;
  /** Plain text, whatever the format of the input was; evidence of origin `text` counts in it. */
  readonly text: string;
  readonly lines: readonly Line[];
}
