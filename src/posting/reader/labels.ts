/** Labels of forms and aggregators (`Location: Berlin`, `Employment typeFull-time`) and what they name. */
import { fold } from "../vocabulary/vocabulary.ts";

export type LabelName =
  | "title"
  | "company"
  | "location"
  | "mode"
  | "employment"
  | "posted"
  | "pay"
  | "languages"
  | "level"
  | "visa";

/** `sure`: a label even without a colon, glued to its value or alone on the line above it. */
const table: readonly {
  readonly name: LabelName;
  readonly sure: string;
  readonly plain: string;
}[] = [
  {
    name: "title",
    sure: "job title|position title|role title|stellentitel|intitule du poste|titulo del puesto",
    plain:
      "title|position|role|job|stelle|poste|puesto|cargo|vaga|functie|stanowisko|pozicija|vacancy|opening|radno mesto|puesto de trabajo|job bezeichnung|functietitel",
  },
  {
    name: "company",
    sure: "company name|hiring company|hiring organization|hiring organisation|nombre de la empresa",
    plain:
      "company|employer|organization|organisation|client|unternehmen|arbeitgeber|firma|entreprise|societe|empresa|bedrijf|werkgever|pracodawca|kompanija|poslodavac|employeur|empleador|empregador|organisatie",
  },
  {
    name: "location",
    sure: "customer location|job site|duty station|duty location|worksite|job location|job locations|locations|location|work location|office location|office locations|company location|primary location|additional locations|place of work|location(s)|arbeitsort|einsatzort|dienstort|standort|standorte|standplaats|lokalizacja|lieu de travail|lugar de trabajo|ubicacion|localizacao|mesto rada|miejsce pracy|local de trabalho|werklocatie|lugar del puesto",
    plain:
      "office|offices|based in|where|city|region|country|ort|lieu|localisation|locatie|lokacija|local|lugar|plaats|miejsce|mesto|miejscowosc|sede|ville|ciudad|cidade|stadt|stad|miasto|grad",
  },
  {
    name: "mode",
    sure: "remote type|work model|working model|work mode|working mode|workplace type|work arrangement|working arrangement|job location type|work location type|location type|remote status|remote policy|arbeitsmodell|modalidad de trabajo|tryb pracy|on-site/remote",
    plain:
      "workplace|remote|remote/hybrid|hybrid|work setting|work style|modalidad|teletravail|homeoffice|home office|modelo de trabalho",
  },
  {
    name: "employment",
    sure: "employment type|type of employment|job type|job types|contract type|type of contract|time type|employment status|position type|work type|working time|worker type|job schedule|anstellungsart|beschaftigungsart|vertragsart|arbeitszeitmodell|type de contrat|tipo de contrato|tipo de empleo|tipo de jornada|contractvorm|dienstverband|rodzaj umowy|wymiar etatu|tip ugovora|tip zaposlenja|tipo de contratacao|regime de contratacao|tipo de contratacion|vrsta ugovora|radno vreme|forma zatrudnienia|tijdsduur|umfang|beschaftigungsgrad",
    plain:
      "employment|contract|hours|working hours|arbeitszeit|contrat|contrato|jornada|schedule|type|umowa|duration|term",
  },
  {
    name: "posted",
    sure: "posted on|date posted|posting date|posted date|published on|publication date|date published|job posted|veroffentlicht am|publie le|publicado el|publicado em|geplaatst op|data publikacji|objavljeno|date de publication|date de parution|fecha de publicacion|data de publicacao|veroffentlichungsdatum|publicatiedatum|datum objave|data dodania|opublikowano",
    plain:
      "posted|published|online since|veroffentlicht|online seit|eingestellt am|publie|publicado|geplaatst|dodano|objavljeno dana",
  },
  {
    name: "pay",
    sure: "salary range|pay range|base salary|compensation range|base pay|salary|compensation|hourly rate|day rate|gehalt|salaire|salario|salaris|wynagrodzenie|salaire brut|remuneracao|stawka|plata|zarada|verdienst|entgelt|tagessatz|stundenlohn",
    plain: "pay|rate|remuneration|vergutung",
  },
  {
    name: "languages",
    sure: "language requirements|languages required|language skills|required languages|working language|sprachkenntnisse|talenkennis",
    plain: "language|languages|sprache|sprachen|langue|langues|idioma|idiomas|taal|talen|jezyki|jezyk|jezici",
  },
  {
    name: "level",
    sure: "seniority level|experience level|career level|job level|karrierestufe",
    plain: "seniority|level|experience|niveau",
  },
  {
    name: "visa",
    sure: "visa sponsorship|visa|sponsorship|work authorization|work authorisation",
    plain: "relocation and visa",
  },
];

const byWords = new Map<string, { readonly name: LabelName; readonly isSure: boolean }>();
for (const { name, sure, plain } of table) {
  for (const words of sure.split("|")) byWords.set(words, { name, isSure: true });
  for (const words of plain.split("|")) byWords.set(words, { name, isSure: false });
}
/** Longest first: an alternation takes the first that fits. */
const sureWords = [...byWords]
  .filter(([, { isSure }]) => isSure)
  .map(([words]) => words)
  .toSorted((a, b) => b.length - a.length);
const longestLabel = 40;
const longestGluedValue = 200;
const glued = new RegExp(`^(?:${sureWords.map(escapeForRegExp).join("|")})`, "i");

/** A label at the beginning of a line, with the offset of its value in that line. */
export function labelIn(content: string): { readonly name: LabelName; readonly at: number } | undefined {
  const colon = content.slice(0, longestLabel + 2).search(/:|\||\t/);
  if (colon > 0) {
    const known = byWords.get(keyOf(content.slice(0, colon)));
    const isPipe = content[colon] === "|";
    const at = colon + 1 + (content.slice(colon + 1).length - content.slice(colon + 1).trimStart().length);
    if (known !== undefined && at < content.length && (!isPipe || known.isSure)) return { name: known.name, at };
  }
  if (content.length > longestGluedValue || !/^\p{Lu}/u.test(content)) return undefined;
  const label = glued.exec(content)?.[0];
  const known = label === undefined ? undefined : byWords.get(fold(label));
  // A glued label ends small and meets a capital or a number: `LocationBelgrade`, `Posted onFeb 16`.
  if (label === undefined || known === undefined || !/^[\p{Lu}\p{N}\p{Sc}]/u.test(content.slice(label.length)))
    return undefined;
  return /\p{Lu}$/u.test(label) ? undefined : { name: known.name, at: label.length };
}

/** The label that a line is when its value stands on the next one. */
export function labelAlone(content: string): LabelName | undefined {
  if (content.length > longestLabel) return undefined;
  const hasColon = content.endsWith(":");
  const known = byWords.get(keyOf(hasColon ? content.slice(0, -1) : content));
  return known !== undefined && (known.isSure || hasColon) ? known.name : undefined;
}

function keyOf(label: string): string {
  return fold(label).replace(/ ?\/ ?/g, "/");
}

function escapeForRegExp(words: string): string {
  return words.replace(/[()[\]/.+*?]/g, "\\$&");
}
