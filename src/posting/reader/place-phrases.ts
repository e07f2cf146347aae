/** Phrases of prose after which, or between which, a place says where the work is done. */
import { plainFirst } from "./plain-first.ts";

/** How far a claim is believed: `stated` of this very opening, `prose` where nothing better is known, `company` last. */
export type PhraseWeight = "stated" | "prose" | "company";

interface PlacePhrase {
  readonly rule: string;
  readonly weight: PhraseWeight;
  /** What stands before the places. */
  readonly before: RegExp;
  /** What must follow them. */
  readonly after?: RegExp;
  /** What the sentence before the match must not say. */
  readonly unless?: RegExp;
  /** Whether the phrase says where a remote worker may be: `remote` always, `maybe` when the opening is remote only. */
  readonly limits: "always" | "maybe" | "never";
}

const opening =
  "(?:(?:role|position|job|opening|internship|vacancy|opportunity|post|contract|candidates?|applicants?|interns?|you|individual)\\b)";
const gap = "[^.;:!?\\n]";
const near =
  "(?:our |the |an? |one of |either |beautiful |sunny |vibrant |brand new |downtown |central |both |any of )*";

export const placePhrases: readonly PlacePhrase[] = [
  {
    rule: "role-is-based-in",
    weight: "stated",
    before: new RegExp(
      `\\b${opening}${gap}{0,60}?\\b(?:based|located|situated|onsite|on-site|on site|in[- ]person|in[- ]office|sits?|live|living|reside|residing|relocat(?:e|ing)|commut(?:e|ing))(?: \\w+){0,3}? (?:in|at|from|out of|to|within|near|around)(?: or near| or around)? ${near}`,
      "gi",
    ),
    unless: /\b(?:not|whether|wherever|regardless|no matter|clients?|customers?)\b/i,
    limits: "maybe",
  },
  {
    rule: "must-be-in",
    weight: "stated",
    before: new RegExp(
      `\\b(?:must|should|need to|required to|have to|ideally|currently|preferably)(?: also| currently| already)* (?:be )?(?:able to )?(?:physically )?(?:based|located|live|living|reside|residing|resident)(?: full[- ]time| permanently)? (?:in|within|near|of) ${near}`,
      "gi",
    ),
    limits: "maybe",
  },
  {
    rule: "work-on-site-in",
    weight: "stated",
    before: new RegExp(
      `\\b(?:on-?site|on site|in[- ]person|in[- ]office|hybrid|vor ort)(?: \\w+){0,4}? (?:in|at|from|out of) ${near}`,
      "gi",
    ),
    unless: /\b(?:interviews?|events?|retreats?|off-?sites?|conferences?|meetings?|customers?|clients?)\b/i,
    limits: "never",
  },
  {
    rule: "in-the-office",
    weight: "stated",
    before:
      /\b(?:in|at|from|to|of|for|into|near|join) (?:(?:our|its|the|their|either|one of our|your|beautiful|brand new|central|downtown|local) )+/gi,
    after: /^[\s-]*(?:based )?(?:\w+ )?(?:offices?|hub|studio|lab|campus|site)\b/i,
    unless:
      /\b(?:with offices|offices? (?:across|around|all over)|founded|opened|open(?:ing)? (?:a|our)|moved|expanded)\b/i,
    limits: "never",
  },
  {
    rule: "office-in",
    weight: "prose",
    before:
      /\b(?:(?:our|the|your|an?|this) (?:\w+ )?(?:office|hub|studio|lab|campus|headquarters|hq)|am standort|unser(?:em|en)? (?:büro|standort|office)|(?:nuestras|las) oficinas|nos bureaux)(?: del cliente| de l-v| sitadas| is| are| located| based|,)* ?(?:\(|in |at |en |à |de |von )/gi,
    unless: /\b(?:with|opened|founded|offices across|headquartered)\b/i,
    limits: "never",
  },
  {
    rule: "begins-with-office",
    weight: "prose",
    before: plainFirst(/^(?=\p{Lu})/gu),
    after: /^[\s-]+(?:based )?(?:office|location|hub|campus)\b/i,
    unless: /^(?:for|all)\b/i,
    limits: "never",
  },
  {
    rule: "oficinas-en",
    weight: "prose",
    before: plainFirst(
      /\b(?:oficinas?|bureaux?|büros?|standorte?n?|kontor|kantoor|biur\w*|kancelarij\w*|escrit[óo]rios?)(?![\p{L}])[^.;:!?\n]{0,30}? (?:en|in|à|a|de|em|no|na|do|da|w|we|u|i|te|van) /giu,
    ),
    limits: "never",
  },
  {
    rule: "working-locations",
    weight: "stated",
    before:
      /\b(?:working|work|available|possible|job|office|role|preferred|hiring)(?: working| work| office)? locations?(?: options?)?(?: from the following| for this (?:role|position)| include(?:s)?| is| are|\(s\))*\s*[:–-]\s*/gi,
    limits: "maybe",
  },
  {
    rule: "hiring-in",
    weight: "prose",
    before:
      /\b(?:hiring|looking for|seeking|recruiting|searching for|needs?|join (?:us|our)|suchen(?: wir)?|sucht|buscamos|busca|recherch(?:e|ons)|cherch(?:e|ons)|recrut(?:e|ons)|tražimo|traži|szukamy|szuka|poszukuje(?:my)?|zoek(?:en|t)|procura(?:mos)?)\b[^.;:!?\n]{0,90}?(?:^|\s)(?:in|en|à|em|w|we|u|te|based in|located in) /gi,
    unless: /\b(?:customers?|clients?|companies|experience|background|degree)\b/i,
    limits: "maybe",
  },
  {
    rule: "role-at-in",
    weight: "stated",
    before: plainFirst(/\b(?:role|position|job|opening|internship|vacancy) (?:at|with) \p{Lu}[^.;:!?\n]{1,50}? in /gu),
    limits: "maybe",
  },
  {
    rule: "poste-base-a",
    weight: "stated",
    before:
      /\b(?:postes?|puesto|vaga|stelle|stanowisko|pozicija|functie)\b[^.;:!?\n]{0,40}? (?:à|a|en|em|in|w|u|te) /gi,
    limits: "never",
  },
  {
    rule: "residency-in",
    weight: "prose",
    before: plainFirst(/\b(?:current|valid|permanent|proof of|be an?|must be) (?=\p{Lu})/giu),
    after: /^[\s-]*(?:based )?(?:residency|residents?|residence)\b/i,
    limits: "maybe",
  },
  {
    rule: "remote-from",
    weight: "stated",
    before:
      /\b(?:remote(?:ly)?|work(?:ing)? from (?:home|anywhere)|telecommut(?:e|ing)|remote[- ]first)\b(?: (?:role|position|work|opportunity|job|is|only|possible|across|available|open|to|candidates?|working|workers?|for|those|anyone|employees?|based|located|anywhere|full-time))*[ ,(]+(?:with)?(?:in|from|across|inside|throughout|for|to|based in|located in) (?:anywhere in |any(?:where)? (?:of|within) )?(?:the )?/gi,
    unless: /\b(?:team|teams|colleagues|company|employees)\b/i,
    limits: "always",
  },
  {
    rule: "remote-from-abroad",
    weight: "stated",
    before: plainFirst(
      /(?<![\p{L}])(?:remote|home ?-?office|t[ée]l[ée]travail(?: complet| total)?|teletrabajo|(?:en )?remoto|teletrabalho|zdaln(?:ie|a|ą|ej)|na daljinu|thuis(?:werken)?|rad od kuće)(?: (?:work|arbeiten|möglich|possible|posible|possível|arbeit|praca|rad|werken|100 ?%|à 100 ?%))*,? \(?(?:aus|von|innerhalb(?: von)?|in|depuis|partout en|n['’]importe où en|en|desde|dentro de|a partir de|em|de|z(?: terenu| obszaru)?|na terenie|w|iz|unutar|u|sa teritorije|vanuit|binnen)(?: (?:ganz|toute|tout|toda|todo|todos|całej|całego|cele|celog|heel)(?= ))?(?: (?:der|den|dem|la|le|les|el|los|o|os|a|het|de)(?= ))? (?:l['’])?/giu,
    ),
    unless: /\b(?:team|teams|kollegen|collègues)\b/i,
    limits: "always",
  },
  {
    rule: "begins-with-remote",
    weight: "stated",
    before: plainFirst(/(?:^|[.!?] )(?:fully |100 ?% )?remote(?:,|:| [–—-]|,? anywhere(?: in)?) (?=[\p{Lu}wgea])/giu),
    limits: "always",
  },
  {
    rule: "remote-in-brackets",
    weight: "stated",
    before: /\b(?:roles?|positions?|jobs?|openings?)(?: is| are)?(?: fully| all)? remote \((?=\p{Lu})/giu,
    unless: /\b(?:team|teams|colleagues|employees)\b/i,
    limits: "always",
  },
  {
    rule: "overlaps-with-zone",
    weight: "stated",
    before:
      /\boverlap(?:s|ping)?(?: [\w-]+){0,4}? with (?:the )?(?=(?:[A-Z][\w.]*|European?)(?: [\w-]+)? (?:time|hours|time ?zones?|working hours|business hours)\b|[CEMPWG][EMS]?[SD]?T\b|UTC\b)/g,
    limits: "always",
  },
  {
    rule: "hours-of-zone",
    weight: "stated",
    before:
      /\b(?:within|plus or minus|at most|no more than|±) ?(?:\w+) hours? (?:of|from|around|off|away from) (?:the )?/gi,
    limits: "always",
  },
  {
    rule: "open-to-candidates-in",
    weight: "stated",
    before:
      /\b(?:open to|accepting|considering|consider|hire|hiring|eligible|available to|limited to|restricted to)(?: \w+){0,3}? (?:candidates?|applicants?|applications?|people|residents?|anyone|those)(?: \w+){0,3}? (?:in|from|within|of|across) (?:the )?/gi,
    limits: "maybe",
  },
  {
    rule: "only-in",
    weight: "prose",
    before: plainFirst(
      /(?:^|[(\s])(?=\p{Lu}[\p{L}.]{1,12}(?: \p{Lu}\p{L}+)?[ -](?:only|residents?|candidates|applicants)\b)/gu,
    ),
    after: /^[\s-]*(?:based )?(?:only|residents? only|(?:candidates|applicants) only)\b(?! vs)/i,
    unless: /\b(?:e\.g\.|vs|versus|range|data)\b/i,
    limits: "maybe",
  },
  {
    rule: "begins-with-based",
    weight: "prose",
    before: /(?:^|[.!?] )(?:based|located) (?:in|out of) /gi,
    after: /^[\s,(;]*(?:(?:fully )?(?:hybrid|remote|on-?site)\b|with\b|\.|$)/i,
    limits: "never",
  },
  {
    rule: "we-are-based-in",
    weight: "company",
    before:
      /\b(?:we(?:'|’)re|we are|team is|company is|startup is|(?:company|startup|start-up|provider|firm|team|scale-up|scaleup|agency|studio|bank|fund))\b[^.;:!?\n]{0,30}?\b(?:based|located)(?: \w+)? in /gi,
    unless:
      /\b(?:headquarter\w*|customers?|clients?|offices|remote|people|employees|colleagues|staff|members|founded)\b/i,
    limits: "never",
  },
];
