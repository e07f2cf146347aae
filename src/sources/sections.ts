/** A text that a board keeps in several fields. */
export interface Section {
  readonly heading?: string | null | undefined;
  /** As the board gives it, HTML. */
  readonly html: string | null | undefined;
}

/** Sections as one HTML text, those without words left out together with their headings. */
export function sectionsAsHtml(sections: readonly Section[]): string {
  return sections
    .filter(({ html }) => (html ?? "").trim() !== "")
    .map(({ heading, html }) => {
      const words = (heading ?? "").trim();
      return `${words === "" ? "" : `<h3>${escapedHtml(words)}</h3>`}${html ?? ""}`;
    })
    .join("\n");
}

export function escapedHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
