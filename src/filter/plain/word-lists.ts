/** The words of a sentence that join, deny or fill, in the languages in which people write to us. What they search for is in the vocabularies. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/[\s|]+/u).filter((word) => word !== ""));
}

function phrases(text: string): ReadonlySet<string> {
  return new Set(text.split("|").map((phrase) => phrase.trim()));
}

/** What a word of the sentence does. */
export type Particle =
  | "or"
  | "and"
  | "not"
  | "both"
  | "in"
  | "at"
  | "to"
  | "above"
  | "below"
  | "also"
  | "wish"
  | "needless"
  | "filler";

const lists: Readonly<Record<Particle, ReadonlySet<string>>> = {
  or: phrases("or|nor|/|oder|ou|o|either|entweder|as well as|and or|ili|lub|albo|nebo|oppure"),
  and: phrases("and|&|und|et|y|e|but|aber|mais|pero|then|sowie"),
  not: phrases(
    "no|not|without|w/o|except|except for|excluding|exclude|excludes|but not|but no|and no|and not|or no|minus|never|avoid|avoiding|non|neither|" +
      "other than|anything but|all but|all except|everything but|everything except|apart from|everything apart from|hate|can't|cannot|won't|rather not|don't|dont|do not|not interested in|nothing|nothing with|nothing in|not at all|" +
      "kein|keine|keinen|keiner|nicht|ohne|ausser|außer|bitte nicht|sans|pas|pas de|pas d|sauf|hors|sin|excepto|salvo|nada de|no quiero|bez|senza|sem|zonder",
  ),
  both: phrases("both|sowohl|a la fois|tanto"),
  in: phrases(
    "in|near|around|go to|going to|go into|going into|move to|moving to|relocate to|relocating to|relocation to|within|from|based in|located in|close to|anywhere in|somewhere in|im|aus|rund um|en|dans|pres de|cerca de|desde|au|aux|innerhalb|innerhalb von|u|w|em",
  ),
  at: phrases("at|bei|beim|chez|working at|working for"),
  to: phrases("to|through|up to|bis|bis zu|till"),
  above: phrases(
    "and above|or above|and up|or up|and higher|or higher|or more|and more senior|or more senior|upwards|oder hoher|und hoher|ou plus|et plus|o superior|o mas",
  ),
  below: phrases(
    "and below|or below|and lower|or lower|or less|or less senior|oder niedriger|ou moins|o inferior|o menos",
  ),
  also: phrases(
    "ok|okay|fine|possible|welcome|allowed|acceptable|accepted|too|also|also ok|also fine|is ok|is fine|are ok|are fine|are welcome|works|would work|works too|optional|" +
      "moglich|auch|auch ok|geht auch|willkommen|aussi|bienvenus|accepte|posible|tambien|bienvenidos|vale",
  ),
  wish: phrases(
    "don't mind|dont mind|do not mind|don't care|dont care|do not care|not only|not just|not necessarily|nicht nur|pas seulement|no solo|mainly|mostly|preferred|preferably|prefer|ideally|nice to have|would be nice|bonus|a plus|if possible|optionally|bevorzugt|gerne|am liebsten|wenn moglich|idealement|de preference|si possible|preferiblemente|a ser posible",
  ),
  needless: phrases(
    "not required|not needed|not necessary|not a must|isn't required|isn't needed|nicht notig|nicht erforderlich|nicht notwendig|pas necessaire|pas requis|no necesario|no requerido",
  ),
  filler: new Set([
    ...phrases("want to go|like to go|love to go|looking to go|wants to go|about to go|happy to go"),
    ...words(
      // English
      "a an the m/w/d w/m/d d/m/w m/f/d f/m/d m/w/x h/f f/h i'd i've digest digests summary summaries email emails message messages notification notifications alerts native this that these those of for with on as by into about my our your their his her its it's is are be being been am was i i'm im we you they me he she " +
        "any all some every each only just really very more much want wants wanted need needs needed looking look search searching seeking seek find finding get getting give show send tell notify " +
        "alert ping would like love interested please pls plz thanks thank thx hi hello hey dear there so such if when where who which what can could may might should must do does have has having " +
        "job jobs role roles position positions opening openings vacancy vacancies opportunity opportunities gig gigs offer offers work working works employment career careers posting postings listing listings " +
        "new open available latest current company companies team teams something anything stuff kind kinds type level levels seniority location locations place places city cities country countries " +
        "language languages using use uses used written writing code coding based located speaking speaker speakers speaks speak spoken fluent required requires require mode people folks " +
        "updates update matches match results let know via using let's pay pays paying salary experience knowledge skills required " +
        // German
        "ich suche suchen wir mich fur als mit und die der das den dem des ein eine einen einem einer am zu zum zur von vom bitte danke hallo stelle stellen jobs job arbeit position positionen angebote angebot nur gern " +
        "mochte will sprechend sprachig auf man es gibt alle neue neuen offene offenen gehalt ist sind sein stadt land firma firmen deutschsprachig " +
        // French
        "je cherche cherchons un une des de du d l le la les pour avec emploi emplois poste postes travail offre offres s'il vous plait svp merci bonjour sur que qui nouveaux nouvelles ville pays salaire uniquement seulement est sont contrat " +
        // Spanish
        "busco buscamos quiero trabajo trabajos empleo empleos puesto puestos oferta ofertas el los las un una unos unas del al con para por favor gracias hola solo que como ciudad pais salario nuevos nuevas es son me se " +
        // Serbian, Croatian, Polish, Czech, Italian, Portuguese, Dutch
        "trazim posao poslovi pozicija pozicije szukam praca pracy oferty hledam prace pozice cerco lavoro offerte procuro vaga vagas emprego trabalho zoek vacature vacatures baan werk " +
        "currently now living live resident moving relocating hoping trying tech freely anyone someone somebody",
    ),
  ]),
};

/** Names of the worker alone, which ask for nothing beside a role, a language or a tool: a "Rust engineer". */
export const workers: ReadonlySet<string> = words(
  "developer developers dev devs programmer programmers engineer engineers engineering coder coders developing development " +
    "entwickler entwicklerin entwicklung ingenieur ingenieurin ingenieure ingenieurs developpeur developpeurs developpeuse " +
    "desarrollador desarrolladora desarrolladores ingeniero ingeniera ingenieros programador programadora programmeur programista programistka programator programer inzenjer inzynier vyvojar sviluppatore sviluppatrice programmatore desenvolvedor desenvolvedora ontwikkelaar utvecklare specialist specialists expert experts professional professionals",
);

/** Words that are the same in capitals: the others are a state or a role there (`LA`, `DE`, `NO`). */
const shouted = words("or and not for with the i a");

const longest = Math.max(
  ...Object.values(lists).flatMap((list) => [...list].map((phrase) => phrase.split(" ").length)),
);

/** More words than a particle has. */
export const longestParticle: number = longest;

/**
 * What a phrase does in the sentence, if it is nothing to search for.
 *
 * @param folded Lower case, without accents.
 * @param isShouted In capitals, where other words are not.
 */
export function particleOf(folded: string, isShouted: boolean): Particle | undefined {
  if (isShouted && folded.length < 4 && !shouted.has(folded)) return undefined;
  for (const [particle, list] of particles) if (list.has(folded)) return particle;
  return undefined;
}

const particles = Object.entries(lists) as readonly (readonly [Particle, ReadonlySet<string>])[];
