/** Which of several names in a line are marked as an extra by words in their own sentence ("Rust a plus", "nice to have: Go"). */
import { plainFirst } from "./plain-first.ts";
import { matchesOf } from "./phrases.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Words that speak of what stands before them: "X is a plus", "X preferred", "X – von Vorteil". */
const after = plainFirst(
  "(?<![\\p{L}])(?:" +
    "(?:an? |as |is |are |be |big |huge |strong |definite |great |real |nice |added |major |considered ){0,4}" +
    "(?:(?:a |big |huge |strong |definite |great |real |nice |added |major )plus(?:es)?|bonus(?! points)|advantage(?! of)|asset|advantageous|beneficial|desirable|desired|preferred|optional|helpful|welcome)" +
    "|nice[- ]to[- ]haves?|good to have|not required|not a must|not a requirement|not needed|von vorteil|wünschenswert|hilfreich|willkommen|gern(?:e)? gesehen|(?:ist |wäre |sind )?ein (?:großes )?plus|kein muss|(?:serait |est |sont )?(?:un|des) (?:vrai |gros |réel )?(?:plus|atouts?)|appréciée?s?|souhaitée?s?|bienvenue?s?|(?:es |sería |será |supone |son )?un plus|suman? puntos|se valorar[áa]n?|valorad[oa]s?|valorable|deseable|(?:is |zijn )?een (?:grote |mooie )?(?:pré|pre|plus|pluspunt|voordeel)|mooi meegenomen|mile widzian\\p{L}*|(?:będzie |jest )?(?:dodatkowym )?(?:atutem|plusem)|na plus|(?:je |su |će biti )?(?:prednost|plus)|dobrodošl[oai]|poželjn[oai]|(?:é |será |seria )?um (?:plus|diferencial|bónus)|diferencial|desejável|valorizad[oa]s?|mais-valia" +
    ")(?![\\p{L}])",
  "giu",
);

/** Words that speak of what follows them. With a colon they govern the rest of the sentence, bare ones the next list. */
const leading = plainFirst(
  /(?<![\p{L}])(?:(?:nice[- ]to[- ]haves?|bonus(?: points)?|plus(?:es)?|preferred(?: \p{L}+)?|optional(?:ly)?|desirable|desired|good to have|extra credit|von vorteil|wünschenswert|mile widziane|deseable|desejável|souhaité)\s*:|(?:von vorteil|wünschenswert|ein plus) (?:ist|sind|wäre|wären)|se valorar[áa]n?(?: positivamente)?|valoramos|un plus si|(?:dodatkowym )?(?:atutem|plusem) będzie|mile widzian\p{L}+(?: będzie| jest)?(?: znajomość)?|prednost (?:je|imaju)|een (?:pré|pre|plus) is|ideally|preferably|bonus points|nice[- ]to[- ]haves?|good to have|idealerweise|idéalement|idealmente|bij voorkeur|najlepiej|poželjno|de préférence|preferiblemente|preferencialmente)(?![\p{L}])/giu,
);

/** A sentence that calls what the one before named an extra: `…, done in Rust; you need not know it, but it is a plus.` */
const speaksOfIt = plainFirst(
  /(?<![\p{L}])(?:it|that|this|das|dies|c['’]est|cela|ça|eso|esto|dat|dit|to|isso|to je)(?![\p{L}])[^.]{0,20}?(?<![\p{L}])(?:(?:is|would be|['’]s) (?:a |an? (?:big |nice |real ))?(?:plus|bonus|advantage)|not (?:required|needed|necessary)|ist (?:ein plus|kein muss|von vorteil)|(?:est|serait) un (?:plus|atout)|(?:es|sería) un plus|is (?:een )?(?:pre|pré|plus|mooi meegenomen)|(?:będzie|jest) (?:plusem|atutem)|é um (?:plus|diferencial)|prednost)(?![\p{L}])/iu,
);

