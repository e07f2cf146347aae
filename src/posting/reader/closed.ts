/** Whether the page says that the posting takes no more applications. The one field that also reads furniture. */
import { mayMatch, watch } from "./cues.ts";
import type { Document, Line } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceIn, passageOf } from "./field.ts";
import { partOfHeading } from "./headings.ts";
import { matchesOf } from "./phrases.ts";

const posting = "(?:job|position|role|posting|vacancy|opening|opportunity|listing|advert(?:isement)?|internship|offer)";
const pattern = watch(
  new RegExp(
    [
      `\\bapplications? (?:for this ${posting} )?(?:is|are|have|has)(?: been)?(?: now| currently)? closed\\b`,
      "^applications? closed\\b",
      `\\bno longer (?:accept(?:ing)?|tak(?:e|ing)|receiv(?:e|ing)|consider(?:ing)?) (?:new )?(?:applications?|applicants|candidates|submissions|resumes)\\b`,
      `\\bnot (?:currently )?accepting (?:new |any more )?applications\\b`,
      `\\bthis ${posting} (?:is|has|was)(?: been| now| already)* (?:closed|filled|expired|removed|archived|taken down|no longer (?:available|active|open|accepting))\\b`,
      `\\bthe ${posting} (?:you are looking for )?(?:is|has)(?: been| now| already)* (?:filled|expired|no longer (?:available|active|open))\\b`,
      `(?:^|[.!?:] )${posting} (?:has|is) (?:now |already )?(?:been )?filled\\b`,
      `^(?:${posting} )?(?:expired|filled|closed)[.!]?$`,
      `\\bwe have (?:now )?(?:filled|closed) this ${posting}\\b`,
      `\\b(?:diese|die) (?:stelle|position|stellenanzeige|ausschreibung) (?:ist|wurde) (?:leider |bereits |nicht mehr |inzwischen )*(?:verf[uü]gbar|besetzt|vergeben|aktiv|abgelaufen|deaktiviert|geschlossen)`,
      `\\bcette (?:offre|annonce)(?: d'emploi)? (?:n'est plus|a été pourvue|a expiré|est (?:expirée|pourvue|clôturée|fermée))`,
      `\\b(?:esta|la) (?:oferta|vacante) (?:ya no (?:está|acepta)|ha (?:caducado|expirado|finalizado)|está cerrada|se ha cerrado)`,
      `\\bdeze vacature is (?:gesloten|vervuld|verlopen|niet meer)`,
      `\\b(?:ta |to )?(?:oferta|ogłoszenie) (?:jest )?(?:nieaktualn[ae]|wygasł[ao]|zakończon[ae])`,
      `\\b(?:esta )?vaga (?:foi )?(?:encerrada|expirada|preenchida|fechada)`,
      `\\b(?:oglas|konkurs) (?:je )?(?:istekao|zatvoren|više nije aktivan)`,
    ].join("|"),
    "iu",
  ),
);
/** What makes it a rule for later instead of news: `once applications are closed`, `until the role is filled`. */
const conditional =
  /\b(?:until|once|when|if|after|as soon as|before|unless|wenn|sobald|si|cuando|lorsque)(?: [\p{L}']+){0,4} $/iu;

/** True only where the text says so; a deadline in the past is no word of the text. */
export function readClosed(document: Document): Found<boolean> {
  for (const line of document.lines) {
    if (!mayMatch(line.cues, pattern) || speaksOfOthers(line)) continue;
    for (const match of matchesOf(pattern, line.content)) {
      if (conditional.test(line.content.slice(Math.max(0, match.index - 60), match.index))) continue;
      const passage = passageOf(line);
      const proof = { field: "closed", value: "closed", rule: "closed-notice", from: match.index } as const;
      return {
        value: true,
        evidence: [evidenceIn(document, passage, { ...proof, to: match.index + match[0].length })],
      };
    }
  }
  return { value: false, evidence: [] };
}

/** Lines below `Similar jobs`, where another posting may be closed. */
function speaksOfOthers(line: Line): boolean {
  return line.part === "furniture" && line.heading !== null && partOfHeading(line.heading) === "furniture";
}
