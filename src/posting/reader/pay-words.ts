/** The words around a sum that tell whether it is pay, for how long, and of what kind. Data only. */
import type { PayPeriod } from "../posting.ts";
import { plainFirst, wholeWords } from "./plain-first.ts";

/** Periods right behind a sum ("/hr", "pro Jahr") or in the words that introduce it ("annual base salary"). */
export const periods: readonly (readonly [PayPeriod, RegExp])[] = [
  [
    "hour",
    word(
      "(?:\\/|per|an|a|each|every|pro|je|die|par|de l['’]|l['’]|por|a la|la|all['’]|na|za|po|per de)\\s?(?:hours?|hrs?\\.?|h|stunde|std\\.?|heure|hora|ora|uur|godzin[ęa]|godz\\.?|h\\.?|sat|hodinu|часа?)|hourly|p\\.?h\\.|stundenlohn|stündlich|taux horaire|uurloon|uurtarief|stawka godzinowa|satnica",
      "時給",
    ),
  ],
  [
    "day",
    word(
      "(?:\\/|per|a|pro|am|je|par|por|al|na|za|po)\\s?(?:days?|d|tag|jour|d[ií]a|dia|dag|dzień|dan|danu|manday)|daily(?: rate)?|day rate|tagessatz|tjm|p\\.?d\\.|dagtarief|stawka dzienna|md",
    ),
  ],
  [
    "week",
    word(
      "(?:\\/|per|a|pro|die|je|par|por|a la|à la|na|za)\\s?(?:weeks?|wk|woche|semaine|semana|week|tydzień|nedelju)|weekly|wöchentlich|hebdomadaire|semanal(?:es)?|wekelijks|tygodniowo|nedeljno",
    ),
  ],
  [
    "month",
    word(
      "(?:\\/|per|a|pro|je|den|par|por|al|ao|na|za|im|po|de)\\s?(?:months?|mo\\.?|mth|monat|mois|mes|m[êe]s|mese|maand|miesiąc|mies\\.?|m-c|mesec|měsíc|luna|month)|monthly|p\\.?m\\.|monatlich\\p{L}*|monats\\p{L}+|mensuel\\p{L}*|mensual\\p{L}*|mensal|mensile|maandelijks|miesięcznie|mjesečno|mesečno|měsíčně|lunar",
      "月給|月収",
    ),
  ],
  [
    "year",
    word(
      "(?:\\/|per|a|pro|je|par|por|al|ao|na|za|rok|im|l['’])\\s?(?:years?|yr\\.?|annum|anno|jahr|an|ann[ée]e|a[nñ]o|ano|jaar|rok|y|godinu|godišnje|rocznie)|yearly|annual(?:ly|ised|ized)?|p\\.?\\s?a\\.?|jährlich\\p{L}*|jahres\\p{L}+|annuel\\p{L}*|anual\\p{L}*|annuo|jaarlijks|bruttojahres\\p{L}+|rocznie|godišnje|ročně|lpa",
      "年収|年俸",
    ),
  ],
];

/** Words of pay, in the sentence of the sum, its heading, or the line above. */
export const payWord = word(
  "doe(?=\\s*(?:$|[.,;)|]))|depending on experience|je nach (?:erfahrung|qualifikation)|selon (?:le )?profil|selon expérience|según (?:experiencia|valía)|salar(?:y|ies|ial)|(?:base|starting|gross|net|basic) (?:pay|salary|compensation|wage)|pay|paid|paying|pays|compensation|compensated|comp|remuneration|wages?|earn(?:ing)?s?|base|rates?|stawka|ote|total cash|package|\\p{L}*gehalt\\p{L}*|gehälter|vergütung|verdienst|lohn|entgelt|brutto\\p{L}*|netto\\p{L}*|gross|b2b|salaires?|rémunération|brut|fourchette|salario|sueldo|retribuci[óo]n|bruto|sal[áa]rio|remunera[çc][ãa]o|stipendio|retribuzione|ral|salaris|loon|bruto per|wynagrodzenie|pensja|widełki|umow\\p{L}+|plata|zarada|mzd[ay]|plat",
  "年収|年俸|月給|月収|時給|給与",
);

