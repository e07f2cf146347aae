/** How senior the person is meant to be. */
import { type Evidence, type Level, levels as order } from "../posting.ts";
import { mayMatch, RuleSet, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import { evidenceIn, evidenceOf, type Found, type Passage, passageOf } from "./field.ts";
import {
  invitation,
  labelledLevels,
  lead,
  levelRange,
  type LevelWords,
  manager,
  managerOfThings,
  managesPeople,
  ofOthers,
  plainManager,
  statedLevels,
  titleLevels,
} from "./level-words.ts";
import { type TitleSegment, titleSegments } from "./title-proof.ts";
import { type YearsAsked, yearsAsked } from "./years.ts";

/** A level with the words that say it. */
interface Sign {
  readonly level: Level;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
}

const stated = new RuleSet(statedLevels, ({ words }) => words);
watch(managesPeople);
watch(levelRange);

/** The title decides; where it is silent a labelled level, then a clear statement, then the years asked for. */
export function readLevels(document: Document, title: string | null): Found<Level[]> {
  for (const read of [
    () => byTitle(document, title),
    () => byLabel(document),
    () => byStatement(document),
    () => byYears(document),
  ]) {
    const found = read();
    if (found.value.length > 0) return found;
  }
  return { value: [], evidence: [] };
}

function byTitle(document: Document, title: string | null): Found<Level[]> {
  const levels = new Map<Level, Evidence | null>();
  const silent: TitleSegment[] = [];
  for (const segment of titleSegments(document, title)) {
    const signs = signsOfTitle(segment.text, document);
    if (signs.length === 0) silent.push(segment);
    for (const { level, rule, from, to } of signs) {
      if (levels.has(level)) continue;
      const span = segment.locate(from, to);
      levels.set(level, span && evidenceOf(document, { field: "levels", value: level, rule, ...span }));
    }
  }
  const beside = levels.size === 0 ? [] : silent.flatMap((segment) => yearsBeside(document, segment));
  for (const { level, evidence } of beside) if (!levels.has(level)) levels.set(level, evidence);
  return { value: inOrder(levels.keys()), evidence: [...levels.values()].filter((evidence) => evidence !== null) };
}

/** The years on the line that introduces one of several roles: "Backend Engineer – 2–4 years of experience". */
function yearsBeside(document: Document, { text }: TitleSegment): readonly { level: Level; evidence: Evidence }[] {
  return yearsAsked(document)
    .filter(({ passage }) => passage.text.startsWith(text))
    .slice(0, 1)
    .map(({ years, passage, from, to }) => {
      const level = levelOfYears(years);
      return {
        level,
        evidence: evidenceIn(document, passage, {
          field: "levels",
          value: level,
          rule: "level-years-of-role",
          from,
          to,
        }),
      };
    });
}

function signsOfTitle(title: string, document: Document): readonly Sign[] {
  const signs = titleLevels.flatMap((words) => signOf(title, words, "level-title"));
  const intern = signs.find(({ level }) => level === "intern");
  if (intern !== undefined) return [intern];
  const ranks = [...signs, ...managerSign(title, signs), ...leadSign(title, signs, document)];
  return ranks.filter((sign) => !isOutranked(title, sign, ranks));
}

/** Bare "Manager", unless it manages a product, a project, a program or an account. */
function managerSign(title: string, signs: readonly Sign[]): readonly Sign[] {
  if (signs.some(({ level }) => level === "manager" || level === "director" || level === "executive")) return [];
  const match = plainManager.exec(title);
  if (match === null) return [];
  const isLeadingWord = /^\s*(?:senior |sr\.? )?(?:manager|mgr)\s*[,–-]/iu.test(title);
  if (!isLeadingWord && managerOfThings.test(title)) return [];
  // `Software Engineer, Ads Manager` works on a product of that name.
  if (/(?:engineer|developer|scientist|analyst|designer)s?\s*[,–-]\s/iu.test(title.slice(0, match.index))) return [];
  return [{ level: "manager", rule: "level-title-manager", from: match.index, to: match.index + match[0].length }];
}

/** "Lead" is a rank of its own, or a manager where the text says that the person manages people. */
function leadSign(title: string, signs: readonly Sign[], document: Document): readonly Sign[] {
  if (signs.some(({ level }) => level !== "senior" && level !== "mid" && level !== "junior")) return [];
  const match = lead.exec(title);
  if (
    match === null ||
    manager.test(title.slice(match.index + match[0].length)) ||
    /founding|co-?founder/iu.test(title)
  )
    return [];
  const manages = document.lines.some(
    (line) => isAboutTheWork(line) && mayMatch(line.cues, managesPeople) && managesPeople.test(line.content),
  );
  const rule = manages ? "level-title-lead-of-people" : "level-title-lead";
  return [{ level: manages ? "manager" : "staff", rule, from: match.index, to: match.index + match[0].length }];
}

/** "Senior Staff" is staff and "Senior Manager" a manager; "Senior/Staff", "Mid-Senior" and "Senior or Staff" are both. */
function isOutranked(title: string, sign: Sign, signs: readonly Sign[]): boolean {
  const rank = order.indexOf(sign.level);
  const higher = signs.filter(({ level }) => order.indexOf(level) > rank);
  if (sign.level === "staff") return higher.some(({ level }) => level === "director" || level === "executive");
  if (rank > order.indexOf("staff")) return false;
  return higher.some(({ from }) => {
    const between = title.slice(Math.min(sign.to, from), Math.max(sign.from, from));
    return !/[/&,-]|(?<![\p{L}])(?:or|and|to|und|oder|bis)(?![\p{L}])/iu.test(between);
  });
}

function byLabel(document: Document): Found<Level[]> {
  const line = document.lines.find(({ label, part }) => label?.name === "level" && part !== "furniture");
  if (line?.label === null || line?.label === undefined) return { value: [], evidence: [] };
  const { value, start } = line.label;
  const signs = labelledLevels.flatMap((words) => signOf(value, words, "level-label"));
  return found(document, { origin: "text", text: value, start, line }, signs);
}

/** `Not the right fit for entry-level or junior engineers` says whom the posting does not mean. */
const notMeant =
  /\bnot (?:be )?(?:an?|the|looking|suited|suitable|open|appropriate|meant)(?: \w+){0,4} (?:entry[- ]level|junior|interns?|new grad\w*|recent grad\w*)\b/i;

function byStatement(document: Document): Found<Level[]> {
  for (const line of document.lines) {
    if (!isAboutTheWork(line) || notMeant.test(line.content)) continue;
    const ofHead = line.part === "head" ? headerLevels(line.content) : [];
    const special = ofHead.length > 0 ? ofHead : rangedLevels(line);
    const signs =
      special.length > 0
        ? special
        : stated.in(line.cues).flatMap((words) => signOf(line.content, words, "level-stated"));
    if (signs.length > 0) return found(document, passageOf(line), signs);
  }
  return { value: [], evidence: [] };
}

/** Every level from one end of a range to the other: `new grads through senior are welcome`. */
function rangedLevels({ content, cues }: Line): readonly Sign[] {
  const match = mayMatch(cues, levelRange) ? levelRange.exec(content) : null;
  if (match === null || ofOthers.test(content)) return [];
  const isAlone =
    /^(?:from |von |de )?$/i.test(content.slice(0, match.index)) && match.index + match[0].length >= content.length - 1;
  if (!isAlone && !invitation.test(content)) return [];
  const low = rankOf(match.groups?.["low"] ?? "");
  const high = rankOf(match.groups?.["high"] ?? "");
  const span = { from: match.index, to: match.index + match[0].length };
  return low < high ? order.slice(low, high + 1).map((level) => ({ level, rule: "level-range", ...span })) : [];
}

function rankOf(words: string): number {
  const found = levelWords.find(([begin]) => words.toLowerCase().startsWith(begin));
  return order.indexOf(found?.[1] ?? "junior");
}

/** By the beginnings of the words in `levelRange`; the others are all for the junior. */
const levelWords: readonly (readonly [string, Level])[] = [
  ["mid", "mid"],
  ["senior", "senior"],
  ["staff", "staff"],
  ["principal", "staff"],
];

/** A field of a header such as `Acme | Developers | Mid-level & Senior | Remote` that names nothing but levels. */
function headerLevels(header: string): readonly Sign[] {
  let at = 0;
  return header.split("|").flatMap((field) => {
    const start = at;
    at += field.length + 1;
    if (
      !/^\s*(?:(?:level|seniority)\s*:\s*)?(?:(?:junior|jr|mid|mid[- ]?level|senior|sr|staff|principal|intern|entry[- ]level|level|and|to|or|all levels)[\s,&/+.-]*)+$/iu.test(
        field,
      )
    )
      return [];
    return titleLevels
      .flatMap((words) => signOf(field, words, "level-header"))
      .map((sign) => ({ ...sign, from: start + sign.from, to: start + sign.to }));
  });
}

function byYears(document: Document): Found<Level[]> {
  const asked = yearsAsked(document);
  const required = asked.filter(({ isPreferred }) => !isPreferred);
  const most = mostOf(required.length > 0 ? required : asked); // an extra is better than nothing, never more than a must
  if (most === undefined) return { value: [], evidence: [] };
  const level = levelOfYears(most.years);
  return found(document, most.passage, [{ level, rule: "level-years", from: most.from, to: most.to }]);
}

function mostOf(asked: readonly YearsAsked[]): YearsAsked | undefined {
  return asked.toSorted((a, b) => b.years - a.years)[0];
}

function levelOfYears(years: number): Level {
  if (years < 2) return "junior";
  return years < 5 ? "mid" : "senior";
}

function isAboutTheWork({ part }: Document["lines"][number]): boolean {
  return part !== "furniture" && part !== "company" && part !== "benefits";
}

function signOf(text: string, { level, words }: LevelWords, rule: string): readonly Sign[] {
  const match = words.exec(text);
  return match === null ? [] : [{ level, rule, from: match.index, to: match.index + match[0].length }];
}

function found(document: Document, passage: Passage, signs: readonly Sign[]): Found<Level[]> {
  const evidence = signs.map(({ level, rule, from, to }) =>
    evidenceIn(document, passage, { field: "levels", value: level, rule, from, to }),
  );
  return { value: inOrder(signs.map(({ level }) => level)), evidence };
}

function inOrder(found: Iterable<Level>): Level[] {
  const set = new Set(found);
  return order.filter((level) => set.has(level));
}
