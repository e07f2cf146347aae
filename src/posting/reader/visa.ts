/** Whether the employer sponsors a visa: `no` too where only people who are authorised already may apply. */
import { mayMatch, watch } from "./cues.ts";
import type { Document } from "./document.ts";
import type { Found, Passage } from "./field.ts";
import { evidenceIn, passagesOf } from "./field.ts";
import { matchesOf } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

interface Rule {
  readonly name: string;
  readonly value: "yes" | "no";
  readonly pattern: RegExp;
}

const visa =
  "(?:(?:work |employment |h-?1b |immigration |any )?visas?(?: or work permits?)?|h-?1b|work permits?|immigration)";
const authorised =
  "(?:legal(?:ly)? |currently |already |be |fully )*(?:authori[sz]ed|eligible|entitled|permitted|allowed)";

/** Refusals first: a sentence that refuses often contains the words of one that offers. */
const rules: readonly Rule[] = [
  {
    name: "sponsors-with-limits",
    value: "yes",
    pattern: /\bwe do sponsor visas?\b/i,
  },
  {
    name: "no-sponsorship",
    value: "no",
    pattern: new RegExp(
      [
        "\\b(?:no|without|not)(?: (?:offering|providing|any|need(?:ing)? for|the need for|requir(?:e|ing)|current or future|employer|employment|visa|work|h-?1b|immigration|relocation or|or|and|future|relocation))* sponsorships?\\b(?! for an export)",
        `\\b(?:unable|not able|cannot|can't|can’t|can not|do not|don't|don’t|does not|doesn't|doesn’t|will not|won't|won’t|not (?:currently |presently |in a position |going |willing |be able )*to|are not|is not|aren't|isn't)(?: [\\w/,-]+){0,7}? (?:sponsor(?:s|ing|ship|ships)?|${visa} support)\\b(?! for an export)`,
        "\\bsponsorship(?:s)?(?: [\\w,-]+){0,5}? (?:is|are|will)(?: currently| be)* (?:not|n't|unavailable)\\b|\\bsponsorship (?:not|un)\\s?(?:available|offered|provided|possible|supported)\\b",
        "\\b(?:visa|sponsorship)s?(?: sponsorship)?\\s?:\\s?(?:no|none|not|unavailable|n\\/a)\\b",
        "\\bnot eligible for (?:visa|immigration|employment)? ?sponsorship\\b|\\bineligible for (?:visa|immigration|employment)? ?sponsorship\\b",
        "\\bkein(?:e|en)? (?:visa|visum)[\\w-]*(?:sponsoring|unterst[uü]tzung)?|\\bpas de (?:sponsoring|parrainage) de visa\\b|\\bne (?:proposons|sponsorisons|offrons|parrainons) pas (?:de )?(?:visas?|sponsoring|parrainage)\\b|\\bno (?:se )?(?:ofrece|ofrecemos) (?:patrocinio|visado)",
      ].join("|"),
      "i",
    ),
  },
  {
    name: "must-be-authorised",
    value: "no",
    pattern: plainFirst(
      [
        `\\b(?:must|should|need to|required to|only (?:consider|accept|open to)(?: applicants?| candidates?)?(?: who are| that are)?|have to|candidates? (?:who are|that are)|applicants? (?:who are|that are))(?: [\\w,]+){0,3}? ${authorised} to work\\b(?! overtime)`,
        "\\b(?:must|should|need to|required to|only consider|have to|requires?|be able to)(?: [\\w,'’]+){0,14}? (?:the |a |an |valid |full |existing |unrestricted |legal |permanent |current |your )*(?:right to work|work(?:ing)? rights?|work permits?|work authori[sz]ations?|working permit|authori[sz]ation to work|permission to work|eligibility to work)\\b",
        "\\b(?:must|should|need to)(?: [\\w,]+){0,4}? (?:hold|possess|have|be) (?:an? |the )?(?:[\\p{L}.]{2,20} ){1,3}(?:citizen(?:ship)?|work rights|permanent residen(?:t|cy|ce))\\b",
        "\\b(?:valid|existing|current) (?:work (?:permit|authori[sz]ation|visa)|right to work)[\\w /]{0,30}(?:is |are )?(?:required|needed|essential|mandatory)\\b",
        "\\b(?:proof of (?:eligibility|right) to work)\\b.{0,60}\\brequired\\b",
        "\\b(?:u\\.?s\\.?|american|australian|british|uk|eu|canadian) (?:citizens?|citizenship)(?: or (?:permanent|lawful)[\\w ]{0,20})? (?:only|(?:is |are )?required)\\b|\\bonly (?:open to )?(?:u\\.?s\\.?|australian|british|eu|canadian) (?:citizens|persons)\\b|\\bmust be (?:an? )?(?:u\\.?s\\.?|australian|canadian|british|eu) citizen\\b(?!,? or national)",
        "\\b(?:residency|residence|resident)s?(?: [\\w]+){0,3} with (?:a )?(?:valid )?work (?:permits?|rights?)\\b",
        "\\bfull working rights\\b|\\b(?:valid|unrestricted) working rights\\b|\\bright to work in [\\p{L} ,]{2,40} (?:is )?(?:required|essential|needed)\\b",
        "\\b(?:gültige|eine) arbeitserlaubnis (?:ist )?(?:erforderlich|voraussetzung|zwingend)|\\bpermis de travail (?:valide )?(?:requis|exigé|obligatoire)|\\bpermiso de trabajo (?:en regla|vigente|imprescindible)|\\bgeldige werkvergunning\\b|\\bważne pozwolenie na pracę\\b",
      ].join("|"),
      "iu",
    ),
  },
  {
    name: "sponsors",
    value: "yes",
    pattern: new RegExp(
      [
        `\\b${visa}(?: and relocation| \\(.{1,20}\\))? ?(?:sponsorship|support|assistance|sponsoring|help)\\b`,
        `\\b(?:will|can|do|does|able to|happy to|may|we|also|to|open to) sponsor(?:ing)?(?: (?:your|the|a|an|work|for|any|all|successful|candidates['’]?|employees|eligible|qualified|right|green|cards?))* (?:${visa}|green cards?|candidates?|work|relocation)\\b`,
        "\\bdo(?:es)? (?:you|we|they|the company) sponsor (?:work |employment )?visas?\\b",
        "\\b(?:will|can|able to|happy to|open to) sponsor\\b(?! (?:\\w+ )?(?:events?|meetups?|conferences?|projects?|teams?))",
        "\\b(?:we|company) (?:will|can|do|are able to|are happy to) sponsor(?=[.,;!)]|$| for )",
        "\\bsponsorship (?:is )?(?:available|offered|provided|possible|for (?:visas?|work|the right|eligible|qualified))\\b|\\b(?:offer|provide|offering|providing)s? (?:\\w+ ){0,3}sponsorship\\b",
        "\\b(?:relocation|visa) (?:and|&|\\/|or) (?:visa|relocation)(?: support| assistance| sponsorship| package)?\\b",
        "\\bvisa\\s?:\\s?(?:yes|will sponsor|sponsored|available|provided)\\b",
        "\\b(?:help|assist|support)(?:s|ing)? (?:you )?with (?:your |the |a |an |any |getting |obtaining )*(?:visas?|work permits?|immigration)\\b",
        "\\bunterst[uü]tz\\w+ (?:dich |sie |euch )?(?:bei|beim) (?:der |dem |deinem |ihrem )?(?:visum|visa)|\\bvisumsunterst[uü]tzung\\b|\\bunterst[uü]tzung (?:bei|beim) (?:visum|der visa)|\\bparrainage de visa\\b|\\bpatrocinio de visa(?:do)?\\b|\\bvisumsponsoring\\b|\\bwsparcie wizowe\\b|\\bsponzorstvo vize\\b",
      ].join("|"),
      "i",
    ),
  },
];

