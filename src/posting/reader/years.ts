/** The years of experience that a posting asks for. */
import { RuleSet } from "./cues.ts";
import type { Document } from "./document.ts";
import { type Passage, passageOf } from "./field.ts";
import {
  activity,
  alternativeBefore,
  asking,
  degree,
  experience,
  notExperienceAfter,
  notExperienceBefore,
  numberOf,
  ownHistory,
  labelledYears,
  worked,
  yearsPattern,
} from "./level-words.ts";

import { matchesOf } from "./phrases.ts";

const figures = new RuleSet([yearsPattern, labelledYears], (pattern) => pattern);

export interface YearsAsked {
  /** The lower bound. */
  readonly years: number;
  /** True where they are only preferred, which counts less than a required figure. */
  readonly isPreferred: boolean;
  readonly passage: Passage;
  readonly from: number;
  readonly to: number;
}

/** How far words that qualify a number may stand from it, in UTF-16 units; keeps the search linear. */
const reach = 120;
/** More is a company's age, not a person's. */
const mostYears = 20;
/** No line asks for more. */
const mostFigures = 300;

/** Every figure, in the order of the text. Those of the section of extras are only preferred. */
export function yearsAsked(document: Document): readonly YearsAsked[] {
  return document.lines
    .filter(({ part }) => part !== "furniture" && part !== "benefits" && part !== "company")
    .flatMap((line) => yearsIn(passageOf(line)));
}

function yearsIn(passage: Passage): readonly YearsAsked[] {
  const { text, line } = passage;
  return figures
    .in(line?.cues)
    .flatMap((pattern) => matchesOf(pattern, text).slice(0, mostFigures))
    .flatMap((match): YearsAsked[] => {
      const from = match.index;
      const to = from + match[0].length;
      const years = numberOf(match.groups?.["lower"] ?? "");
      if (years === undefined || years > mostYears) return [];
      const before = sentenceBefore(text.slice(Math.max(0, from - reach), from));
      const after = sentenceAfter(text.slice(to, to + reach));
      if (notExperienceBefore.test(before) || notExperienceAfter.test(after) || ownHistory.test(before)) return [];
      if (alternativeBefore.test(before) && degree.test(before)) return [];
      if (!isAsked(passage, match[0], before, after)) return [];
      const isPreferred =
        passage.line?.part === "optional" ||
        /(?<![\p{L}])(?:preferred|ideally|preferably|a plus|nice to have|bonus|desirable|von vorteil)(?![\p{L}])/iu.test(
          before + after,
        );
      return [{ years, isPreferred, passage, from, to }];
    });
}

/** An open figure ("3+ years") asks by its form; others need a word of experience, or a line of requirements. */
function isAsked({ line }: Passage, figure: string, before: string, after: string): boolean {
  if (/yoe|experience|経験|\+/i.test(figure)) return true;
  if ((line?.part === "required" || asking.test(before)) && activity.test(after)) return true;
  if (experience.test(after) || experience.test(before)) return true;
  return (line?.part === "required" || line?.part === "optional") && (worked.test(before) || worked.test(after));
}

function sentenceBefore(text: string): string {
  return text.slice(Math.max(...[". ", "! ", "? ", "• "].map((stop) => text.lastIndexOf(stop))) + 1);
}

function sentenceAfter(text: string): string {
  const end = text.search(/[.!?](?:\s|$)|•|;/);
  return end < 0 ? text : text.slice(0, end);
}
