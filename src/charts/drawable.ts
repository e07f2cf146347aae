/** Signs for which the font has no shape: of other scripts, and pictures. */
const undrawable = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u;
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/**
 * A text as it can be drawn: of one line, cut to so many characters. The words beside the picture say whole what is cut here, and
 * what the font has no letters for.
 */
export function drawable(text: string, mostCharacters: number): string {
  const plain = text
    .replace(/(?![©®™])\p{Extended_Pictographic}/gu, "")
    .replace(pictures, (sign) => (/[©®™\d#*]/.test(sign) ? sign : ""))
    .replace(/\s+/g, " ")
    .trim();
  if (plain === "" || undrawable.test(plain)) return "(named in the text)";
  const signs = [...plain];
  if (signs.length <= mostCharacters) return plain;
  return `${signs
    .slice(0, mostCharacters - 1)
    .join("")
    .trimEnd()}…`;
}
