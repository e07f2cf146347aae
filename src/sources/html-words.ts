import { Parser } from "htmlparser2";

/** The words of a short piece of HTML, such as a title with entities in it, on one line. */
export function wordsOf(html: string): string {
  let words = "";
  const parser = new Parser({
    ontext(text) {
      words += text;
    },
  });
  parser.end(html);
  return words.replace(/\s+/g, " ").trim();
}
