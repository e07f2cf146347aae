/** The words of a passage that can belong to the name of a language or of a tool: a few of many, cut once for all who ask. */
import { languageVocabulary } from "../vocabulary/languages.ts";
import { toolVocabulary } from "../vocabulary/tools.ts";
import type { Passage } from "./field.ts";
import { declined, tools } from "./language-words.ts";
import { isPlain, type Token, tokenAt, tokensOf } from "./word-tokens.ts";

const words: ReadonlySet<string> = new Set(
  [...languageVocabulary.spellings.keys(), ...toolVocabulary.spellings.keys(), ...declined.keys(), ...tools].flatMap(
    (spelling) => tokensOf(spelling).map(({ folded }) => folded),
  ),
);
/** Where in small letters one of them may begin. The engine makes a tree of it, quicker than to look up every word. */
const beginning = new RegExp(
  `(?:(?<![a-z\\d])(?:${[...words].map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|")})|\\.net)(?![a-z])`,
  "g",
);
const known = new WeakMap<Passage, readonly Token[]>();

/** Those words in the order of the text; one that ends in a digit may be a name with its version. */
export function nameTokensOf(passage: Passage): readonly Token[] {
  let cut = known.get(passage);
  if (cut === undefined) {
    cut = isPlain(passage.text) ? plainTokensOf(passage.text) : tokensOf(passage.text).filter(canBeName);
    known.set(passage, cut);
  }
  return cut;
}

function canBeName({ folded }: Token): boolean {
  return words.has(folded) || /\d$/.test(folded);
}

function plainTokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const small = text.toLowerCase();
  beginning.lastIndex = 0;
  for (let match = beginning.exec(small); match !== null; match = beginning.exec(small)) {
    const token = isJoined(text, match.index) ? undefined : tokenAt(text, match.index);
    beginning.lastIndex = token?.to ?? match.index + 1;
    if (token !== undefined && canBeName(token)) tokens.push(token);
  }
  return tokens;
}

/** `js` of `other.js`: a word goes on after its full stop. */
function isJoined(text: string, at: number): boolean {
  return text[at - 1] === "." && /[A-Za-z\d]/.test(text[at - 2] ?? "") && /[a-z\d]/.test(text[at] ?? "");
}
