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
 * The HTML in `content`, which arrives escaped as a whole. One pass: what was escaped within it stays so. Content that
 * holds a `<` is not escaped and stays as it is.
 */
export function unescapedOnce(content: string): string {
  if (content.includes("<")) return content;
  return content.replace(/&(?:lt|gt|quot|amp|#39|#34|#x27);/g, (entity) => characters[entity] ?? entity);
}
