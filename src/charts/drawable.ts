/** Signs for which the font has no shape: of other scripts, and pictures. */
const undrawable = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u;
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** How wide signs of the font are, in ordinary characters: nothing is measured, since that would need a canvas. */
const widths: readonly (readonly [signs: RegExp, width: number])[] = [
  [/[iIl.,:;'’!|\s[\]]/u, 0.5],
  [/[MWmw@%…—Ш-Щш-щЖжЮю]/u, 1.6],
  [/[\p{Lu}\d&+<=>~_#]/u, 1.25],
  [/[fjrt()"*/\\-]/u, 0.7],
];
const ordinary = 1.1;

/**
 * A text as it can be drawn: of one line, cut to what takes the place of so many characters of 0.56 em. The words beside the picture say whole what is cut here, and
 * what the font has no letters for.
 */
export function drawable(text: string, mostCharacters: number): string {
  const plain = text
    .replace(/(?![©®™])\p{Extended_Pictographic}/gu, "")
    .replace(pictures, (sign) => (/[©®™\d#*]/.test(sign) ? sign : ""))
    .replace(/\s+/g, " ")
    .trim();
  if (plain === "" || undrawable.test(plain)) return "(named in the text)";
  if (widthOf(plain) <= mostCharacters) return plain;
  // No sign is narrower than half of one.
  const signs = [...plain].slice(0, 2 * mostCharacters);
  while (signs.length > 0 && widthOf(`${signs.join("").trimEnd()}…`) > mostCharacters) signs.pop();
  return `${signs.join("").trimEnd()}…`;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (widths.find(([signs]) => signs.test(sign))?.[1] ?? ordinary), 0);
}
