/** How far the places at the beginning of a piece of prose reach: `Berlin, Germany or London` of "…in Berlin, Germany or London every day". */
import { canBegin, eachToken, type PlaceToken } from "./place-tokens.ts";

const longestTown = 3;
/** Words such as `in the heart of` that may stand before the first place. */
const mostBefore = 8;

/** The length of the words about places that the text begins with; 0 when it begins with something else. */
export function leadingPlaces(text: string): number {
  if (!canBegin(text)) return 0;
  const rest = eachToken(text, false);
  const tokens: PlaceToken[] = [];
  /** Tokens are cut only as far as they are looked at. */
  const tokenAt = (index: number): PlaceToken | undefined => {
    while (tokens.length <= index) {
      const next = rest.next();
      if (next.done === true) return undefined;
      tokens.push(next.value);
    }
    return tokens[index];
  };
  let end = 0;
  let seen = 0;
  let depth = 0;
  for (let index = 0; ; index++) {
    const token = tokenAt(index);
    if (token === undefined) break;
    if (end === 0 && index === mostBefore) break;
    if (/[.!?]\s/.test(text.slice(seen, token.start))) break;
    seen = token.start;
    if (token.kind === "place" || token.kind === "zone") end = token.end;
    else if (token.kind === "open") depth += 1;
    else if (token.kind === "close") {
      if (depth === 0) break;
      depth -= 1;
      if (end > 0) end = token.end;
    } else if (token.kind === "unknown") {
      const town = townAt(text, tokenAt, index);
      if (town === 0) break;
      index += town;
    }
  }
  return end;
}

/** How many tokens make a town that is not listed, its comma included: `Cape Canaveral,` before `FL`. */
function townAt(text: string, tokenAt: (index: number) => PlaceToken | undefined, index: number): number {
  const isCapital = (token: PlaceToken | undefined): boolean =>
    token?.kind === "unknown" && /^\p{Lu}/u.test(text.slice(token.start, token.end));
  let at = index;
  while (at < index + longestTown && isCapital(tokenAt(at))) at += 1;
  if (at === index) return 0;
  const place = tokenAt(at + 1);
  const isTown = tokenAt(at)?.kind === "comma" && place?.kind === "place" && place.nodes[0]?.kind !== "city";
  return isTown ? at - index : 0;
}
