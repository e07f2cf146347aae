/**
 * Where the work is done. What forms say (a label, the given location, the title, a segment of the head line) counts
 * before what prose says; prose is heard where nothing else speaks, and for a policy of days in the office.
 */
import type { Evidence, Mode } from "../posting.ts";
import { modes } from "../posting.ts";
import type { RuleSet } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found, Passage } from "./field.ts";
import { evidenceIn, passagesOf } from "./field.ts";
import { modeRules } from "./mode-rules.ts";
import { labelAlone } from "./labels.ts";
import type { PhraseRule } from "./phrases.ts";
import { firstMatchOf } from "./phrases.ts";

/** The modes of work that a posting states. */
export function readModes(document: Document): Found<Mode[]> {
  const found = new Map<Mode, Evidence>();
  const add = (passage: Passage, value: Mode, rule: string, from: number, to: number): void => {
    if (!found.has(value)) found.set(value, evidenceIn(document, passage, { field: "modes", value, rule, from, to }));
  };
  const passages = passagesOf(document);
  for (const passage of passages) readForm(passage, add);
  const isStated = found.size > 0;
  for (const passage of passages) {
    if (passage.line === null) continue;
    apply(modeRules.policy, passage, add);
  }
  if (!isStated && !found.has("hybrid")) {
    for (const passage of passages)
      if (passage.line !== null && !isField(passage.line)) apply(modeRules.prose, passage, add);
    // A posting that calls itself hybrid explains in the same breath what is done at home and what is not.
    if (found.has("hybrid")) for (const mode of ["remote", "onsite"] as const) found.delete(mode);
  }
  return { value: modes.filter((mode) => found.has(mode)), evidence: [...found.values()] };
}

type Add = (passage: Passage, value: Mode, rule: string, from: number, to: number) => void;

function apply(rules: RuleSet<PhraseRule<Mode>>, passage: Passage, add: Add, from = 0, to = passage.text.length): void {
  for (const rule of rules.in(passage.line?.cues)) {
    const match = firstMatchOf(rule, passage.text, from, to);
    if (match !== undefined) add(passage, rule.value, rule.name, match.from, match.to);
  }
}

const longestStatement = 60;

/** A label and a few words; `Pay: 20 000. You may work from home.` is prose all the same. */
function isField({ label }: Line): boolean {
  return label !== null && label.value.length <= longestStatement;
}

/** Labels, the given title and location, and head lines: every mode that they name counts. */
function readForm(passage: Passage, add: Add): void {
  const { line, text } = passage;
  if (line === null) {
    apply(modeRules.form, passage, add);
    if (passage.origin === "location") readAlternative(passage, add);
    return;
  }
  const label = line.label;
  if (label !== null) {
    if (label.name === "mode" || label.name === "location" || label.name === "employment" || label.name === "title") {
      apply(modeRules.form, passage, add, label.start - line.start);
      if (label.name !== "title") readAlternative(passage, add);
    }
    return;
  }
  if (labelAlone(text) !== undefined) return;
  const isListed = text.includes(" | ") && /\|.*\||.\| .* · /.test(text.slice(0, 300));
  const isStatement =
    (line.part === "head" && isSlashed(text)) ||
    (line.part === "head" && text.length <= longestStatement && !/[.!?]$/.test(text));
  if (isListed || isStatement || isPlaceWithMode(text)) {
    apply(modeRules.form, passage, add, 0, Math.min(text.length, 300));
    if (isListed) readAlternative(passage, add);
  }
}

/** A head line whose parts stand between slashes, as Lever prints them. */
function isSlashed(text: string): boolean {
  return text.length <= 160 && text.split(/\s\/\s?|\s?\/\s/).length >= 3;
}

/** `Senior Backend Engineer (Remote, Europe)`, `Boston, MA (Hybrid)`: a short line that ends in a mode. */
function isPlaceWithMode(text: string): boolean {
  return text.length <= 90 && /\((?:[^()]{0,30}\b)?(?:remote|hybrid|on-?site)\b[^()]{0,30}\)$/i.test(text);
}

/** `Remote or Berlin`, `NYC and remote`: who may be remote and need not is also welcome at the place. */
function readAlternative(passage: Passage, add: Add): void {
  const match =
    /(?:^|[|(,:])\s*(\p{Lu}[\p{L}.,' ]{1,40}?(?:\s?(?:or|and|OR|AND|&|\/|\(or)|\s(?:oder|und|ou|et|o|y|of|en|lub|i|ili))\s?(?:[Ff]ully )?(?:[Rr]emote|REMOTE|[Rr]emoto|[Zz]dalnie|[Tt]elecommut(?:e|ing)|[Hh]ome[- ]?office))\b|\b((?:[Rr]emote|REMOTE)(?: \([^()]{1,30}\))? (?:or|and|OR|AND|oder|und|ou|et|o|of|lub|ili|&) \p{Lu}[\p{L}. ]{1,30})/u.exec(
      passage.text.slice(0, 300),
    );
  const words = match?.[1] ?? match?.[2];
  if (
    match === null ||
    words === undefined ||
    !/\p{Lu}\p{L}+/u.test(words.replace(/remot[eo]|zdalnie|telecommut\w+|home[- ]?office/gi, ""))
  )
    return;
  if (/\b(?:hybrid|on-?site|full[- ]?time|contract|in-?person)\b/i.test(words)) return;
  const from = match.index + match[0].indexOf(words);
  add(passage, "onsite", "place-or-remote", from, from + words.length);
}
