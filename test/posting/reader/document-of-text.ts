import { type Document, documentOf } from "../../../src/posting/reader/document.ts";

/** A document of plain text, with the title that came with it, if any. */
export function documentOfText(text: string, title: string | null = null): Document {
  return documentOf({ title, company: null, location: null, text, format: "plain" });
}
