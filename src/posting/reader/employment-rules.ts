/** The phrases by which postings say what kind of employment they offer. */
import type { Employment } from "../posting.ts";
import { RuleSet } from "./cues.ts";
import type { PhraseRule } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

/** What follows where the words tell of the worker and not of the posting. */
const ofTheWorker =
  /^\W{0,3}(?:(?:work|professional|industry|software|engineering|relevant|related|paid|equivalent|development|years?|of|on|-)\s+){0,5}(?:experience|equivalents?|students?|studies|study|degree|mba|staff members|employees worldwide|education|(?:phd|master'?s) )/i;

/** Words of a title or of a head line. */
export const titleRules: readonly PhraseRule<Employment>[] = [
  {
    name: "title-intern",
    value: "internship",
    pattern:
      /\b(?:intern(?:ship)?s?|co-?op|praktik(?:um|ant(?:in)?)|stagiaire|becari[oa]|pr[aá]cticas|est[aá]gi(?:o|[aá]rio)|staż(?:ysta)?|praktykant|stagiair|praksa|alternance)\b|(?:^|[-–(] ?)stage\b(?! manager)/i,
  },
  {
    name: "title-contract",
    value: "contract",
    pattern: /\b(?:contract(?:or)?|freelance[r]?|ftc|fixed[- ]term|b2b contract)\b/i,
    unlessFollowed: /^s?\s+(?:manage|special|admin|negotiat|lawyer|counsel|law|lifecycle|engineer)/i,
    unlessPreceded: /\bsmart\s+$/i,
  },
  {
    name: "title-part-time",
    value: "part-time",
    pattern:
      /\b(?:part[- ]time|teilzeit|temps partiel|media jornada|deeltijd|meio[- ]per[ií]odo|werkstudent(?:in|en|innen)?|working student|student(?:en)?job|student worker|bijbaan|job étudiant)\b/i,
  },
  {
    name: "title-full-time",
    value: "full-time",
    pattern: /\b(?:full[- ]?time|vollzeit|temps plein|jornada completa|voltijd|permanent|cdi)\b/i,
  },
  {
    name: "title-temporary",
    value: "temporary",
    pattern: /\b(?:temporary|temp(?= )|seasonal|maternity cover|befristet|interim)\b/i,
  },
];

/** Phrases of running text. */
export const proseRules: readonly PhraseRule<Employment>[] = [
  {
    name: "full-time",
    value: "full-time",
    pattern: /\bfull[- ]?time\b/i,
    unlessFollowed: ofTheWorker,
    unlessPreceded:
      /(?:\b(?:years?|yrs|of|equivalent|prior|previous|non|\d+\+?)[\s-]+(?:of\s+)?|\b(?:convert(?:ed|ing)? (?:in)?to|lead(?:ing)? to|potential|possib\w+|future|to|into|become) (?:an? )?)$/i,
  },
  {
    name: "full-time-foreign",
    value: "full-time",
    pattern: plainFirst(
      /\b(?:vollzeit|festanstellung|unbefristete[rns]?|temps plein|en cdi|contrat (?:à durée indéterminée|cdi)|jornada completa|tiempo completo|contrato indefinido|indefinido|contrato (?:de trabalho )?sem termo|voltijd|fulltime dienstverband|vaste baan|pełny etat|umowa o pracę|tempo integral|puno radno vreme|heltid|tillsvidare)(?![\p{L}])|正社員|全职|정규직/iu,
    ),
  },
  { name: "cdi", value: "full-time", pattern: plainFirst(/(?<![\p{L}/])CDI(?![\p{L}/])/u) },
  { name: "cdd", value: "contract", pattern: plainFirst(/(?<![\p{L}/])CDD(?![\p{L}/])/u) },
  {
    name: "b2b",
    value: "contract",
    pattern: plainFirst(
      /\(B2B\)|(?:[Uu]mow[aęy] o prac[ęe]|UoP) ?(?:lub|albo|i|\/|,) ?B2B|(?<![\p{L}])(?:na|umowa|kontrakt|forma[:]?) B2B(?![\p{L}])/u,
    ),
  },
  {
    name: "permanent",
    value: "full-time",
    pattern:
      /\bpermanent,? (?:position|role|job|contract|employment|basis|full|opportunity|employee|vacancy)|\b(?:position|role|job|contract|vacancy) is permanent\b/i,
    unlessPreceded: /\b(?:non|lawful|temp(?:orary)?[ -]to)[- ]$/i,
  },
  {
    name: "part-time",
    value: "part-time",
    pattern:
      /\bpart[- ]?time\b|\bteilzeit\b|\btemps partiel\b|\bmedia jornada\b|\btiempo parcial\b|\bdeeltijd\b|\b(?:niepełny etat|część etatu)\b|\bmeio[- ]período\b|\bnepuno radno vreme\b/i,
    unlessFollowed: ofTheWorker,
  },
  {
    name: "contract",
    value: "contract",
    pattern:
      /\bcontract[- ]to[- ](?:hire|perm(?:anent)?)\b|\b(?:fixed[- ]term|rolling|freelance|b2b|c2c|short[- ]term|long[- ]term|\d+[- ](?:month|week|year)s?(?: (?:rolling|fixed[- ]term|initial))?)[- ]?(?: contract(?:or)?s?)\b|\bcontract (?:position|role|job|basis|opportunity|assignment|engagement|type)\b|\bcontract (?:length|duration)\b|\bindependent contractors?\b|\b(?:as|hiring|for|looking for) (?:an? )?(?:\(?[\w -]{1,30}\)? )?(?:contractors?|freelancers?)\b|\bcontractors? (?:based|needed|wanted|position|role)\b|\binterested in contracting\b|\bfreelance (?:position|role|basis|opportunity|project)\b|\bfreiberuflich\w*|\bauf freelance[- ]basis\b|\bkontrakt b2b\b|\bumowa b2b\b/i,
    unlessFollowed: /^\s+(?:work experience|experience|manage|negotiat|manufactur|law)/i,
    unlessPreceded: /\b(?:data|smart|manage|managing|negotiat\w*|government|customer|with|third[- ]party|our) $/i,
  },
  {
    name: "internship",
    value: "internship",
    pattern:
      /\b(?:this|our|the|paid|month|week|summer|winter|spring|fall|full[- ]?time|part[- ]?time) internship\b|\binternship (?:program|position|role|opportunity|lasts|duration|runs)|\b(?:as|for|seeking|hiring) (?:an? |our )?(?:[\w/+#-]+ ){0,4}intern\b|\bdieses praktikum\b|\bce stage\b|\besta(?:s)? prácticas\b|\bstageplek\b/i,
    unlessPreceded: /\b(?:prior|previous|past|through|e\.g\.,?|or) $/i,
    unlessFollowed: /^\s+(?:experience|or project)/i,
  },
  {
    name: "temporary",
    value: "temporary",
    pattern:
      /\b(?:temporary|seasonal) (?:position|role|job|assignment|contract|employment|basis|full|cover)\b|\bmaternity (?:leave )?cover\b|\bbefristet(?:e[rns]?)?(?: (?:stelle|auf|bis|für))\b|\bzeitarbeit\b|\btijdelijk(?:e)? (?:contract|functie)\b/i,
    unlessPreceded: /\bun$/i,
  },
];

export const employmentRules = {
  title: new RuleSet(titleRules, ({ pattern }) => pattern),
  prose: new RuleSet(proseRules, ({ pattern }) => pattern),
};
