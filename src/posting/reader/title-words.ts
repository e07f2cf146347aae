/** Which words look like the title of a role, and what to take off a title to have it as a person would say it. */
import { plainFirst } from "./plain-first.ts";
import { matchesOf } from "./phrases.ts";

const nouns = [
  "engineers?|engineering manager|developers?|programmers?|architects?|administrators?|sysadmins?|admin|sre|swes?|sdes?|sdet|mles?|devrel|devops|tpm|gtm",
  "scientists?|analysts?|researchers?|statisticians?|mathematicians?|economists?|physicists?|chemists?|biologists?|postdoc(?:toral)?(?: (?:fellow|researcher))?|professors?|lecturers?|teachers?|tutors?|instructors?|fellows?",
  "managers?|leads?|leaders?|heads? of|directors?|vp|vice president|presidents?|chief [\\w ]{1,40} officer|c[teofp]o|ciso|principal|supervisors?|coordinators?|officers?|founders?|co-?founders?|partners?|owners?|chair",
  "designers?|writers?|editors?|artists?|animators?|producers?|marketers?|strategists?|copywriters?|illustrators?",
  "specialists?|consultants?|advisors?|advisers?|experts?|technicians?|operators?|inspectors?|auditors?|accountants?|controllers?|bookkeepers?|recruiters?|generalists?|assistants?|associates?|representatives?|executives?|account exec|evangelists?|advocates?|counsels?|lawyers?|attorneys?|paralegals?|nurses?|physicians?|therapists?|members? of technical staff|technical staff|staff scientist|clerks?|agents?|planners?|buyers?|sales|testers?|pentesters?|hackers?|mechanics?|machinists?|electricians?|drivers?|contractors?",
  "interns?|internships?|trainees?|apprentices?|graduate program(?:me)?|working student|werkstudent(?:in)?|praktikant(?:in)?|praktikum|ausbildung|azubi|stagiaire|stage|becari[oa]|estagi[aá]ri[oa]|staż(?:ysta)?",
  "entwickler(?:in)?|ingenieur(?:in)?|leiter(?:in)?|berater(?:in)?|referent(?:in)?|sachbearbeiter(?:in)?|mitarbeiter(?:in)?|techniker(?:in)?|architekt(?:in)?|administrator(?:in)?|informatiker(?:in)?|fachinformatiker(?:in)?|wissenschaftler(?:in)?",
  "d[eé]veloppeu(?:r|se)|ing[eé]nieure?|chef de projet|responsable|charg[eé]e? de|conseill[eè]re?|technicien(?:ne)?|architecte|administrateur|directeur|directrice|analyste",
  "desarrollador(?:a)?|ingenier[oa]|analista|t[eé]cnico|jefe de|director(?:a)?|programador(?:a)?|arquitecto|administrador(?:a)?|consultor(?:a)?|gerente|especialista|desenvolvedor(?:a)?|engenheir[oa]|cientista",
  "ontwikkelaar|ingenieur|beheerder|medewerker|adviseur|programmeur|programista|programistka|inżynier|analityk|kierownik|specjalista|administrator|inženjer|programer|developer|menadžer|analitičar|utvecklare|ingenjör",
].join("|");
const roleNoun = plainFirst(`(?<![\\p{L}\\d])(?:${nouns})(?![\\p{L}\\d])`, "iu");
const germanCompound = plainFirst(
  /\p{L}{3,}(?:entwickler|ingenieur|leiter|berater|referent|architekt|administrator|manager|spezialist|techniker)(?:in)?(?![\p{L}])/iu,
);

/** Whether the words name a role: they hold a noun such as `Engineer`. */
export function namesRole(text: string): boolean {
  return roleNoun.test(text) || germanCompound.test(text);
}

const longestTitle = 110;

