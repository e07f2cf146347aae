/** Which frameworks, databases, platforms and products a posting names. */
import type { Evidence } from "../posting.ts";
import { everydayTools, toolVocabulary } from "../vocabulary/tools.ts";
import { fold } from "../vocabulary/vocabulary.ts";
import type { Document } from "./document.ts";
import { evidenceIn, type Found } from "./field.ts";
import { languageMentions } from "./language-mentions.ts";
import { cueAfter, cueBefore, listGap } from "./language-words.ts";
import { type NamePassage, namePassagesOf } from "./name-tokens.ts";
import { type Token, tokensOf } from "./word-tokens.ts";

interface Mention {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Whether the word means something else as well, and needs company. */
  readonly isEveryday: boolean;
}

/** The longest spelling, in words. */
const longest = 4;
/** How far a neighbour of the same list may stand, and how far back a word such as `using`. */
const reach = 40;

/** Canonical names in the order in which the posting names them first. What the company or its benefits are about does not count. */
export function readTools(document: Document): Found<string[]> {
  const found = new Map<string, Evidence>();
  // Okta's engineers build Okta: that is no tool of theirs.
  const own = fold(document.company ?? "");
  for (const passage of namePassagesOf(document)) {
    if (passage.line?.part === "company") continue;
    for (const { name, from, to } of mentionsIn(passage)) {
      if (found.has(name) || own.startsWith(fold(name))) continue;
      found.set(name, evidenceIn(document, passage, { field: "tools", value: name, rule: "tool", from, to }));
    }
  }
  return { value: [...found.keys()], evidence: [...found.values()] };
}

function mentionsIn({ text, line, tokens }: NamePassage): readonly Mention[] {
  const mentions = candidatesIn(text, tokens);
  if (mentions.every(({ isEveryday }) => !isEveryday)) return mentions;
  const isSkill = line?.part === "required" || line?.part === "optional";
  const sure = [...mentions.filter(({ isEveryday }) => !isEveryday), ...languageMentions(text, isSkill, tokens)];
  return mentions.filter((mention) => {
    if (!mention.isEveryday) return true;
    if (!/^[\p{Lu}\p{N}]|^dbt/u.test(text.slice(mention.from))) return false;
    if (isSkill && text.length - (mention.to - mention.from) <= 2) return true;
    return sure.some((other) => isBeside(text, mention, other)) || isUsed(text, mention);
  });
}

/** In one list with a tool or a language that is certain, whatever everyday words stand between. */
function isBeside(
  text: string,
  one: Omit<Mention, "name" | "isEveryday">,
  other: { from: number; to: number },
): boolean {
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  if (second.from - first.to > reach) return false;
  return text
    .slice(first.to, second.from)
    .split(/[,/;]| and | or /)
    .every((piece) => listGap.test(piece) || /^\s*\p{Lu}[\p{L}\d.]*\s*$/u.test(piece));
}

/** `using Segment`, `experience with Vault`: within a sentence, where a capital is no accident. */
function isUsed(text: string, { from, to }: Mention): boolean {
  const before = text.slice(Math.max(0, from - reach), from);
  const after = text.slice(to, to + reach);
  // Nor is it a part of a longer name, or a season (`Spring 2027`).
  return /\p{L}\s*$/u.test(before) && (cueBefore.test(before) || cueAfter.test(after)) && !/^\s[\p{Lu}\d]/u.test(after);
}

const firstWords: ReadonlySet<string> = new Set(
  [...toolVocabulary.spellings.keys()].map((spelling) => tokensOf(spelling)[0]?.folded ?? spelling),
);

function candidatesIn(text: string, words: readonly Token[]): readonly Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (first === undefined || !firstWords.has(first.folded)) continue;
    for (let last = Math.min(at + longest, words.length) - 1; last >= at; last--) {
      const to = words[last]?.to ?? first.to;
      if (to - first.from > reach) continue;
      const spelling = last === at ? first.folded : fold(text.slice(first.from, to));
      const name = toolVocabulary.spellings.get(spelling);
      if (name === undefined) continue;
      mentions.push({ name, from: first.from, to, isEveryday: everydayTools.has(spelling) });
      at = last;
      break;
    }
  }
  return mentions;
}
