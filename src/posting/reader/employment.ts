/** Kind of employment: from labels, the title, the segments of a head line, and phrases that speak of this posting. */
import type { Employment, Evidence } from "../posting.ts";
import { employments } from "../posting.ts";
import { employmentVocabulary } from "../vocabulary/employment.ts";
import type { RuleSet } from "./cues.ts";
import type { Document } from "./document.ts";
import type { Found, Passage } from "./field.ts";
import { evidenceIn, passagesOf } from "./field.ts";
import { employmentRules } from "./employment-rules.ts";
import { isHeadLine } from "./head-line.ts";
import type { PhraseRule } from "./phrases.ts";
import { firstMatchOf, segmentsOf } from "./phrases.ts";

/** What a whole line or segment may say of employment and nothing else: `Permanent`, `Full-time, Permanent`. */
const longestStatement = 60;

/** The kinds of employment that a posting states. */
export function readEmployment(document: Document): Found<Employment[]> {
  const values = new Set<Employment>();
  const evidence: Evidence[] = [];
  const add = (passage: Passage, value: Employment, rule: string, from: number, to: number): void => {
    if (values.has(value)) return;
    values.add(value);
    evidence.push(evidenceIn(document, passage, { field: "employment", value, rule, from, to }));
  };
  const passages = passagesOf(document);
  for (const passage of passages) {
    const { line } = passage;
    if (isTitleLike(passage)) apply(employmentRules.title, passage, add, valueStart(passage));
    if (line === null) continue;
    readStatements(passage, add);
    if (line.part === "company" || line.part === "optional") continue;
    apply(employmentRules.prose, passage, add);
  }
  return { value: employments.filter((kind) => values.has(kind)), evidence };
}

/** The given title, a labelled one, and what stands in the page's head without being a sentence. */
function isTitleLike({ origin, line }: Passage): boolean {
  if (line === null) return origin === "title";
  if (line.label?.name === "title") return true;
  return line.part === "head" && (isHeadLine(line) || (line.content.length < 120 && !/[.!?]$/.test(line.content)));
}

type Add = (passage: Passage, value: Employment, rule: string, from: number, to: number) => void;

/** Where what the line states begins: the words of its label are no value (`Contract: permanent`). */
function valueStart({ line }: Passage): number {
  return line?.label == null ? 0 : Math.max(0, line.label.start - line.start);
}

function apply(rules: RuleSet<PhraseRule<Employment>>, passage: Passage, add: Add, from = 0): void {
  for (const rule of rules.in(passage.line?.cues)) {
    const match = firstMatchOf(rule, passage.text, from);
    if (match !== undefined) add(passage, rule.value, rule.name, match.from, match.to);
  }
}

/** Labelled values, and the segments of a line between pipes, slashes and commas that name a kind as a whole. */
function readStatements(passage: Passage, add: Add): void {
  const { line } = passage;
  if (line === null) return;
  const isLabelled = line.label?.name === "employment";
  const isHead =
    (line.part === "head" && (isHeadLine(line) || !/[.!?]$/.test(line.content))) ||
    (passage.text.length <= longestStatement &&
      segmentsOf(passage.text).every(({ text }) => employmentOf(text) !== undefined));
  if (!isLabelled && !isHead) return;
  const from = isLabelled && line.label !== null ? line.label.start - line.start : 0;
  for (const segment of segmentsOf(passage.text, from)) {
    const value = employmentOf(segment.text);
    if (value !== undefined) {
      add(passage, value, isLabelled ? "label" : "segment", segment.from, segment.to);
    }
  }
}

function employmentOf(words: string): Employment | undefined {
  const known = employmentVocabulary.resolve(words);
  // Words that name a kind only where somebody fills in a form.
  if (known !== undefined) return /^(?:regular|consultant|temporal|pt|stage)$/i.test(words) ? undefined : known;
  return /^(?:(?:fixed[- ]term|rolling|\d+[- ]months?) )*contract$|^contract to hire$/i.test(words)
    ? "contract"
    : undefined;
}