/** Whether a whole line can be a title: short, no sentence, and it names a role. */
export function looksLikeTitle(text: string): boolean {
  if (text.length < 3 || text.length > longestTitle || /[?!;]$|[a-z]{2}\.$|:\s*$|:\/\//.test(text)) return false;
  if (
    /^(?:we|you|our|the|this|as|if|in|at|to|for|with|join|about|are|do|who|what|why|how|apply|your|and|work|working(?! student)|wir|du|nous|vous)(?![\p{L}])/iu.test(
      text,
    ) &&
    !/^the [A-Z]/.test(text)
  )
    return false;
  if (/\b(?:is|are|was|will|have|has|we're|you'll|our|your|we|you|their)\b/i.test(text)) return false;
  return namesRole(text);
}

const gender =
  /\s*[([]\s*(?:all genders?|gn|(?:m|w|f|d|x|h|i|k|v|div|mwd|mfd|wmd|fmd|alle geschlechter)(?:\s*[/|,*·:.-]\s*(?:m|w|f|d|x|h|i|k|v|n|a|div|diverse|gn)\b\.?)*)\s*[)\]]/giu;
const bareGender =
  /\s+(?:m\s?\/\s?w\s?\/\s?d|w\s?\/\s?m\s?\/\s?d|m\s?\/\s?f\s?\/\s?d|f\s?\/\s?m\s?\/\s?d|h\s?\/\s?f|f\s?\/\s?h|m\s?\/\s?k)\b/gi;
const modeWords =
  "(?:(?:100 ?%|fully|full)?[ -]?remote(?:ly)?(?: first| only| ok| possible|[ -](?:\\p{Lu}[\\p{L}.]{0,20}[ ,/&]{0,2}){1,2})?|hybrid|on-?site|in-?office|wfh|home ?office|full[ -]?time|part[ -]?time|permanent|contract|ft|pt|freelance|(?:\\d{1,2}[- ]months? )?(?:ftc|fixed[- ]term(?: contract)?|contract)|maternity cover|urgent(?:ly)?(?: hiring)?|hiring|new|opening next week|visa sponsorship|relocation)";
const bracketNoise = plainFirst(
  `\\s*[([]\\s*(?:${modeWords})(?:\\s*[,/|&-]\\s*(?:${modeWords}|\\p{Lu}[\\p{L}. ]{1,30}))*\\s*[)\\]]`,
  "giu",
);
const everyGender =
  "(?:all|any) genders?|alle geschlechter|gn|f[üu]r alle|toutes et tous|tous genres|todos los géneros|alle genders|wszystkie płcie|m\\s?/\\s?[wfkv]\\s?/\\s?[dxni]|[wf]\\s?/\\s?m\\s?/\\s?[dxni]|[hfkmv]\\s?/\\s?[hfkmv]";
const tailNoise = new RegExp(`\\s*(?:[-–—|,/·]|\\bin\\b)\\s*(?:${modeWords}|${everyGender})\\s*$`, "iu");
const requisition =
  /\s*[([#-]?\s*\b(?:req(?:uisition)?|job|ref(?:erence)?|id|jr|r|vacancy|posting)[\s.#:_-]*(?:id|no|nr|number)?[\s.#:_-]*\d{3,}[\w-]*\s*[)\]]?\s*$|\s*[([]\s*(?:[A-Z]{1,5}-?)?\d{4,}[\w-]*\s*[)\]]\s*$|\s+[-–|]\s*#?\d{4,}$/i;
const announcement = plainFirst(
  /^(?:(?:we are |we're |now |urgently )?hiring|job(?: title)?|position|role|vacancy|opening|wanted|stellenangebot|offre d'emploi|oferta de empleo)\s*[:\-–—]\s*|^(?:(?:now |we are |we're )?(?:seeking|hiring|looking for)) (?:an? )?(?=\p{Lu})/iu,
);

/**
 * A title without place, requisition number, gender marks and mode of work. `places`: words of which we know that
 * they are places of this posting (its location as given), to be taken off the end.
 */
export function plainTitle(title: string, places: string): string {
  let text = withoutEntities(title).replace(/\s+/g, " ").trim().replace(announcement, "");
  text = text.replace(gender, "").replace(bareGender, "").replace(bracketNoise, "").replace(requisition, "");
  text = withoutBracketedPlaces(text, places);
  for (let before = "", turns = 0; before !== text && turns < 5; turns += 1) {
    before = text;
    text = withoutPlaceTail(text, places)
      .replace(tailNoise, "")
      .replace(/[\s,|/·–—:-]+$/u, "");
  }
  text = text
    .replace(/^[\s|–—•:-]+/u, "")
    .replace(/\s+,/g, ",")
    .replace(/\s{2,}/g, " ")
    .trim();
  return text === "" ? title.trim() : text;
}

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/** Feeds leave entities of HTML in titles: `R&#038;D`. */
function withoutEntities(title: string): string {
  return title.replace(/&(?:#(\d{2,5})|(amp|quot|apos|lt|gt|nbsp));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? "") : String.fromCodePoint(Number(code)),
  );
}

/** `Engineer (London, Berlin)`: brackets go when everything in them is a place of this posting. */
function withoutBracketedPlaces(text: string, places: string): string {
  return text.replace(/\s*[([]([^()[\]]{2,80})[)\]]/g, (whole, inner: string) => {
    const pieces = inner
      .split(/[,/|&;]|\bor\b|\band\b/)
      .map((piece) => piece.trim())
      .filter((piece) => piece !== "");
    return pieces.length > 0 && pieces.every((piece) => isPlaceIn(piece, places)) ? "" : whole;
  });
}

const beforeTail = /\s[-–—|@]\s|,\s|\sin\s/g;

/** `Engineer - Berlin`, `Engineer, London`: the tail goes when it is a place of this posting, or a department. */
function withoutPlaceTail(text: string, places: string): string {
  for (const match of matchesOf(beforeTail, text).toReversed().slice(0, 4)) {
    const head = text.slice(0, match.index);
    const tail = text.slice(match.index + match[0].length).trim();
    if (!namesRole(head)) continue;
    if (/^(?:Office|Department|School|Division|Faculty|Institute|Center|Centre) (?:of|for) /.test(tail)) return head;
    const pieces = tail.split(/[,/&]/).map((piece) => piece.trim());
    if (!namesRole(tail) && pieces.every((piece) => isPlaceIn(piece, places))) return head;
  }
  return text;
}

/** Whether most words carry a capital, as titles do and sentences do not. */
export function isTitleCased(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}'’]{2,}/gu) ?? [];
  const small = words.filter(
    (word) => /^\p{Ll}/u.test(word) && !/^(?:and|for|the|with|und|für|och|des|der|von)$/.test(word),
  );
  return words.length <= 12 && small.length * 2 <= words.length;
}

function isPlaceIn(piece: string, places: string): boolean {
  if (piece.length < 2 || !/^\p{Lu}/u.test(piece)) return false;
  if (/^(?:US|USA|UK|EU|EMEA|APAC|LATAM|DACH|Europe|Worldwide|Global)$/.test(piece)) return true;
  const at = places.toLowerCase().indexOf(piece.toLowerCase());
  const isWord = at !== -1 && !/\p{L}/u.test(places[at - 1] ?? " ") && !/\p{L}/u.test(places[at + piece.length] ?? " ");
  return isWord;
}

const abbreviations = new Map(
  Object.entries({
    SWE: "Software Engineer",
    SWEs: "Software Engineer",
    SDE: "Software Development Engineer",
    SRE: "Site Reliability Engineer",
    SREs: "Site Reliability Engineer",
    MLE: "Machine Learning Engineer",
    MLEs: "Machine Learning Engineer",
    TPM: "Technical Program Manager",
    PM: "Product Manager",
    PMs: "Product Manager",
    EM: "Engineering Manager",
    EMs: "Engineering Manager",
    Sr: "Senior",
    "Sr.": "Senior",
    Jr: "Junior",
    "Jr.": "Junior",
    Snr: "Senior",
  }),
);
const plurals =
  /\b(engineer|developer|manager|designer|scientist|analyst|architect|lead|researcher|founder|executive|intern|specialist|consultant|administrator|programmer|contractor)s\b/gi;

/** `Senior & Staff Engineer` and `Lead and Senior Engineer` are two titles. */
export function eachTitle(title: string): readonly string[] {
  const grade = "Senior|Staff|Lead|Junior|Principal|Mid-Level|Mid";
  const match = new RegExp(`^(${grade})\\s?(?:&|and)\\s?(${grade})\\s(.+)$`, "i").exec(title);
  return match === null ? [title] : [`${match[1]} ${match[3]}`, `${match[2]} ${match[3]}`];
}

/** Abbreviations written out, plurals made single, shouting lowered: `Sr SWEs` becomes `Senior Software Engineer`. */
export function spelledOut(title: string): string {
  const words = title
    .replace(/\b(?:Sn?r|Jr)\.(?= )|\b\w+\b/g, (word) => abbreviations.get(word) ?? word)
    .replace(plurals, "$1");
  const isShouted = words.length > 6 && words === words.toUpperCase() && /\p{Lu}{4}/u.test(words);
  return isShouted ? words.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase()) : words;
}
