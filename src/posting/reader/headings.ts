/**
 * Which part of a posting a heading opens, by its words in the languages that postings come in. Two grades: `exact`
 * phrases make a heading of any short line that says nothing else; `words` decide only where the page marks the line
 * as a heading (by rank, a colon at its end, or capitals throughout).
 */
import { fold } from "../vocabulary/vocabulary.ts";
import type { Part } from "./document.ts";

interface PartWords {
  readonly part: Part;
  readonly exact: readonly string[];
  readonly words: RegExp;
}

/** In the order in which they are tried: `Preferred qualifications` is optional before it is a qualification. */
const table: readonly PartWords[] = [
  {
    part: "furniture",
    exact: [
      "(?:view |see |explore |browse )?(?:similar|related|recommended|more|other|further|nearby|featured|latest|recent|matching) (?:jobs?|roles?|positions?|openings?|vacancies|opportunities)(?: (?:for you|near you|like this|you (?:might|may) (?:also )?like|(?:at|from|in|by|on) .{1,40}))?",
      "(?:jobs?|roles?|positions?) (?:you (?:might|may)|similar to|like this).{0,40}",
      "(?:people|others|candidates) (?:who viewed this )?also (?:viewed|applied|searched|liked).{0,40}",
      "you (?:might|may|could) (?:also )?(?:be interested in|like).{0,20}",
      "explore (?:more|other) .{1,30}",
      "(?:ahnliche|weitere|verwandte|andere) (?:jobs|stellen|stellenangebote|stellenanzeigen|positionen).{0,30}",
      "das konnte (?:dich|sie) auch interessieren",
      "(?:offres|emplois|postes) similaires.{0,20}",
      "(?:ces offres|vous aimerez) .{0,40}",
      "(?:ofertas|empleos|vagas|trabajos|puestos) (?:similares|semelhantes|relacionad[oa]s).{0,20}",
      "(?:vergelijkbare|soortgelijke|andere) (?:vacatures|banen).{0,20}",
      "(?:podobne|inne) (?:oferty|ogloszenia).{0,20}",
      "slicni (?:poslovi|oglasi).{0,20}",
    ],
    words:
      /behaviou?ral (?:analysis|insights?)|(?:resume|cv) (?:tips|match|keywords|advice)|ats keywords|similar (?:jobs|roles)|also be interested in|loss aversion/,
  },
  {
    part: "optional",
    exact: [
      "(?:skills |it(?:'s| is| would be) |what would be )?(?:also )?(?:an? )?(?:nice|good|great)[- ]to[- ]haves?(?: skills| qualifications| experience| requirements| but not required)?",
      "(?:extra |brownie )?bonus(?:es| points?)?(?: (?:if|for)(?: you(?: have)?)?| skills| qualifications)?",
      "(?:it(?:'s| is) )?(?:a |big |huge |as a )*plus(?:es|ses)?(?: points)?(?: if)?",
      "(?:highly )?(?:preferred|desired|desirable|optional|additional preferred|bonus)(?: (?:qualifications?|skills?|experience|requirements?|criteria|attributes|knowledge|background))?(?: (?:and|&|/) (?:skills|experience|qualifications))?",
      "(?:preferred|desirable|bonus) ?/ ?(?:bonus|desirable|preferred)(?: skills| qualifications)?",
      "(?:additional|extra) (?:points|assets)",
      "(?:you might|you may|ideally,? you(?: will)?|you) also (?:have|bring).{0,30}",
      "ideally,? you.{0,30}",
      "(?:(?:the|some|other|more) ){0,2}(?:stuff|things|skills|experience)(?: that)? (?:would be|are|is) (?:really |also )?(?:nice|good|great) to have.{0,40}",
      "(?:we'd|we would) (?:love|like) (?:it )?if.{0,20}",
      "it (?:helps|would help|is helpful|would be (?:great|nice|helpful)|is a plus|will help you),? (?:if|when)(?: you)?(?: also)?(?: have| know| are)?.{0,20}",
      "(?:es hilft|schon ist es|toll ist es|super(?: ist es)?|ein plus(?: ist es)?|von vorteil ist(?: es)?|das ist ein plus|gerne auch),? ?(?:wenn)?(?: du| sie)?.{0,20}",
      "(?:ce serait|c'est|ce sera) un (?:vrai |gros )?(?:plus|atout)(?: si(?: vous| tu)?)?|(?:un|les) plus(?: si)?.{0,20}|ce qui (?:serait|est) un plus",
      "(?:nos encantaria(?: si)?|suma(?:ra)?n? puntos(?: si)?|seria un plus(?: si)?|sumaria puntos|es un punto a favor).{0,20}",
      "(?:een pre(?: als je)?|pre is|extra punten(?: als)?|fijn als je|het is een plus(?: als je)?|een plus(?: als)?).{0,20}",
      "(?:(?:dodatkowym )?(?:atutem|plusem)(?: bedzie| jest)?|milo,? jesli|na plus|docenimy).{0,20}",
      "(?:seria bom|e uma mais-valia|mais-valias?|valorizamos|sera valorizado|um plus).{0,20}",
      "(?:prednost(?: je| imaju)?|plus je(?: ako)?|dobrodoslo).{0,20}",
      "(?:das ware )?(?:von vorteil|wunschenswert|pluspunkte|nice[- ]to[- ]have|idealerweise|bonuspunkte)",
      "(?:les )?(?:atouts?|plus|un plus|serait un plus|souhaite)",
      "(?:se valorara|valorable|deseable|requisitos deseables|es un plus|sera un plus)(?: positivamente)?",
      "(?:pre|pluspunten|mooi meegenomen|leuk als)(?: je)?",
      "(?:mile widziane|dodatkowy(?:m)? atut(?:em|y)?)",
      "(?:diferenciais|desejavel|requisitos desejaveis|sera um diferencial)",
      "(?:pozeljno|prednost|bilo bi lepo)",
    ],
    words:
      /nice[- ]to[- ]haves?|good to have|bonus (?:points|skills|qualif)|^bonus\b|preferred|desir(?:able|ed) |^desir|\ba (?:big |huge )?plus\b|^plus(?:es)?$|would be (?:a plus|nice|great)|brownie points|von vorteil|wunschenswert|\batouts?\b|se valorara|valorable|deseable|pluspunten|mile widziane|diferenciais|desejave|pozeljno|icing on the cake|stand out|extra credit/,
  },
  {
    part: "pay",
    exact: [
      "(?:base |annual |estimated |target |expected )?(?:compensation|salary|pay|remuneration)(?: (?:range|details|information|package|transparency|band|scale|disclosure)s?)?",
      "compensation (?:and|&) benefits",
      "salary (?:and|&) benefits",
      "(?:pay|salary) (?:and|&) (?:perks|compensation)",
      "(?:gehalt|verdienst|vergutung|remuneration|salaire|salario|salaris|wynagrodzenie|remuneracao|plata|zarada)",
    ],
    words:
      /\bcompensation\b|\bsalary\b|\bpay (?:range|transparency|scale)\b|\bgehalt\b|vergutung|remuneration|\bsalaire\b|\bsalario\b|wynagrodzenie|remuneracao/,
  },
  {
    part: "duties",
    exact: [
      "(?:your |the |my |key |main |core |primary |principal |major |essential |typical |general |job |role |position )*(?:duties|responsibilities|responsibility|accountabilities|tasks|job functions|functions|objectives|deliverables|mission|missions)(?: (?:and|&) (?:duties|responsibilities|tasks|accountabilities|duties|deliverables|expectations))?(?: include| will include| of the role| of the position| \\(.{1,30}\\))?",
      "(?:so,? )?what (?:will you|you(?:'ll|’ll| will| would)?|you get to|the candidate will|are you going to|you(?:'ll|’ll| will) be|will you be)(?: get to| be)? (?:do|doing|work(?:ing)? on|own|build|building|accomplish|be responsible for|be working on|drive|deliver|achieve)(?: here| day[- ]to[- ]day| in this role| at .{1,30})?",
      "(?:in this (?:role|position)|as (?:an? |our )?.{1,50}),? you(?:'ll|’ll| will)(?: be)?(?: responsible for)?",
      "(?:your )?(?:role and responsibilities|day[- ]to[- ]day|a day in the life|what (?:this|the) role (?:does|involves|entails)|how (?:you'll|you will) (?:make an impact|contribute)|your impact|the work|scope of work|where you come in|how you will contribute)",
      "(?:deine|ihre|die|unsere) (?:aufgaben|tatigkeiten|aufgabengebiete?|verantwortung|rolle|mission|herausforderungen?)",
      "(?:aufgaben|aufgabengebiet|tatigkeiten|aufgaben und verantwortlichkeiten|das (?:machst|erwartet) du(?: bei uns)?|was (?:dich|sie) erwartet|das erwartet dich|was du (?:machst|bewegst|bei uns machst)|wobei du uns unterstutzt)",
      "(?:tes |vos |les |votre |ta )?(?:missions?|responsabilites|taches|activites)(?: principales)?",
      "(?:tus |las |principales |sus )?(?:responsabilidades|funciones|tareas|misiones)(?: principales)?",
      "(?:¿)?que (?:haras|vas a hacer)(?: en .{1,30})?",
      "(?:je |jouw |de )?(?:taken|werkzaamheden|verantwoordelijkheden|functieomschrijving|wat ga je doen|dit ga je doen)",
      "(?:twoje |glowne |zakres )?(?:obowiazki|obowiazkow|zadania|twoj zakres obowiazkow|czym bedziesz sie zajmowac)",
      "(?:as tuas |as suas |suas |principais )?(?:responsabilidades|funcoes|atividades|atribuicoes)(?: e atribuicoes)?",
      "(?:tvoje |vase )?(?:odgovornosti|zaduzenja|zadaci|opis posla)",
    ],
    words:
      /responsibilit|\bduties\b|what (?:you|the candidate|will you).{0,12} (?:do|work|own|build)\b|you(?:'|’)?(?:ll| will) (?:be doing|do|own|build|work)\b|\baufgaben\b|\bmissions?\b|responsabilidad|responsabilite|\bfunciones\b|\btaken\b|obowiazki|zadania|atribuicoes|odgovornosti/,
  },
  {
    part: "required",
    exact: [
      "(?:your |the |our |key |main |core |minimum |basic |must[- ]have |essential |mandatory |required |technical |professional |general |job |position |role |additional |hard |soft |who we(?:'re| are) looking for |education(?:al)? )*(?:requirements?|qualifications?|skills?|experience|prerequisites?|competenc(?:y|ies)|background|credentials|profile|criteria|expertise|knowledge|education|must[- ]haves?)(?: ?(?:and|&|/|,) (?:experience|skills|qualifications|requirements|education|knowledge|capabilities|expertise|competencies|background))*(?: required| needed| include| for the role| for this role| we(?:'re| are) looking for)?",
      "(?:essential|required|mandatory|must[- ]haves?|minimum)(?: criteria)?",
      "(?:so,? )?what (?:we(?:'re|’re| are)?|you(?:'ll|’ll| will)?|you should|do you|do we|does the candidate|the candidate will|it takes|you(?:'ll|’ll| will) need to)(?: would)? ?(?:need|bring|have|look(?:ing)? for|expect|are looking for|seek|want|require|like to see|know|succeed)?(?: from you| to the (?:table|team|role)| in you| to succeed| to have| to be successful)?",
      "(?:you(?:'ll|’ll| will)?|you should|we(?:'re|’re| are)?(?: would)?) (?:have|bring|need|must have|are|be|looking for|look for|expect)",
      "who (?:you are|are you|we(?:'re|’re| are) looking for|are we looking for|should apply|will succeed here|you(?:'ll|’ll) be)",
      "(?:a bit |more |all |something )?about you(?:rself)?",
      "you|du|vous|toi|jij|ty|vi|sie",
      "(?:the )?(?:ideal|right|successful|perfect) (?:candidate|person)(?: (?:will(?: have)?|has|profile))?",
      "(?:you(?:'re|’re| are| might be| may be| could be)|this (?:role|job) (?:is|might be)) (?:a |the )?(?:great |good |right |perfect )?(?:fit|match)(?: for you)? if.{0,20}",
      "(?:dein|ihr|das|unser) profil|profil|deine qualifikationen?|qualifikationen?|anforderungen|voraussetzungen|anforderungsprofil|(?:das|was) (?:bringst du|du|wir|sie) (?:mit|mitbringst|mitbringen|erwarten)?|was wir uns wunschen|das wunschen wir uns|das zeichnet dich aus|deine skills|das solltest du mitbringen|womit du uns uberzeugst",
      "(?:ton |votre |le )?profil(?: recherche)?|competences(?: requises| techniques)?|prerequis|exigences|qualifications requises|ce que nous recherchons",
      "(?:tu |el )?perfil(?: buscado)?|requisitos(?: minimos| imprescindibles| obligatorios| deseados)?|(?:¿)?que (?:buscamos|necesitas|esperamos)(?: (?:en|de) ti)?|lo que buscamos|conocimientos",
      "(?:jouw |je )?profiel|functie-?eisen|wat (?:wij )?vragen|wat vragen wij|wie ben jij|(?:dit |wat )(?:breng je mee|neem je mee|heb je in huis)",
      "(?:nasze )?(?:oczekiwania|wymagania|oczekujemy|wymagamy)(?: od ciebie)?|kogo szukamy|twoj profil|profil kandydata",
      "(?:o |teu |seu )?perfil|requisitos(?: obrigatorios)?|o que (?:procuramos|buscamos|esperamos)(?: de ti| de voce)?|qualificacoes|conhecimentos",
      "(?:tvoj )?profil|uslovi|potrebne (?:vestine|kvalifikacije)|sta (?:trazimo|ocekujemo)|kvalifikacije|zahtevi",
    ],
    words:
      /requirement|qualificat|\bskills\b|must[- ]haves?|you(?:'|’)?(?:ll| will)? (?:bring|have|need)\b|looking for\b|who you are|about you\b|ideal candidate|what it takes|\bessential\b|\bexperience\b|\beducation\b|\bexpertise\b|\bprofil\b|anforderung|voraussetzung|qualifikation|mitbring|\bcompetences\b|prerequis|requisitos|\bperfil\b|que buscamos|functie-?eisen|wij vragen|\bprofiel\b|wymagania|oczekiwania|qualificacoes|uslovi|kvalifikacije|vestine/,
  },
  {
    part: "benefits",
    exact: [
      "(?:our |the |your |key |some of our |employee |company |additional |other )*(?:benefits?|perks)(?: ?(?:and|&|/|,) (?:perks|benefits|compensation|culture|rewards|pay))?(?: package| at .{1,30}| include| of working .{1,30}| highlights)?",
      "what (?:we(?:'re|’re| are)?(?: can)? (?:offer(?:ing)?|provide)|you(?:'ll|’ll| will| can)? (?:get|gain|enjoy|receive|expect|love)|do we offer|we(?:'ve|’ve)? got for you|(?:you'll|you will) get in return)(?: you| in return| from us)?",
      "(?:what(?:'s|’s| is) in it for you|why (?:join|work (?:at|with|for)|you(?:'ll|’ll) love|choose)(?: us| .{1,40})?|we offer|the offer|our offer(?: to you)?|perks|rewards|total rewards|the deal|how we(?:'ll|’ll) (?:take care of|support) you)",
      "(?:unser angebot|wir bieten(?: dir| ihnen)?|was wir (?:dir |ihnen )?bieten|das bieten wir(?: dir| ihnen)?|deine (?:vorteile|benefits)|ihre vorteile|benefits|vorteile|darauf kannst du dich freuen|warum wir)",
      "(?:nous offrons|ce que nous (?:offrons|proposons)|avantages|les avantages|nos avantages)",
      "(?:(?:¿)?que (?:te )?ofrecemos|ofrecemos|lo que ofrecemos|beneficios)",
      "(?:wij bieden(?: jou)?|wat (?:wij |we )?bieden(?: wij)?|arbeidsvoorwaarden|dit bieden wij(?: jou)?|ons aanbod)",
      "(?:oferujemy|co oferujemy|to oferujemy|nasza oferta|benefity)",
      "(?:o que oferecemos|oferecemos|beneficios)",
      "(?:nudimo|sta nudimo|pogodnosti|benefiti)",
    ],
    words:
      /benefits?\b|\bperks\b|\bwe offer\b|in it for you|\bin return\b|why join|why (?:you'll|you’ll|work)|wir bieten|unser angebot|vorteile|avantages|ofrecemos|beneficios|bieden|oferujemy|oferecemos|nudimo/,
  },
  {
    part: "company",
    exact: [
      "(?:a (?:bit|little) )?(?:more )?about (?:us|the company|our company|our (?:client|organi[sz]ation|mission))",
      "(?:who we are|who are we|what we do|our (?:company|story|mission|vision|values?|culture|business|client|principles)|(?:the )?company(?: description| overview| profile| info(?:rmation)?| culture| commitment)?|mission (?:and|&) (?:purpose|values|vision)|our mission (?:and|&) .{1,20}|company)",
      "(?:equal (?:employment )?opportunit(?:y|ies).{0,40}|eeo.{0,20}|diversity.{0,40}|privacy.{0,30}|accommodations?.{0,30}|our commitment.{0,60}|commitment to .{0,60}|itar requirements|export control.{0,20})",
      "(?:wer wir sind|uber uns|das sind wir|das unternehmen|unternehmensprofil|unternehmensbeschreibung)",
      "(?:qui sommes[- ]nous|a propos(?: de nous)?|l'entreprise|notre entreprise|presentation de l'entreprise)",
      "(?:(?:¿)?quienes somos|sobre nosotros|la empresa)",
      "(?:over ons|wie zijn wij|wie wij zijn|het bedrijf)",
      "(?:o nas|kim jestesmy|o firmie)",
      "(?:quem somos|sobre nos|a empresa|sobre a empresa)",
      "(?:ko smo mi|o nama|o kompaniji)",
    ],
    words:
      /about us\b|who we are|what we do\b|our (?:mission|values|story|culture|company|commitment)|company (?:description|overview|profile|culture|commitment)|equal (?:employment )?opportunit|\beeo\b|diversity|privacy|uber uns|wer wir sind|a propos|sobre nosotros|quienes somos|over ons|o nas|sobre nos|o nama/,
  },
  {
    part: "body",
    exact: [
      "(?:about )?(?:the |this |your |our )?(?:role|job|position|opportunity|team|internship|assignment|project)(?: (?:description|summary|overview|purpose|profile))?",
      "(?:job|role|position) (?:description|summary|overview|details|purpose|brief)|overview|summary|description|introduction",
      "(?:position|role|job)? ?(?:overview|summary) (?:of|and|&) .{1,40}|overview of (?:the )?(?:role|team|position)",
      "(?:the )?(?:tech(?:nology)?|our|my|your|core|infrastructure)? ?(?:tech )?stack|technolog(?:y|ies)|tools(?: (?:and|&) technologies)?",
      "(?:faqs?|frequently asked questions|q ?& ?a)",
      "we(?:'re| are) (?:currently |now |also )?hiring(?: .{0,40})?(?: for)?(?: .{0,40})?",
      "(?:how to apply|to apply|apply (?:here|now|today|at|by|via|through|online).{0,30}|application process|(?:the |our )?(?:interview|hiring|recruitment|application|selection) process|next steps|what happens next|contact|apply)",
      "(?:location|work location|office location|working hours|schedule|travel|notes?|additional (?:information|details|info)|other (?:information|details|duties)|right to work|work authori[sz]ation|visa(?: sponsorship)?|open (?:roles|positions)|roles)",
      "(?:stellenbeschreibung|deine rolle|die rolle|der job|die stelle|das team|kontakt|dein kontakt|bewerbung|arbeitsort|standort)",
      "(?:le poste|description du poste|descriptif du poste|l'equipe|processus de recrutement|lieu)",
      "(?:descripcion(?: del puesto| de la oferta)?|el puesto|el rol|el equipo|ubicacion)",
      "(?:de functie|functie|de rol|het team|locatie|solliciteren|sollicitatieprocedure)",
      "(?:opis stanowiska|stanowisko|lokalizacja|proces rekrutacji)",
      "(?:descricao(?: da vaga)?|a vaga|sobre a vaga|a funcao|localizacao|processo seletivo)",
      "(?:o poziciji|pozicija|lokacija|o poslu)",
    ],
    words:
      /^about (?:the|this) (?:role|job|position|team|opportunity)|^the (?:role|team|opportunity|position)|job (?:description|summary)|role (?:overview|summary)|position (?:overview|summary)|how to apply|application process|interview process|hiring process|\bfaqs?\b|tech stack|additional (?:information|details)/,
  },
];

/** Longer lines are prose. */
const longestHeading = 80;

const exact = table.map(({ part, exact }) => ({ part, pattern: new RegExp(`^(?:${exact.join("|")})$`) }));
const gluable =
  /^(About the (?:Role|Job|Team|Company|Position)|About Us|About You|Overview of Team|Role Overview|Job Description|Company Description|Key Responsibilities|Responsibilities|Requirements|Qualifications|Minimum Qualifications|Preferred Qualifications|Nice to Have|What You(?:'|’)ll Do|What You(?:'|’)ll Bring|What We Offer|Benefits|Who You Are):?/i;

/** The part that these words open when they stand alone on a short line; undefined where they are no known heading. */
export function partOfPhrase(content: string): Part | undefined {
  const folded = folding(content);
  if (folded === undefined) return undefined;
  return exact.find(({ pattern }) => pattern.test(folded))?.part ?? (isAboutName(content) ? "company" : undefined);
}

/** `About Rolecall`: the words after it are a name, so the section is about whoever hires. */
function isAboutName(content: string): boolean {
  return /^About(?: the)? \p{Lu}[^.!?;:]{1,40}(?:,? (?:Inc|Ltd|Co|Corp)\.)?:?$/u.test(content);
}

/** The part that a line opens which the page marks as a heading. */
export function partOfHeading(content: string): Part | undefined {
  const folded = folding(content);
  if (folded === undefined) return undefined;
  return partOfPhrase(content) ?? table.find(({ words }) => words.test(folded))?.part;
}

/** How many letters at the beginning are a heading that the page glued to its first sentence; 0 for none. */
export function gluedHeading(content: string): number {
  const named = /^About \p{Lu}\p{Ll}+(?=\p{Lu}\p{Ll}+ )/u.exec(content);
  if (named !== null) return named[0].length;
  const length = gluable.exec(content)?.[0].length ?? 0;
  return /^\p{Lu}(?:\p{Ll}| )/u.test(content.slice(length)) && /[\p{Ll}:]$/u.test(content.slice(0, length))
    ? length
    : 0;
}

function folding(content: string): string | undefined {
  if (content.length > longestHeading) return undefined;
  const folded = fold(content.replace(/’/g, "'").replace(/[^\p{L}\p{N}\s'&/,()¿.-]/gu, " "));
  return folded.replace(/^[\s.¿,-]+|[\s.:,-]+$/g, "");
}
