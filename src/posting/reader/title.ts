/**
 * The title of the role. Sources state it; a bare text has it in a label, in the page's head, in a list of openings,
 * or only in a sentence (`is looking for a …`, `As a …, you will`). The first of these that answers is taken.
 *
 * One file, though a long one: the ways are tried in one order, and share what a candidate is.
 */
import type { Evidence } from "../posting.ts";
import { bylineOf } from "./byline.ts";
import { mayMatch, RuleSet, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceOf } from "./field.ts";
import { givenTitleOf } from "./given-title.ts";
import { headPiecesOf, openingsOf } from "./head-line.ts";
import { matchesOf } from "./phrases.ts";
import { namesRoleAbroad } from "./role-titles-abroad.ts";
import { eachTitle, isTitleCased, looksLikeTitle, namesRole, plainTitle, spelledOut } from "./title-words.ts";
import { plainFirst } from "./plain-first.ts";

interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** The title, and several of one posting joined with ` | `. */
export function readTitle(document: Document): Found<string | null> {
  const given = givenTitleOf(document);
  if (given !== null) {
    const value = plainTitle(given.title, placesOf(document));
    const span = { origin: "title", start: 0, end: document.title?.length ?? 0 } as const;
    return { value, evidence: [evidenceOf(document, { field: "title", value, rule: "given", ...span })] };
  }
  const lines = document.lines.filter((line) => line.part !== "furniture");
  const found =
    labelled(lines) ??
    openings(document, lines) ??
    headed(lines) ??
    aboveFields(lines) ??
    inProse(lines) ??
    inLink(lines);
  if (found === undefined) return { value: null, evidence: [] };
  const places = placesOf(document);
  const titles = new Map<string, Candidate>();
  for (const candidate of found) {
    const isListed = candidate.rule === "opening" || candidate.rule === "pipes";
    for (const each of isListed ? eachTitle(spelledOut(candidate.text)) : [candidate.text]) {
      const title = plainTitle(each, places);
      if (title !== "" && !titles.has(title)) titles.set(title, candidate);
    }
  }
  const value = [...titles.keys()].join(" | ");
  const evidence = [...titles].map(
    ([title, { start, end, rule }]): Evidence =>
      evidenceOf(document, { field: "title", value: title, rule, origin: "text", start, end }),
  );
  return { value, evidence };
}

/** Every string of the document that is known to speak of places. */
function placesOf(document: Document): string {
  const labels = document.lines.flatMap((line) => (line.label?.name === "location" ? [line.label.value] : []));
  return [document.location ?? "", ...labels].join(" | ");
}

function labelled(lines: readonly Line[]): Candidate[] | undefined {
  const line = lines.slice(0, 40).find((line) => line.label?.name === "title" && looksLikeTitle(line.label.value));
  const label = line?.label;
  if (line === undefined || label === null || label === undefined) return undefined;
  return lines.filter((other) => other.label?.name === "title").length > 1 && /^role/i.test(line.content)
    ? undefined
    : [{ text: label.value, start: label.start, end: line.end, rule: "label" }];
}

/** A list of openings, or the segments of a head line with pipes. */
function openings(document: Document, lines: readonly Line[]): Candidate[] | undefined {
  const listed = openingsOf(document);
  const inHead = headPiecesOf(lines).flatMap((piece) => (piece.kind === "role" ? [piece] : []));
  if (listed.length >= 2) return listed.map((piece) => ({ ...piece, rule: "opening" }));
  if (inHead.length > 0) return inHead.map((piece) => ({ ...piece, rule: "pipes" }));
  return listed.length > 0 ? listed.map((piece) => ({ ...piece, rule: "opening" })) : undefined;
}

/** How many lines from the top a title may stand. */
const headLength = 25;

/** A heading or a short line at the top that names a role; `Engineer at Company` and `Engineer — Company` up to there. */
function headed(lines: readonly Line[]): Candidate[] | undefined {
  const top = lines.slice(0, headLength);
  const line =
    top.find((line) => line.kind === "heading" && line.part === "head" && looksLikeTitle(titlePart(line.content))) ??
    top.find(
      (line) =>
        line.part === "head" &&
        line.kind !== "bullet" &&
        line.label === null &&
        looksLikeTitle(titlePart(line.content)),
    ) ??
    top.find(
      (line) =>
        line.kind !== "bullet" &&
        line.part !== "duties" &&
        line.part !== "required" &&
        line.label === null &&
        isTitleCased(line.content) &&
        looksLikeTitle(titlePart(line.content)),
    );
  if (line === undefined) return undefined;
  const text = titlePart(line.content);
  return [{ text, start: line.start, end: line.start + text.length, rule: "head" }];
}

