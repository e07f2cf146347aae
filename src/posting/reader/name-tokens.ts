/** The words of a posting that can belong to the name of a language or of a tool: a few of many, cut once for both. */
import { languageVocabulary } from "../vocabulary/languages.ts";
import { toolVocabulary } from "../vocabulary/tools.ts";
import type { Document } from "./document.ts";
import { type Passage, passagesOf } from "./field.ts";
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
/** A passage with such words in the order of its text; one that ends in a digit may be a name with its version. */
export interface NamePassage extends Passage {
  readonly tokens: readonly Token[];
}

const known = new WeakMap<Document, readonly NamePassage[]>();

/** The passages that hold such words. Where the work is and what it is rewarded with name neither languages nor tools. */
export function namePassagesOf(document: Document): readonly NamePassage[] {
  let cut = known.get(document);
  if (cut === undefined) {
    cut = passagesOf(document).flatMap((passage): NamePassage[] => {
      if (passage.origin === "location" || passage.line?.part === "benefits") return [];
      const tokens = isPlain(passage.text) ? plainTokensOf(passage.text) : tokensOf(passage.text).filter(canBeName);
      return tokens.length === 0 ? [] : [{ ...passage, tokens }];
    });
    known.set(document, cut);
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
