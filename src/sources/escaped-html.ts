import { readHtml } from "./html-tags.ts";

const characters: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&amp;": "&",
  "&#39;": "'",
  "&#34;": '"',
  "&#x27;": "'",
};

/**
 * The HTML in a text that arrives escaped as a whole. One pass: what was escaped within it stays so. A text that holds a
 * `<` is not escaped and stays as it is.
 */
export function unescapedOnce(content: string): string {
  if (content.includes("<")) return content;
  return content.replace(/&(?:lt|gt|quot|amp|#39|#34|#x27);/g, (entity) => characters[entity] ?? entity);
}

/** The words of a short text that may hold entities or tags, such as a title: "Research &amp; Development". */
export function plainWords(text: string): string {
  if (!/[<&]/.test(text)) return text.trim();
  let words = "";
  readHtml(text, {
    onText(data) {
      words += data;
    },
  });
  return words.replace(/\s+/g, " ").trim();
}
