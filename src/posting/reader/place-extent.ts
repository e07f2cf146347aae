/** How far the places at the beginning of a piece of prose reach: `Berlin, Germany or London` of "…in Berlin, Germany or London every day". */
import { type PlaceToken, tokensOf } from "./place-tokens.ts";

const longestTown = 3;

/** The length of the words about places that the text begins with; 0 when it begins with something else. */
export function leadingPlaces(text: string): number {
  const tokens = tokensOf(text, false);
  let end = 0;
  let depth = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (/[.!?]\s/.test(text.slice(end, token.start))) break;
    if (token.kind === "place" || token.kind === "zone") end = token.end;
    else if (token.kind === "open") depth += 1;
    else if (token.kind === "close") {
      if (depth === 0) break;
      depth -= 1;
      if (end > 0) end = token.end;
    } else if (token.kind === "unknown") {
      const town = townAt(text, tokens, index);
      if (town === 0) break;
      index += town;
    }
  }
  return end;
}

/** How many tokens make a town that is not listed, its comma included: `Cape Canaveral,` before `FL`. */
function townAt(text: string, tokens: readonly PlaceToken[], index: number): number {
  let at = index;
  while (at < index + longestTown && tokens[at]?.kind === "unknown" && /^\p{Lu}/u.test(text.slice(tokens[at]?.start)))
    at += 1;
  const place = tokens[at + 1];
  const isTown =
    at > index && tokens[at]?.kind === "comma" && place?.kind === "place" && place.nodes[0]?.kind !== "city";
  return isTown ? at - index : 0;
}