/** The members of `mentions` that are only extras. Linear in the text; the mentions are given in order. */
export function optionalMentions<Mention extends Span>(
  text: string,
  mentions: readonly Mention[],
): ReadonlySet<Mention> {
  const found = new Set<Mention>();
  let next = 0;
  /** Where the sentence before begins: only of its mentions `it` can speak. */
  let before = 0;
  for (const sentence of sentencesOf(text)) {
    const first = next;
    while ((mentions[next]?.from ?? text.length) < sentence.to) next += 1;
    const inside = mentions.slice(first, next);
    const words = text.slice(sentence.from, sentence.to);
    if (inside.length === 0) {
      const last = mentions[first - 1];
      if (last !== undefined && last.to > before && speaksOfIt.test(words)) found.add(last);
      before = sentence.from;
      continue;
    }
    before = sentence.from;
    const heads = matchesOf(leading, words).map((cue) => {
      const to = sentence.from + cue.index + cue[0].length;
      return { from: sentence.from + cue.index, to, list: listAfter(text, inside, to, cue[0].endsWith(":")) };
    });
    for (const mention of heads.flatMap(({ list }) => list)) found.add(mention);
    for (const cue of matchesOf(after, words)) {
      const at = { from: sentence.from + cue.index, to: sentence.from + cue.index + cue[0].length };
      // `Python i Go, prednost je Rust`: the word speaks of what follows it.
      if (heads.some(({ from, to, list }) => list.length > 0 && from < at.to && at.from < to)) continue;
      const marked = speaksAhead(text, inside, at)
        ? listAfter(text, inside, at.to, false)
        : listBefore(text, inside, at);
      for (const mention of marked) found.add(mention);
    }
  }
  return found;
}

/** Adjectives that may stand before their noun as well: `valorable Python`, `mile widziany Kotlin`. */
const adjective = plainFirst(
  /(?:preferred|desirable|desired|optional|helpful|welcome|wünschenswert|souhaitée?s?|appréciée?s?|valorable|valorad[oa]s?|deseable|mile widzian\p{L}*|desejável|valorizad[oa]s?|poželjn[oai])$/iu,
);

/** Whether a cue speaks of the name that directly follows it, which nothing behind requires. */
function speaksAhead(text: string, mentions: readonly Span[], { from, to }: Span): boolean {
  const next = mentions.find((mention) => mention.from > to);
  if (next === undefined || text.slice(to, next.from) !== " " || !adjective.test(text.slice(from, to))) return false;
  return !requires.test(text.slice(next.to, next.to + 20));
}

/** The list that ends right before the cue, unless the cue only ranks one of several accepted choices: "Go (preferred) or Python". */
function listBefore<Mention extends Span>(text: string, mentions: readonly Mention[], cue: Span): readonly Mention[] {
  const last = mentions.findLastIndex(({ to }) => to <= cue.from);
  const nearest = mentions[last];
  if (nearest === undefined) return [];
  const between = text.slice(nearest.to, cue.from);
  if (
    !/^[^,:]{0,70}$|^\s*,\s*(?:while|though|although|but)?\s*(?:not required,?)?\s*$/u.test(between) ||
    requires.test(between)
  )
    return [];
  const next = mentions[last + 1];
  if (
    next !== undefined &&
    /^[)\]]?\s*(?:,?\s*(?:or|oder|ou|o|lub|of|ili)\s|\/|,)/iu.test(text.slice(cue.to, next.from))
  ) {
    const isOneOfSeveral = isListGap(text.slice(cue.to, next.from).replace(/^[)\]]/, ""));
    if (isOneOfSeveral && /[([]\s*$/.test(between)) return [];
  }
  if (/[([]\s*$/.test(between)) return [nearest];
  const list = [nearest];
  for (let at = last - 1; at >= 0; at -= 1) {
    const mention = mentions[at];
    const following = list.at(-1);
    if (mention === undefined || following === undefined) break;
    if (!isListGap(text.slice(mention.to, following.from))) break;
    list.push(mention);
  }
  return list;
}

function listAfter<Mention extends Span>(
  text: string,
  mentions: readonly Mention[],
  at: number,
  isRest: boolean,
): readonly Mention[] {
  const list: Mention[] = [];
  for (const mention of mentions) {
    if (mention.from < at) continue;
    const previous = list.at(-1);
    const gap = text.slice(previous?.to ?? at, mention.from);
    if (!isRest && (previous === undefined ? /[,)]\s|[)]/.test(gap) : !isListGap(gap))) break;
    list.push(mention);
  }
  return list;
}

const requires = plainFirst(
  /(?<![\p{L}])(?:required?|must|mandatory|essential|erforderlich|requis|needed)(?![\p{L}])/iu,
);

function isListGap(gap: string): boolean {
  return (
    gap.length <= 40 && /^(?:[\s,/|&+()]|(?:and|or|und|oder|et|ou|y|o|e|en|of|i|lub|ili)(?![\p{L}]))*$/iu.test(gap)
  );
}

const endOfSentence = plainFirst(/[.!?](?=\s+[\p{Lu}\p{N}*•-]|\s*$)|[.!?](?=\p{Lu})|;|•|\n/gu);

/** Sentences by their full stops, semicolons and lost line breaks ("skills.You"). */
function sentencesOf(text: string): readonly Span[] {
  const ends = matchesOf(endOfSentence, text).map(({ index }) => index + 1);
  const bounds = [0, ...ends, text.length];
  return bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? 0, to }));
}