for (const { pattern } of rules) watch(pattern);

/** `yes`, `no` or null. Where a posting says both, the refusal is the news. */
export function readVisa(document: Document): Found<"yes" | "no" | null> {
  const passages = passagesOf(document).filter(({ origin }) => origin === "text");
  for (const rule of rules) {
    for (const [index, passage] of passages.entries()) {
      if (!mayMatch(passage.line?.cues, rule.pattern)) continue;
      for (const match of matchesOf(rule.pattern, passage.text)) {
        const span = { from: match.index, to: match.index + match[0].length };
        const value = valueOf(rule, passage, span, passages[index + 1]);
        if (value === null) continue;
        const proof = { field: "visa", value, rule: rule.name, ...span } as const;
        return { value, evidence: [evidenceIn(document, passage, proof)] };
      }
    }
  }
  return { value: null, evidence: [] };
}

/** What the words say; in a question of a form or of an FAQ nothing, but for its answer, on the same line or below. */
function valueOf(
  rule: Rule,
  passage: Passage,
  { from, to }: { readonly from: number; readonly to: number },
  below: Passage | undefined,
): "yes" | "no" | null {
  const question = /^[^.!?]{0,100}\?/.exec(passage.text.slice(to, to + 120));
  if (question === null) return holds(rule, passage, from, to) ? rule.value : null;
  if (rule.value === "no") return null;
  const answer = passage.text.slice(to + question[0].length).trim() || (below?.text ?? "");
  if (refuses.test(answer)) return "no";
  return agrees.test(answer) ? "yes" : null;
}

const agrees = /^\W*(?:yes|yep|absolutely|of course|we do|ja|jawohl|oui|sí|si|tak|da|sim)(?![\p{L}])/iu;
const refuses =
  /^\W*(?:no|nope|not|unfortunately|sorry|we (?:do not|don['’]t|cannot|can['’]t)|nein|leider|non|nee|helaas|nie|niestety|ne|não)(?![\p{L}])/iu;

function holds(rule: Rule, passage: Passage, from: number, to: number): boolean {
  const before = passage.text.slice(Math.max(0, from - 80), from);
  const after = passage.text.slice(to, to + 80);
  if (rule.value === "yes") {
    const isRefused = /\b(?:no|not|without|unable|cannot|can't|don't|unfortunately|any)(?: [\w,]+){0,6}\W{0,2}$/i.test(
      before,
    );
    const isConditional = /\b(?:require|need|requires|needing|requiring)(?: [\w,]+){0,4} $/i.test(before);
    return (
      !isRefused &&
      !isConditional &&
      !/^\W{0,3}(?:is|are)? ?(?:not|un)/i.test(after) &&
      !/export/i.test(after.slice(0, 30))
    );
  }
  return !/\b(?:if you (?:don't|do not)|you don't)(?: \w+){0,3} $/i.test(before);
}