/** What a title of which no noun is known must look like: a few words, no sentence. */
const bareTitle = /^\p{Lu}[\p{L}\p{M}\d ,/&+#.’'()*:–-]{2,79}(?<![.:,])$/u;
/** Without a field below, a title by its noun alone is shorter. */
const longestBareTitle = 60;
const fields: ReadonlySet<string> = new Set(["company", "location", "employment", "posted", "mode", "pay"]);

/** The first line of the page, when the next ones are fields of a form or its byline: `Kassierer`, below it `Firma: …`. */
function aboveFields(lines: readonly Line[]): Candidate[] | undefined {
  const [first, second] = lines;
  if (first === undefined || first.label !== null || first.part !== "head" || !bareTitle.test(first.content))
    return undefined;
  const isField = (line: Line | undefined): boolean => line?.label != null && fields.has(line.label.name);
  const isAbove =
    isField(second) ||
    bylineOf(lines.slice(0, 2)) !== undefined ||
    (second !== undefined && first.content.length <= longestBareTitle && namesRoleAbroad(first.content));
  return isAbove ? [{ text: first.content, start: first.start, end: first.end, rule: "above-fields" }] : undefined;
}

/** The words of a head line before the company or the name of the page. */
function titlePart(content: string): string {
  const cut =
    /\s+[—–|]\s+|\s+via\s+\p{Lu}|\s+(?:at|@|bei|chez)\s+(?=\p{Lu})|\s+-\s+(?=(?:full )?job (?:posting|description|details)|stellenanzeige)/iu.exec(
      content,
    );
  if (cut !== null && cut.index > 0 && namesRole(content.slice(0, cut.index))) return content.slice(0, cut.index);
  // `Title - Company`: what follows the dash names no role, and the title before it is whole.
  const dash = /\s-\s(?=[^-]{2,50}$)/.exec(content);
  if (
    dash !== null &&
    /(?:universit|gmbh|\binc\b|\bltd\b|\bag\b|\bllc\b|\bgroup\b|institute|college)/i.test(content.slice(dash.index))
  ) {
    return content.slice(0, dash.index);
  }
  return content;
}

const title =
  "(\\p{Lu}[\\p{L}\\d/&+#.’'()-]{0,40}(?:,? (?:\\p{Lu}[\\p{L}\\d/&+#.’'()-]{0,40}|of|and|&|for|de|del|da|do|di|des|du|für|van|voor|e|y|-|–|[1-5])){0,12}(?: \\([^()]{1,40}\\))?)";
const adjectives =
  "(?:(?:an?|our|the|another|several|multiple|some|one|two|three|more|next|new|first|talented|experienced|skilled|motivated|passionate|exceptional|highly|dynamic|ambitious|curious|creative|strong|proactive|detail-oriented|dedicated|self-motivated|enthusiastic|driven|autonomous|hands-on|full-time|part-time|permanent|remote|seasoned|world-class|great|turn around|and|very|well-rounded),? ){0,6}";
/** Alternatives that may begin a sentence, where the pattern as a whole must tell capitals from small letters. */
function anyCase(alternatives: string): string {
  return alternatives
    .split("|")
    .map((words) => (/^\p{L}/u.test(words) ? `[${words[0]}${words[0]?.toUpperCase()}]${words.slice(1)}` : words))
    .join("|");
}

const sentences = new RuleSet<{ readonly name: string; readonly pattern: RegExp }>(
  [
    {
      name: "seeks",
      pattern: plainFirst(
        `\\b(?:[Ll]ooking for|[Ll]ooking to (?:hire|recruit|add)|[Ss]eek(?:ing|s)?|[Hh]iring(?: for)?|[Rr]ecruiting(?: for)?|[Ss]earching for|[Nn]eeds?|[Ww]ants?|[Oo]n the hunt for) ${adjectives}${title}`,
        "gu",
      ),
    },
    {
      name: "as-a",
      pattern: plainFirst(
        `\\b(?:[Aa]s|[Ii]n the role (?:of|as)|[Rr]ole (?:of|as)|[Pp]osition (?:of|as)|[Jj]oin \\S+(?: \\S+){0,4} as) ${adjectives}${title}`,
        "gu",
      ),
    },
    {
      name: "the-role",
      pattern: plainFirst(
        `\\b(?:[Tt]he|[Tt]his|[Oo]ur|[Oo]ur new) ${title} (?:role|position|will|is responsible|internship|opportunity)\\b`,
        "gu",
      ),
    },
    {
      name: "foreign",
      pattern: plainFirst(
        `\\b(?:${anyCase("suchen wir|sucht|suchen")})(?: [\\p{L}/]+){0,8}? (?:eine?n?(?:/n|\\(n\\)|\\*n|:n)?|dich als|[Ss]ie als) ${title}`,
        "gu",
      ),
    },
    {
      name: "foreign",
      pattern: plainFirst(
        `\\b(?:${anyCase("recherche|recherchons|recrute|recrutons|buscamos|busca|contratamos|zoeken(?: wij| we)?|zoekt|szukamy|poszukujemy|procuramos|procura|tražimo|traži")})(?: een| unos?| una| une?| um| uma| our| notre| nuestro)? ${title}`,
        "gu",
      ),
    },
    {
      name: "foreign",
      pattern: plainFirst(`\\b(?:Als|En tant que|Como|Jako|Kao) (?:eine? |une? |een )?${title}`, "gu"),
    },
  ],
  ({ pattern }) => pattern,
);
/** `Who are we looking for?` and below it `An Analytics Engineer to join …`. */
const answer = plainFirst(`^An? ${adjectives}${title} (?:to|who|with|for)\\b`, "u");
/** Lower-case titles, as people write them in running text: `looking for a founding engineer to`. */
const plainSentence = watch(
  plainFirst(
    `\\b(?:looking for|seeking|seeks?|hiring|recruiting|searching for|on the hunt for) ${adjectives}((?:[\\p{L}\\d/+#-]+ ){0,4}(?:engineer|developer|manager|designer|scientist|analyst|researcher|architect|administrator|lead|intern)s?)\\b`,
    "giu",
  ),
);

/** Every sentence is a witness: the title that most of them name wins, the earlier one among equals. */
function inProse(lines: readonly Line[]): Candidate[] | undefined {
  const votes = new Map<string, { readonly first: Candidate; count: number }>();
  const vote = (candidate: Candidate, weight: number): void => {
    const known = votes.get(candidate.text.toLowerCase());
    if (known === undefined) votes.set(candidate.text.toLowerCase(), { first: candidate, count: weight });
    else known.count += weight;
  };
  for (const line of lines) {
    if (line.part === "company" && votes.size > 0) continue;
    const answered = answer.exec(line.content)?.[1];
    const named = answered === undefined ? undefined : trimmedTitle(answered);
    if (answered !== undefined && named !== undefined) {
      const start = line.start + line.content.indexOf(answered);
      vote({ text: named, start, end: start + named.length, rule: "answer" }, 1.5);
    }
    for (const { name, pattern } of sentences.in(line.cues)) {
      for (const match of matchesOf(pattern, line.content)) {
        const found = match[1] === undefined ? undefined : trimmedTitle(match[1]);
        if (found === undefined) continue;
        const start = line.start + match.index + match[0].indexOf(match[1] ?? "");
        vote({ text: found, start, end: start + found.length, rule: name }, name === "seeks" ? 1.5 : 1);
      }
    }
  }
  const [best] = [...votes.values()].toSorted((a, b) => b.count - a.count);
  if (best !== undefined) return [best.first];
  for (const line of lines) {
    const match = mayMatch(line.cues, plainSentence) ? plainSentence.exec(line.content) : null;
    plainSentence.lastIndex = 0;
    if (match?.[1] === undefined) continue;
    const start = line.start + match.index + match[0].length - match[1].length;
    return [{ text: capitalised(match[1]), start, end: start + match[1].length, rule: "sentence" }];
  }
  return undefined;
}

/** The words up to the last one that can belong to a title; undefined where no role is named. */
function trimmedTitle(words: string): string | undefined {
  const text = words
    .replace(/,? (?:You|We|I|Our|The|This|To|In|At|Who|With|If|Join|For|As|It|And|Or)\b.*$/u, "")
    .replace(/(?:,? (?:of|and|&|for|de|del|da|do|di|des|du|für|van|voor|e|y|-|–))+$/u, "")
    .replace(/[.,;:'’–-]+$/u, "");
  return text.length <= 90 && namesRole(text) && !/^(?:VP|CEO|CTO|Director|Manager)$/.test(text) ? text : undefined;
}

function capitalised(words: string): string {
  return words
    .replace(/(?<![\p{L}\d'’])\p{Ll}/gu, (letter) => letter.toUpperCase())
    .replace(/(Engineer|Developer|Manager|Designer|Scientist|Analyst|Researcher|Architect|Lead|Intern)s$/u, "$1");
}

/** The last resort: a link in the text whose address spells the role (`…/jobs/senior-python-developer-37de517e`). */
function inLink(lines: readonly Line[]): Candidate[] | undefined {
  for (const line of lines) {
    for (const match of matchesOf(/https?:\/\/[^\s/]+(\/[^\s?#]*)/g, line.content.slice(0, 2000))) {
      const slugs = (match[1] ?? "").split("/").toReversed();
      const words = slugs.map(wordsOfSlug).find((words) => words.split(" ").length >= 2 && looksLikeTitle(words));
      if (words === undefined) continue;
      const start = line.start + match.index;
      return [{ text: words, start, end: start + match[0].length, rule: "link" }];
    }
  }
  return undefined;
}

function wordsOfSlug(slug: string): string {
  const words = slug
    .replace(/\.{2,3}$|\.html?$/, "")
    .split(/[-_+]+|%20/)
    .filter((word) => word !== "" && !/\d{3}|^[0-9a-f]{8,}$|\d[a-f]\d/i.test(word));
  return capitalised(words.join(" "));
}
