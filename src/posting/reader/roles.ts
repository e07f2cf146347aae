/** Which families of work a posting belongs to. One file: those of the title and those of the text are weighed together. */
import type { Evidence, Role } from "../posting.ts";
import { cuesIn, mayMatch, RuleSet, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import { evidenceIn, evidenceOf, type Found, type Passage, passageOf } from "./field.ts";
import {
  additions,
  engineers,
  genericTitle,
  managesEngineering,
  type Narrowing,
  narrowings,
  otherTitles,
  overEngineers,
  type RoleWords,
  technicalTitles,
} from "./role-titles.ts";
import { type TitleSegment, titleSegments } from "./title-proof.ts";
import { plainFirst } from "./plain-first.ts";
import { matchesOf } from "./phrases.ts";

/** A family with the proof for it; null where a title of the reader's own making stands nowhere in the posting. */
interface Sign {
  readonly role: Role;
  readonly evidence: Evidence | null;
}

/** More than this for one role of a title is a list of buzzwords. */
const mostForOneRole = 4;

/** What a posting without a title calls the person that it seeks. */
const calling = plainFirst(
  /(?<![\p{L}])(?:as an?|as our|for an?|seeking an?|hiring an?|need an?|join us as an?|is an?|suchen (?:wir )?einen?|recherchons une?|buscamos una?)\s(?:new |talented |experienced |skilled |senior |junior )*(?<words>[\p{L}/&+#.-]+(?: [\p{L}/&+#.-]+){0,6})/iu,
);

watch(calling);
for (const { words } of [...narrowings, ...additions]) watch(words);
const technicalRoles = new RuleSet(technicalTitles, ({ words }) => words);
const otherRoles = new RuleSet(otherTitles, ({ words }) => words);

/** By the title first; by the text where the title is generic or absent. A title of several roles has the union. */
export function readRoles(document: Document, title: string | null): Found<Role[]> {
  const segments = titleSegments(document, title);
  const lines = document.lines.filter(({ part }) => part !== "furniture" && part !== "company" && part !== "benefits");
  const isOnly = segments.length === 1;
  const signs =
    segments.length === 0
      ? rolesOfText(document, lines)
      : segments.flatMap((segment) => rolesOfSegment(document, segment, isOnly ? lines : []).slice(0, mostForOneRole));
  const found = new Map<Role, Evidence | null>();
  for (const { role, evidence } of signs) if (!found.has(role)) found.set(role, evidence);
  if (found.size > 1) found.delete("other");
  return { value: [...found.keys()], evidence: [...found.values()].filter((evidence) => evidence !== null) };
}

function rolesOfSegment(document: Document, segment: TitleSegment, lines: readonly Line[]): readonly Sign[] {
  const named = namedRoles(document, segment);
  if (named.length > 0) return [...named, ...addedRoles(document, segment, named, lines)];
  const generic = genericTitle.exec(segment.text);
  if (generic === null)
    return [{ role: "other", evidence: proofInTitle(document, segment, "other", "role-none", 0, segment.text.length) }];
  const narrow = narrowed(document, lines);
  if (narrow.length > 0) return narrow;
  const span = [generic.index, generic.index + generic[0].length] as const;
  return [{ role: "software", evidence: proofInTitle(document, segment, "software", "role-generic", ...span) }];
}

/** The families that the title names: in its head ("Security Engineer"), and behind it where the head leaves room ("…, Product Security"). */
function namedRoles(document: Document, segment: TitleSegment): readonly Sign[] {
  const signs: Sign[] = [];
  const parts = partsOf(segment.text);
  // What an engineer builds for, behind the comma, is no trade of the engineer: `Software Engineer, AI product`.
  const isBuilder = builder.test(parts[0]?.text ?? "");
  for (const part of parts) {
    const settled = signs.some(({ role }) => !open.includes(role));
    if (settled) break;
    const technical = matches(part.text, technicalRoles);
    const matched =
      technical.length > 0
        ? technical
        : signs.length > 0 || (isBuilder && part !== parts[0])
          ? []
          : matches(part.text, otherRoles);
    for (const { role, from, to } of matched) {
      if (signs.some((sign) => sign.role === role)) continue;
      signs.push({
        role,
        evidence: proofInTitle(document, segment, role, "role-title", part.start + from, part.start + to),
      });
    }
  }
  const roles = signs.map(({ role }) => role);
  const whole = managesEngineering.exec(segment.text);
  const manages = whole ?? overEngineers.exec(segment.text);
  if (manages === null || roles.includes("engineering-management")) return signs;
  const isManaged = roles.some((role) => managed.includes(role)) && engineers.test(segment.text);
  if (whole === null && !isManaged) return signs;
  const span = [manages.index, manages.index + manages[0].length] as const;
  const role = "engineering-management";
  return [...signs, { role, evidence: proofInTitle(document, segment, role, "role-title-manager", ...span) }];
}

/** Families that a further part of the title may narrow or join: "Backend Engineer, AI Infrastructure". */
const open: readonly Role[] = [
  "backend",
  "frontend",
  "fullstack",
  "software",
  "engineering-management",
  "operations",
  "other",
];
/** Families whose managers manage engineers. */
const managed: readonly Role[] = [
  "backend",
  "frontend",
  "fullstack",
  "mobile",
  "infrastructure",
  "sre",
  "devops",
  "cloud",
  "networking",
  "database",
  "embedded",
  "hardware",
  "robotics",
  "data-engineering",
  "machine-learning",
  "qa",
  "security",
];

interface Part {
  readonly text: string;
  readonly start: number;
}

const partOfTitle = /[^,()|–—:[\]]+?(?=\s+-\s|[,()|–—:[\]]|$)/gu;

/** A title by its commas, dashes and brackets: "Staff Engineer, Product Security (Remote)". */
function partsOf(title: string): readonly Part[] {
  return matchesOf(partOfTitle, title).map((match) => ({
    text: match[0],
    start: match.index,
  }));
}

interface Match {
  readonly role: Role;
  readonly from: number;
  readonly to: number;
}

function matches(text: string, table: RuleSet<RoleWords>): readonly Match[] {
  const found = table.in(cuesIn(text)).flatMap(({ roles, words }): Match[] => {
    const match = words.exec(text);
    return match === null ? [] : roles.map((role) => ({ role, from: match.index, to: match.index + match[0].length }));
  });
  return found.filter((match) => !isShadowed(text, match, found));
}

const builder = plainFirst(/(?<![\p{L}])(?:engineers?|developers?|programmers?)(?![\p{L}])/iu);

/** Trades that an engineer's title names as the customer: "Medical Device Software Engineer". */
const trades: readonly Role[] = ["healthcare", "finance", "education", "legal", "operations", "customer", "marketing"];

/** Words that another family uses for its own name: the "web" of full-stack, the "AI" of security, the "research" of data science. */
function isShadowed(text: string, { role }: Match, all: readonly Match[]): boolean {
  const has = (other: Role) => all.some((match) => match.role === other);
  if (has("fullstack") && (role === "frontend" || role === "backend")) return true;
  if (
    has("security") &&
    (role === "machine-learning" || role === "infrastructure" || role === "analytics" || role === "hardware")
  )
    return true;
  if (has("solutions") && (role === "it-support" || role === "architect")) return true;
  if (has("data-science") && role === "research") return !/bioinformatic/iu.test(text);
  if (has("machine-learning") && role === "research") return !/research(?:er| scientist)?s?(?![\p{L}])/iu.test(text);
  if (has("quant") && role === "research") return true;
  if (has("hardware") && (role === "design" || role === "frontend")) return true;
  if (has("database") && role === "it-support") return true;
  if (trades.includes(role) && builder.test(text)) return true;
  return has("hardware") && (role === "analytics" || role === "qa");
}

function addedRoles(
  document: Document,
  segment: TitleSegment,
  named: readonly Sign[],
  lines: readonly Line[],
): readonly Sign[] {
  return additions
    .filter(({ to, title }) => named.some(({ role }) => to.includes(role)) && title?.test(segment.text) !== false)
    .flatMap((addition) => signOf(document, lines, addition, "role-duties"));
}

/** The narrower family of a generic title; the first that the text is plain about. */
function narrowed(document: Document, lines: readonly Line[]): readonly Sign[] {
  for (const narrowing of narrowings) {
    const signs = signOf(document, lines, narrowing, "role-text");
    if (signs.length > 0) return signs;
  }
  return [];
}

function signOf(
  document: Document,
  lines: readonly Line[],
  { role, words, least }: Narrowing,
  rule: string,
): readonly Sign[] {
  const saying = lines.filter(({ content, cues }) => mayMatch(cues, words) && words.test(content)).slice(0, least);
  const line = saying[0];
  if (line === undefined || saying.length < least) return [];
  const match = words.exec(line.content);
  if (match === null) return [];
  const span = { from: match.index, to: match.index + match[0].length };
  return [{ role, evidence: evidenceIn(document, passageOf(line), { field: "roles", value: role, rule, ...span }) }];
}

/** Without a title: what the posting calls the person that it seeks ("as a Backend Engineer", "looking for a Data Analyst"). */
function rolesOfText(document: Document, lines: readonly Line[]): readonly Sign[] {
  for (const line of lines) {
    const call = mayMatch(line.cues, calling) ? calling.exec(line.content) : null;
    const words = call?.groups?.["words"];
    if (call === null || words === undefined) continue;
    const start = call.index + call[0].length - words.length;
    const passage: Passage = { ...passageOf(line), text: words, start: line.start + start };
    const technical = matches(words, technicalRoles);
    const named = technical.length > 0 ? technical : matches(words, otherRoles);
    const signs = named.map(({ role, from, to }) => ({
      role,
      evidence: evidenceIn(document, passage, { field: "roles", value: role, rule: "role-called", from, to }),
    }));
    if (signs.length > 0) return signs;
  }
  return narrowed(document, lines);
}

function proofInTitle(
  document: Document,
  segment: TitleSegment,
  role: Role,
  rule: string,
  from: number,
  to: number,
): Evidence | null {
  const span = segment.locate(from, to);
  return span && evidenceOf(document, { field: "roles", value: role, rule, ...span });
}