/** On-target and total figures: taken only where no base pay is stated. */
export const totalBefore = word(
  "ote|on[- ]target earnings?|on target|total (?:annual )?(?:target )?(?:cash |direct )?(?:comp|compensation|package|earnings|rewards?)|tc|first[- ]year earnings|earning potential|uncapped",
);
export const totalAfter =
  /^\s*(?:\([^)]{0,10})?\s*(?:ote|on[- ]target|total|tc\b|tc\)|package incl|incl(?:uding|\.)? (?:bonus|commission|equity))/iu;

/** Sums that are no pay, by the words that lead up to them, unless a word of pay comes in between (`since`). */
export const noPayBefore = plainFirst(
  "(?<![\\p{L}])(?:raised|raising|raise|funding|fundraise|financing|series [a-f]|seed|backed|valued|valuation|revenues?|arr|mrr|gmv|turnover|sales of|budgets?|stipends?|bonus(?:es)?|equity|stock|shares?|options?|rsus?|allowances?|assets?|aum|quotas?|differential|additional|extra|referral|sign[- ]on|signing|relocation|reimburse\\p{L}*|fund|credits?|vouchers?|gift|grants?|donat\\p{L}+|processed?|volume|worth|saved|savings|investments?|invest\\p{L}*|contracts?|deals?|portfolio|market|401k?|match\\p{L}*|contribut\\p{L}+|pension|insurance|deductibles?|visa|fees?|price[sd]?|cost(?:s|ing)?|fine|prize|award|weiterbildungsbudget|zuschuss|prämie|umsatz|levée de fonds|chiffre d['’]affaires|prime|ticket restaurant|facturaci[óo]n|inversi[óo]n|budżet|przych[óo]d\\p{L}*)(?![\\p{L}])(?<since>[^.;|\\n]{0,50})$",
  "iu",
);

/** The same by the words right behind. "+ bonus" and "plus equity" come on top and do not count. */
export const noPayAfter = plainFirst(
  "^\\s*(?:\\)|in|of|from|worth of|a|an|the|annual(?:ly)?|yearly|monthly|per|each|every|year|month|employee|person|your|for|towards?|to|on|series|total|new|spend|use|max(?:imum)?|usd|eur|personal|professional|self|company|over|into|,|-|\\/|\\s){0,9}" +
    "(?:funding|raised|rounds?|financing|seed|series [a-f]|investments?|revenues?|arr|mrr|valuation|budgets?|stipends?|(?:sign[- ]on |signing |referral |performance |annual |retention |yearly )?bonus(?:es)?|equity|stock|shares|rsus?|options|allowances?|assets?|aum|credits?|gift|vouchers?|grants?|quotas?|gmv|differential|relocation|reimburse\\p{L}*|learning|education(?:al)?|training|conferences?|equipment|home[- ]?office|wellness|wellbeing|gym|fitness|internet|travel|lunch|meal|development|growth|fund|books?|laptop|setup|set-up|401k?|pension|hsa|deal|contracts?|customers?|users?|donations?|savings|market|industry|business|weiterbildung\\p{L}*|budget|zuschuss|prämie|de budget|levés|para formaci[óo]n|na szkolenia)(?![\\p{L}])",
  "iu",
);

export const upTo = plainFirst(
  /(?<![\p{L}])(?:up to|upto|to a maximum of|max(?:imum|imal|im)?\.?(?: of)?|máximo(?: de)?|maksymalnie|najviše|bis(?: zu)?|jusqu['’]à|hasta|até|fino a|tot|do|under|<)\s*(?:a |an )?$/iu,
);
/** What follows a sum that is the least: "$90k and up". */
export const upwards = plainFirst(
  /^\s*(?:\+(?! ?\p{L})|and (?:up|above|more)|or more|plus\b(?! )|aufwärts|et plus|o más|en meer|i więcej|e mais|i više)/iu,
);
export const from = plainFirst(
  /(?<![\p{L}])(?:from|starting (?:at|from)|starts at|at least|min(?:imum|imal|im|dest)?\.?(?: of)?|ab|mindestens|à partir de|dès|au moins|desde|a partir de|al menos|mínimo(?: de)?|pelo menos|vanaf|minstens|od|co najmniej|najmanje|>=?)\s*$/iu,
);

/** A pattern of whole words, any case; `unspaced` words may touch their neighbours, as in Japanese. */
function word(pattern: string, unspaced?: string): RegExp {
  const spaced = wholeWords(pattern);
  return unspaced === undefined ? spaced : new RegExp(`${spaced.source}|${unspaced}`, "iu");
}
