/** Which of several names in a line are marked as an extra by words in their own sentence ("Rust a plus", "nice to have: Go"). */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Words that speak of what stands before them: "X is a plus", "X preferred", "X – von Vorteil". */
const after = new RegExp(
  "(?<![\\p{L}])(?:" +
    "(?:an? |as |is |are |be |big |huge |strong |definite |great |real |nice |added |major |considered ){0,4}" +
    "(?:(?:a |big |huge |strong |definite |great |real |nice |added |major )plus(?:es)?|bonus(?! points)|advantage(?! of)|asset|advantageous|beneficial|desirable|desired|preferred|optional|helpful|welcome)" +
    "|nice[- ]to[- ]haves?|good to have|not required|not a must|not a requirement|von vorteil|wünschenswert|(?:un|est un) (?:plus|atout)|sería un plus|valorable|deseable|se valorar[áa]|een (?:pré|plus|pluspunt)|mile widzian[aey]|będzie atutem|atutem|prednost|diferencial|desejável|poželjno" +
    ")(?![\\p{L}])",
  "giu",
);

/** Words that speak of what follows them. With a colon they govern the rest of the sentence, bare ones the next list. */
const before =
  /(?<![\p{L}])(?:(?:nice[- ]to[- ]haves?|bonus(?: points)?|plus(?:es)?|preferred(?: \p{L}+)?|optional(?:ly)?|desirable|desired|good to have|extra credit|von vorteil|wünschenswert|mile widziane|deseable|desejável|souhaité)\s*:|ideally|preferably|bonus points|nice[- ]to[- ]haves?|good to have|idealerweise|idéalement|idealmente|bij voorkeur|najlepiej|poželjno|de préférence|preferiblemente|preferencialmente)(?![\p{L}])/giu;

/** The members of `mentions` that are only extras. Linear in the text; the mentions are given in order. */
export function optionalMentions<Mention extends Span>(
  text: string,
  mentions: readonly Mention[],
): ReadonlySet<Mention> {
  const found = new Set<Mention>();
  let next = 0;
  for (const sentence of sentencesOf(text)) {
    const first = next;
    while ((mentions[next]?.from ?? text.length) < sentence.to) next += 1;
    const inside = mentions.slice(first, next);
    if (inside.length === 0) continue;
    const words = text.slice(sentence.from, sentence.to);
    for (const cue of words.matchAll(after)) {
      const at = { from: sentence.from + cue.index, to: sentence.from + cue.index + cue[0].length };
      for (const mention of listBefore(text, inside, at)) found.add(mention);
    }
    for (const cue of words.matchAll(before)) {
      const at = sentence.from + cue.index + cue[0].length;
      for (const mention of listAfter(text, inside, at, cue[0].endsWith(":"))) found.add(mention);
    }
  }
  return found;
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

const requires = /(?<![\p{L}])(?:required?|must|mandatory|essential|erforderlich|requis|needed)(?![\p{L}])/iu;

function isListGap(gap: string): boolean {
  return (
    gap.length <= 40 && /^(?:[\s,/|&+()]|(?:and|or|und|oder|et|ou|y|o|e|en|of|i|lub|ili)(?![\p{L}]))*$/iu.test(gap)
  );
}

/** Sentences by their full stops, semicolons and lost line breaks ("skills.You"). */
function sentencesOf(text: string): readonly Span[] {
  const ends = [...text.matchAll(/[.!?](?=\s+[\p{Lu}\p{N}*•-]|\s*$)|[.!?](?=\p{Lu})|;|•|\n/gu)].map(
    ({ index }) => index + 1,
  );
  const bounds = [0, ...ends, text.length];
  return bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? 0, to }));
}
