/** A part of a posting's text as HTML, under a heading of its own where it has one. */
export interface HtmlSection {
  readonly heading?: string | null | undefined;
  readonly html: string | null | undefined;
}

/** One text of the parts that vendors keep apart; empty ones are left out with their headings. */
export function joinedSections(sections: readonly HtmlSection[]): string {
  return sections
    .flatMap(({ heading, html }) => {
      const body = (html ?? "").trim();
      if (body === "") return [];
      const title = (heading ?? "").trim();
      return title === "" ? body : `<h3>${escapedText(title)}</h3>${body}`;
    })
    .join("\n");
}

/** Plain text as HTML, its lines kept. */
export function plainAsHtml(text: string | null | undefined): string {
  return escapedText(text ?? "").replace(/\n/g, "<br>");
}

export function escapedText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
