/** Which programming languages a posting asks for, and which of them only as an extra. */
import { languageMentions, type LanguageMention, type LanguageName } from "./language-mentions.ts";
import type { Document } from "./document.ts";
import { evidenceIn, type Found, type Passage } from "./field.ts";
import { namePassagesOf } from "./name-tokens.ts";
import { optionalMentions } from "./optional-mentions.ts";

export interface LanguagesFound {
  /** Canonical names in the order of their first mention, required and optional alike. */
  readonly languages: string[];
  /** Those that are only marked as an extra. */
  readonly languagesOptional: string[];
}

interface Sighting {
  readonly passage: Passage;
  readonly mention: LanguageMention;
  /** Name of the rule that made it an extra, null where it is core. */
  readonly optional: "part" | "words" | null;
}

/**
 * Languages by whole words in the title and in every line of the posting. What the title, the top or the requirements name is
 * core whatever else is said; a mention in passing (duties, prose) gives way to an express "nice to have".
 */
export function readLanguages(document: Document): Found<LanguagesFound> {
  const sightings = new Map<LanguageName, Sighting[]>();
  for (const passage of namePassagesOf(document)) {
    const mentions = languageMentions(passage.text, isSkill(passage), passage.tokens);
    if (mentions.length === 0) continue;
    const extras = optionalMentions(passage.text, mentions);
    for (const mention of mentions) {
      const optional = passage.line?.part === "optional" ? "part" : extras.has(mention) ? "words" : null;
      const seen = sightings.get(mention.name);
      if (seen === undefined) sightings.set(mention.name, [{ passage, mention, optional }]);
      else seen.push({ passage, mention, optional });
    }
  }

  const value: LanguagesFound = { languages: [], languagesOptional: [] };
  const evidence = [...sightings].flatMap(([name, seen]) => {
    const proof = seen.find(isCore) ?? seen.find(({ optional }) => optional !== null) ?? seen[0];
    if (proof === undefined) return [];
    const span = { value: name, from: proof.mention.from, to: proof.mention.to };
    value.languages.push(name);
    const core = evidenceIn(document, proof.passage, {
      field: "languages",
      rule: `language-${proof.mention.rule}`,
      ...span,
    });
    if (proof.optional === null) return [core];
    value.languagesOptional.push(name);
    const rule = `optional-${proof.optional}`;
    return [core, evidenceIn(document, proof.passage, { field: "languagesOptional", rule, ...span })];
  });
  return { value, evidence };
}

/** A point in a list of requirements or extras. */
function isSkill({ line }: Passage): boolean {
  return line?.kind === "bullet" && (line.part === "required" || line.part === "optional");
}

function isCore({ passage, optional }: Sighting): boolean {
  if (optional !== null) return false;
  return passage.line === null || passage.line.part === "required" || passage.line.part === "head";
}
