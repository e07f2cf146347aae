/** The phrases by which postings say where the work is done: one table per weight that they carry. */
import type { Mode } from "../posting.ts";
import { RuleSet } from "./cues.ts";
import type { PhraseRule } from "./phrases.ts";
import { plainFirst } from "./plain-first.ts";

type ModeRule = PhraseRule<Mode>;

/** Words of a form, where `Remote` can mean nothing else. */
export const formRules: readonly ModeRule[] = [
  {
    name: "form-remote",
    value: "remote",
    pattern: plainFirst(
      /(?<![\p{L}\p{N}])(?:remot(?:e(?:ly)?|[oa])|distributed(?=\s*(?:$|[,;(]))|remove(?= (?:us|eu|uk|only|$))|wfh|work from (?:home|anywhere)|telecommut(?:e|ing)|telework|home ?-?office|t[eé]l[eé]travail|teletrabajo|teletrabalho|anywhere|zdaln(?:a|ą|ej|ie|y|o)|thuiswerk(?:en)?|en remoto|na daljinu|worldwide remote)(?![\p{L}\p{N}])/iu,
    ),
    unlessFollowed:
      /^[\s-]*(?:sensing|monitoring|access|control|support engineer|desktop|is not|not|work not|work (?:is )?not|\?|:? ?no\b)/i,
    unlessPreceded: /\b(?:no|not|non|never|without)[\s-]+$/i,
  },
  {
    name: "form-hybrid",
    value: "hybrid",
    pattern: plainFirst(
      /(?<![\p{L}\p{N}])(?:hybrid[eo]?|h[ií]brid[oa]|hybrydow(?:a|ą|ej|y|o)|hibridno|office[- ]flex|ibrido)(?![\p{L}\p{N}])/iu,
    ),
    unlessFollowed: plainFirst(
      /^[\s-]*(?:cloud|mobile|app|infrastructure|systems?|search|electric|vehicle|ai)(?![\p{L}\p{N}])/iu,
    ),
    unlessPreceded: /\b(?:no|not|non)[\s-]+$/i,
  },
  {
    name: "form-onsite",
    value: "onsite",
    pattern: plainFirst(
      /(?<![\p{L}\p{N}])(?:on[- ]?sites?|in[- ]?person|in[- ]office|in the office|office[- ]based|vor ort|sur (?:site|place)|presencial|op kantoor|stacjonarn(?:a|ą|ie|ej|y)|w biurze|u kancelariji|no escrit[óo]rio|en (?:la )?oficina|au bureau|im b[üu]ro|in ?presenza)(?![\p{L}\p{N}])/iu,
    ),
    unlessFollowed: /^[\s-]*(?:interview|gym|\d|support)/i,
    unlessPreceded: /\b(?:no|not|non|days?|days? a week|days? per week)[\s-]+$/i,
  },
];

/** How many days in the office: hybrid whatever else is said. */
const days =
  "(?:\\d|one|two|three|four|einen|zwei|drei|vier|un|deux|trois|quatre|dos|tres|cuatro|een|twee|drie|jeden|dwa|trzy|cztery|dois|três|quatro|dva|tri|četiri)(?:\\s?(?:-|–|to|or|bis|oder|à|ou|a|o|tot|of|do|lub|ili)\\s?(?:\\d|two|three|four|five|drei|vier|trois|quatre|tres|cuatro|drie|vier|trzy|cztery|três|quatro|tri|četiri))?\\+?";
const office =
  "(?:offices?|hub|studio|lab|headquarters|b[üu]ros?|standorte?|bureaux?|oficinas?|escrit[óo]rios?|kantoor|kantoren|biur\\p{L}*|kancelarij\\p{L}*)";
const weekday =
  "(?:(?:mon|tues|wednes|thurs|fri)days?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|lunes|martes|miércoles|jueves|viernes|maandag|dinsdag|woensdag|donderdag|vrijdag|poniedziałki|wtorki|środy|czwartki|piątki|segundas?|terças?|quartas?|quintas?|sextas?|ponedelj\\p{L}+|utor\\p{L}+|sred\\p{L}+|četvrt\\p{L}+|pet(?:ak|kom))";
const daysUnit = "(?:days?|tag\\p{L}*|jours?|d[ií]as?|dag(?:en)?|dni|dzie[nń]|dana?)";
const perWeek =
  "(?:(?:a|per|each|every|pro|die|in der|je|par|por|a la|à la|na|per|w|u|de la)[ ](?:week|woche|semaine|semana|tydzień|tygodniu|nedelj\\p{L}+)|weekly|wöchentlich|tygodniowo|nedeljno|week)";
const share = "(?:half|most|a third|two[- ]thirds|the majority)";
const times = "(?:once|twice|once or twice|(?:two|three|four|[2-4])(?: (?:or|to) (?:three|four|[34]))? times)";
export const policyRules: readonly ModeRule[] = [
  {
    name: "office-days",
    value: "hybrid",
    pattern: plainFirst(
      `(?<![\\p{L}])${office}(?: [\\p{L}-]{1,20}){0,5}? (?:(?:on|for|at least|about|an|mindestens|au moins|minimum|al menos|pelo menos|minstens|co najmniej|przez|najmanje|bar) ){0,2}${days} ${daysUnit},? ${perWeek}(?![\\p{L}])`,
      "iu",
    ),
  },
  {
    name: "days-office",
    value: "hybrid",
    pattern: plainFirst(
      `(?<![\\p{L}\\d])${days} ${daysUnit},? (?:${perWeek},? )?(?:in|im|at|from|on|dans|au|à|en|no|na|op|w|u|iz|aus|an)(?: [\\p{L}-]{1,20}){0,3}? ${office}(?![\\p{L}])`,
      "iu",
    ),
    unlessFollowed: /^\s+(?:interview|onboarding|visit)/i,
  },
  {
    name: "weekdays-in-office",
    value: "hybrid",
    pattern: plainFirst(
      `(?<![\\p{L}])(?:${office}(?: [\\p{L}-]{1,20}){0,5}? ${weekday}|${weekday}(?:(?:,| and| und| et| y| en| i| e| &| on| at| in| the| our| we| you| meet| are| am| au| im| w| u| la| le| op| het){1,5}) ${office})(?![\\p{L}])`,
      "iu",
    ),
    unlessPreceded: /(?:hours|opening|interview)[^.]{0,30}$/i,
  },
  {
    name: "days-in-office",
    value: "hybrid",
    pattern: new RegExp(
      `\\b${days}x? (?:days?|times?)(?: (?:per|a|each|every|/) ?week| weekly| \\/ ?week)?,? (?:in(?:[- ](?:the|our|a|your|an)){0,1}|at (?:the|our)|on|from (?:the|our)|working (?:in|from) (?:the|our)|of in)[- ]?(?:[\\w,]+ ){0,3}?(?:offices?|site|person|hq|hub|studio)`,
      "i",
    ),
    unlessFollowed: /^\s+(?:interview|onboarding)/i,
  },
  {
    name: "days-in-office",
    value: "hybrid",
    pattern: new RegExp(
      `\\b(?:in[- ](?:the[ -]|our[ -])?office|on[- ]?site|in[- ]person|office)(?: attendance| presence| time)?(?: is)?(?: expected| required)?[, (:]*(?:for |of |at least |minimum (?:of )?|a minimum of |up to |approximately )*${days} (?:days?|times?)\\b`,
      "i",
    ),
  },
  {
    name: "days-remote",
    value: "hybrid",
    pattern: new RegExp(
      `\\b${days} (?:days?|tagen?|tage|jours?|d[ií]as?|dagen)(?: (?:per|a|each|pro|por|par|de|je|in der|à la|op de)(?: la)? ?(?:week|woche|semaine|semana)?)? ?(?:of )?(?:remote|from home|work(?:ing)? from home|home ?-?office|mobil(?:es)? arbeiten|t[eé]l[eé]travail|teletrabajo|thuiswerk|thuis\\b|zu ?hause|(?:à|a) la maison|(?:en|em) casa|(?:z|w) domu|(?:od|kod) kuće)`,
      "i",
    ),
    unlessFollowed: /^\s+(?:days? per (?:quarter|year|month)|abroad)/i,
  },
  {
    name: "share-of-time",
    value: "hybrid",
    pattern:
      /\b(?:at least |up to |minimum )?(?:half|\d{1,2} ?%|50\/50)(?: of (?:their|your|the|work(?:ing)?|time| ){1,5}(?:time)?)?[\w ,]{0,25}? (?:in|from|at|out of) (?:the |our |their |your |an? )?(?:[\w]+ ){0,2}(?:office|home)\b|\bremote(?: work)?(?: up to)? \(?\d{2} ?%|\b\d{2} ?% (?:remote|home ?office|mobil)/i,
    unlessPreceded: /\b100 ?%? ?$/,
  },
  {
    name: "remote-days",
    value: "hybrid",
    pattern: new RegExp(
      `\\b(?:remote(?:ly)?|(?:from|at) home),? (?:for |up to |at least |about )*${days} days? (?:per|a|each|every) week\\b`,
      "i",
    ),
  },
  {
    name: "share-of-time",
    value: "hybrid",
    pattern: new RegExp(
      [
        `\\b${share} (?:of )?(?:the |your |their |our )?(?:working |work ?)?(?:time|week|days)[\\w ,]{0,25}? (?:in|from|at) (?:the |our |their |your |an? )?(?:\\w+ ){0,2}office\\b`,
        `\\boffice (?:(?:for|at least|about|roughly|around|up to) ){0,2}(?:${share}|\\d{1,2} ?%) (?:of )?(?:the |your |their )?(?:working |work ?)?(?:time|week|days)\\b`,
        `\\boffice,? ${times} (?:a|per|each|every) week\\b`,
        `\\b${times} (?:a|per|each|every) week,? (?:in|at|from|to) (?:the|our|your) (?:\\w+ )?office\\b`,
        "\\b(?:hälfte|\\d{1,2} ?%) (?:der|deiner|ihrer|eurer) (?:arbeits)?(?:zeit|woche)[^.]{0,30}? (?:im|in unserem) (?:büro|office)",
        "\\b(?:moitié|\\d{1,2} ?%) (?:du|de (?:votre|ton|leur|son)) temps[^.]{0,30}? (?:au|dans (?:nos|les|le)) bureaux?",
        "\\b(?:mitad|\\d{1,2} ?%) (?:del|de (?:tu|su)) tiempo[^.]{0,30}? en (?:la|nuestra) oficina",
        "\\b(?:helft|\\d{1,2} ?%) van (?:de|je|jouw) (?:werk)?tijd[^.]{0,30}? op kantoor",
        "\\b(?:połow[aęy]|\\d{1,2} ?%) (?:czasu|tygodnia)[^.]{0,30}? w biurze",
        "\\b(?:metade|\\d{1,2} ?%) do (?:seu |teu )?tempo[^.]{0,30}? no escritório",
        "\\b(?:pola|polovinu|\\d{1,2} ?%) (?:radnog )?vremena[^.]{0,30}? u kancelariji",
      ].join("|"),
      "i",
    ),
  },
  {
    name: "days-week-site",
    value: "hybrid",
    pattern: new RegExp(
      `\\b${days} days? (?:(?:per|a|each|every) week )?(?:on[- ]?site|in[- ]office|in[- ]person)\\b`,
      "i",
    ),
    unlessFollowed: /^\s+(?:interview|onboarding|training)/i,
  },
  {
    name: "days-foreign",
    value: "hybrid",
    pattern: plainFirst(
      [
        `(?:home ?-?office|mobil\\w* arbeit\\w*|t[eé]l[eé]travail|teletrabajo|teletrabalho|thuiswerk\\w*|remote|rad(?:a)? od kuće|prac[aeęyą] (?:zdaln\\p{L}+|z domu)|zdalnie)[^.]{0,40}?(?<![\\p{L}\\d])${days} (?:tag\\w*|jours?|d[ií]as?|dagen|dni|dana)`,
        `(?<![\\p{L}\\d])${days} (?:tag\\w*|jours?|d[ií]as?|dagen|dni) [^.]{0,20}?(?:vor ort|im b[uü]ro|sur (?:site|place)|au bureau|en (?:la )?oficina|presencial\\w*|no escrit[oó]rio|op kantoor|w biurze)`,
        "t[eé]l[eé]travail partiel|teletrabajo parcial|週に?\\s?[0-9０-９一二三四]日[^。]{0,12}(?:リモート|在宅)|(?:リモート|在宅)[^。]{0,10}週\\s?[0-9０-９一二三四]日|ハイブリッド",
      ].join("|"),
      "iu",
    ),
  },
  {
    name: "one-day-week",
    value: "hybrid",
    pattern:
      /\b(?:1|one|once) (?:day )?(?:per|a) week in (?:our|the) [\w ]{0,20}office\b|\boffice (?:(?:minimum|at least) )?once (?:a|per) week\b/i,
  },
];

const role = "(?:this|the|your|our) (?:role|position|job|opportunity|vacancy|internship|team)";
export const proseRules: readonly ModeRule[] = [
  {
    name: "tag",
    value: "remote",
    pattern: /#LI-Remote\b/i,
  },
  {
    name: "remote-as-benefit",
    value: "hybrid",
    pattern:
      /\bremote[- ]work(?:ing)? (?:flexibility|options?|opportunit\w+|possibilit\w+)|\b(?:flexible|partial|occasional|some) remote work|\b(?:partly|partially|teilweise) (?:remote|from home|im home ?-?office)|\bmöglichkeit (?:zum|zu) (?:home ?-?office|mobile[nm]? arbeit)/i,
  },
  { name: "tag", value: "hybrid", pattern: /#LI-Hybrid\b/i },
  { name: "tag", value: "onsite", pattern: /#LI-On-?site\b/i },
  {
    name: "hybrid-work",
    value: "hybrid",
    pattern:
      /(?:^|[.!?] )hybrid(?: in |:|,|\.|$)|^(?!.*(?:cloud|prem|infra|deploy)).{3,80}, hybrid[.!]?$|\bhybrid(?:es|en|er)?[- ](?:role|position|job|work(?!loads?)(?:ing|place|style)?|model|mode|schedule|set-?up|policy|arrangement|team culture|option|approach|first|remote|office|opportunity|basis|arbeiten|arbeitsmodell|modell)\b|\b(?:work|is|are|be|currently|we're|working|offer|flexible|as|on an?|within an?) (?:fully )?hybrid(?:ly)?\b(?! (?:cloud|app|mobile|infra))|\b(?:modelo|trabajo|jornada|esquema|formato|regime|modalidad|modalidade) h[ií]brid[oa]\b|\b(?:travail|mode|format) hybride\b|\bhybride (?:werken|werk|functie)\b|\bprac[ay] hybrydow|\b(?:tryb|model) hybrydow|\bhibridn[io] (?:rad|model)|\bmobile[sn]? arbeiten\b|\bmobiles? arbeit/i,
    unlessFollowed: /^\s*(?:environments|or remote work will not|work environments|cloud)/i,
    unlessPreceded: /\b(?:no|not|across \d+|\d+) $/i,
  },
  {
    name: "remote-work",
    value: "remote",
    pattern: new RegExp(
      [
        "(?:^|[.!?] )(?:remote|home ?-?office|t[ée]l[ée]travail|teletrabajo|teletrabalho|zdalnie|na daljinu|thuiswerken)(?:[,:.(]| anywhere| aus | von | innerhalb | depuis | partout | desde | dentro | em | en | in | z | na | iz | vanuit | binnen |$)",
        "\\b(?:fully|100 ?%|completely|entirely|permanently|all)[- ]remote\\b",
        "\\bremote (?:role|position|job|opportunity|internship|contract)\\b",
        "\\bremote[- ](?:first|only)\\b",
        `\\b${role} (?:is|can be|will be|may be|is open to|is available)(?: an?| fully| completely| 100%| primarily| currently| open to)* (?:done |performed |worked )?(?:remote(?:ly)?|home[- ]based|work from home)\\b`,
        "\\b(?:you(?:'ll|’ll| will| can| may)?|we|everyone|team|candidates?)(?: all| can| will| may| be| to)*,? ?work(?:s|ing)? (?:fully |completely |100% |entirely )?(?:remote(?:ly)?|from (?:home|anywhere))\\b",
        "\\b(?:all|most|majority) of our (?:roles|positions|jobs|team) (?:is|are) remote\\b|\\ball (?:our |these |of these )?(?:roles|positions|jobs|openings) (?:are )?(?:fully )?remote\\b",
        "\\bwork from (?:anywhere|home)(?: in| within|,|\\.|$)|\\bwork from (?:wherever|anywhere) you (?:like|want|wish|choose|are|live|prefer)\\b",
        "\\b(?:option|possibility|opportunity|able|ability) (?:to|of) work(?:ing)? (?:fully )?remote(?:ly)?\\b",
        "\\b(?:open|available) to remote\\b|\\bremote[ -]?(?:candidates|applicants) (?:welcome|considered|ok)\\b",
        "\\bremote (?:within|in|from|across|anywhere)\\b",
        "\\b(?:100 ?%|komplett|vollst[aä]ndig|full) ?(?:-| )?(?:remote|home ?office)\\b|\\bteletrabajo (?:100|total|completo)|\\b100 ?% (?:en remoto|teletrabajo|t[eé]l[eé]travail|remoto|zdaln)|\\bprac[aeęy] (?:w pełni )?zdaln|\\bfull remote\\b|\\brad od kuće\\b|\\bvolledig (?:remote|thuis)|\\btrabalho remoto\\b|\\b(?:totalmente|integralmente|completamente) remot[oa]\\b|\\bforma remota\\b|フルリモート|完全在宅|フル在宅|\\btrabajo (?:en )?remoto\\b",
      ].join("|"),
      "i",
    ),
    unlessFollowed:
      /^\s*(?:,? or hybrid work (?:is|will)|days?\b|is not|not |work (?:is |will )?not|work abroad|for up to|up to \d|\d|occasionally|from almost anywhere)/i,
    unlessPreceded:
      /\b(?:no|not|non|never|without|unless|formally|approved to|in[- ]office to|depending)(?: [\w,-]+){0,4} $|\b(?:no|not|non)[ -]$|\b(?:flex|office|on-?site|hybrid),? to $/i,
  },
  {
    name: "onsite-work",
    value: "onsite",
    pattern: new RegExp(
      [
        "\\bon[- ]?site (?:role|position|job|work|presence|only|requirement|in|at|full|opportunity|internship|basis|5 days|five days)\\b",
        "\\b(?:work(?:ing)?|be|being|is|are|fully|100%|based|role|required|located|strictly|team) (?:\\w+ )?on[- ]?site\\b(?! interview)",
        "\\b(?:in[- ]person|in[- ]office) (?:role|position|presence|job|work environment|team|only|in|at|five|5|full)\\b",
        "\\b(?:work|works|build|working|builds|together|collaborate) in[- ]person\\b(?: every day| daily| in| at| from|,|\\.|$)",
        "\\b(?:fully|100%|entirely|strictly|is) in[- ](?:person|office)\\b",
        "\\b(?:5|five) days (?:per|a|each) week(?: in| at| from)|\\boffice[- ]first\\b(?!, not)",
        "\\bwork(?:ing)? (?:from|in|at) (?:the|our) (?:[\\w-]+ ){0,2}office (?:is our default|full[- ]time|every day|daily|5 days|five days)",
        "\\b(?:vor ort|pr[aä]senz)(?:arbeit)? (?:in|im|bei)\\b|\\bno (?:remote|teletrabajo)\\b|\\bno remote work\\b|\\bnot (?:a )?remote\\b|\\bremote (?:work )?(?:is )?not (?:considered|possible|available|an option)|\\bcannot be (?:done |performed )?remote",
        "\\bpresencial(?:mente)?\\b|\\b(?:desplazarse|acudir|asistir) a (?:la|las|nuestra) oficinas?\\b",
        "\\bin[- ]person (?:collaboration|presence) (?:in|at|from)\\b",
      ].join("|"),
      "i",
    ),
    unlessFollowed:
      /^\s*(?:gym|interviews?|onboarding|meetings?|events?|parking|childcare|lunch|cafe|customer|visits?|\d? ?days? (?:a|per))/i,
    unlessPreceded: /\b(?:not|or remote|some|occasional|days?|days per week|days a week|client|customers?)(?: \w+)? $/i,
  },
];

export const modeRules = {
  form: new RuleSet(formRules, ({ pattern }) => pattern),
  policy: new RuleSet(policyRules, ({ pattern }) => pattern),
  prose: new RuleSet(proseRules, ({ pattern }) => pattern),
};
