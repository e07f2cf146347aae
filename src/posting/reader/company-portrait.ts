/** Who hires, by the words with which a posting begins to speak of it. */
import { fold } from "../vocabulary/vocabulary.ts";
import { about as besideName, name as companyName, plainName } from "./company-words.ts";
import type { Document, Line } from "./document.ts";
import { namesRole } from "./title-words.ts";
import { plainFirst } from "./plain-first.ts";

interface Portrait {
  readonly name: string;
  readonly start: number;
  readonly weight: number;
  readonly rule: string;
}

/**
 * How a posting begins to speak of whoever hires: a name and its verb, in the section about it or in the first prose
 * (`Nordwind carries …`, `Nordwind baut …`, `Nordwind est …`). In any language a sentence may begin with a noun, so the
 * name must stand a second time in the posting, as it is or in an address.
 */
const portrait = plainFirst(
  `^(?:(?:About us|Who we are|Über uns|[ÀA] propos(?: de nous)?|Sobre nosotros|Quiénes somos|Over ons|O nas|O nama)\\s?[:–-] )?(?:The |Die |Das |Der |La |Le |El |De |Het |A |O )?${companyName}${besideName} (?<verb>\\p{Ll}{1,20})(?![\\p{L}])`,
  "u",
);
/** Words behind a capitalised one that make no sentence about a company. */
const noVerb =
  /^(?:and|or|of|for|to|in|on|at|with|as|from|by|und|oder|für|von|mit|bei|im|zur?|et|ou|de|du|des|pour|avec|en|y|o|para|con|e|em|com|i|w|z|na|dla|lub|voor|van|met|of|sa|za|ili)$/iu;
const longestName = 60;
const shortestSentence = 15;

/** Witnesses of the company's first words about itself. Linear in the text. */
export function selfPortraits(document: Document, lines: readonly Line[]): Portrait[] {
  const prose = lines.filter(
    ({ content, kind, label }) => kind === "paragraph" && label === null && content.length > shortestSentence,
  );
  const told = [...prose.filter(({ part }) => part === "company").slice(0, 2), ...prose.slice(0, 1)];
  return [...new Set(told)].flatMap((line): Portrait[] => {
    const match = portrait.exec(line.content.slice(0, 4 * longestName));
    const raw = match?.[1];
    const verb = match?.groups?.["verb"] ?? "";
    const found = raw === undefined ? undefined : plainName(raw);
    if (match === null || raw === undefined || found === undefined || namesRole(found) || noVerb.test(verb)) return [];
    const from = match[0].indexOf(raw) + raw.indexOf(found);
    if (!isNamedAgain(document, found, line)) return [];
    return [{ name: found, start: line.start + from, weight: 2, rule: "portrait" }];
  });
}

/** Whether another line writes the name, not as the first word of a sentence in German, or an address spells it. */
function isNamedAgain({ text }: Document, name: string, line: Line): boolean {
  const letters = lettersOf(name);
  const hosts = text.match(/(?:@|https?:\/\/)[\w.-]{3,80}/g) ?? [];
  if (letters.length >= 3 && hosts.some((host) => lettersOf(host).includes(letters))) return true;
  const elsewhere = `${text.slice(0, line.start)}\n${text.slice(line.end)}`;
  const at = elsewhere.indexOf(name);
  if (at === -1 || /[\p{L}\p{N}]/u.test(elsewhere.charAt(at + name.length))) return false;
  // Nouns have capitals in German: there one word alone is a name by its ending or by standing first in a line only.
  return (
    name.includes(" ") || /^.{0,2}$/u.test(elsewhere.slice(elsewhere.lastIndexOf("\n", at) + 1, at)) || !isGerman(text)
  );
}

function isGerman(text: string): boolean {
  return (text.match(/ (?:und|die|der|wir|für|mit) /g) ?? []).length >= 3;
}

/** The letters and digits of a name, as slugs and addresses have them. */
export function lettersOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]/gu, "");
}
