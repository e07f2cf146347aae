/** The language that a text is written in. */
import { francAll } from "franc-min";
import type { Document } from "./document.ts";
import type { Found } from "./field.ts";
import { evidenceOf } from "./field.ts";
import { plainFirst } from "./plain-first.ts";

/** ISO 639-3 codes of the languages that we tell apart, with the ISO 639-1 code that we answer with. */
const codes = new Map(
  Object.entries({
    eng: "en",
    deu: "de",
    fra: "fr",
    spa: "es",
    por: "pt",
    ita: "it",
    nld: "nl",
    pol: "pl",
    srp: "sr",
    hrv: "hr",
    bos: "bs",
    ces: "cs",
    hun: "hu",
    ron: "ro",
    swe: "sv",
    rus: "ru",
    ukr: "uk",
    bel: "be",
    bul: "bg",
    ell: "el",
    tur: "tr",
    arb: "ar",
    heb: "he",
    pes: "fa",
    hin: "hi",
    ben: "bn",
    cmn: "zh",
    jpn: "ja",
    kor: "ko",
    tha: "th",
    vie: "vi",
    ind: "id",
  }),
);
/** Words that a page in that language can hardly do without, and that few others have. */
const commonWords = new Map(
  Object.entries({
    en: "the and of to with for our we you your are is will this that in on as be",
    de: "der die das und mit für wir sie du dein ist bei zur zum eine einen im auf den nicht werden",
    fr: "de le la les des et vous nous pour une dans avec votre est sur au aux du en notre",
    es: "de años experiencia salario el los las y con para una que del nuestro tu en por como somos buscamos al es",
    pt: "de anos experiência salário mês o os as e com para uma que do da em você nossa como são não por na no",
    it: "il gli e con per una che del della nostro sono di la in alla nel",
    nl: "de het een en met voor je wij van jij ons onze bent in op bij dat aan",
    pl: "i w na z do oraz się nie dla jest o że od praca będziesz nasz",
    sr: "i u na za sa se je da ili od koji naš tim rad iskustvo će",
    sv: "och att en ett med för vi du som är på av till det din vårt",
    ru: "и в на с по для что вы мы как не или от это их они будете нас",
    uk: "і в на з та для що ви ми як не або від це їх вони будете нас",
    bg: "и в на с за да от не се по ще сме ние вие",
    da: "og at en et med for vi du som er på af til det din vores",
  }).map(([code, words]) => [code, new Set(words.split(" "))] as const),
);

/** The languages of which a word is a common one. */
const languagesOf = Map.groupBy(
  [...commonWords].flatMap(([code, words]) => [...words].map((word) => ({ word, code }))),
  ({ word }) => word,
);

const wordPattern = plainFirst(/[\p{L}']+/gu);
const enoughLetters = 20;
/** Words that are this common leave nothing to trigrams, which cost more. */
const enoughCommon = 0.1;
/** Below this, trigrams alone mislead, and common words decide. */
const enoughForTrigrams = 300;
const sampleLength = 2_000;

/** ISO 639-1, or null when there are too few words to tell. */
export function readWritten(document: Document): Found<string | null> {
  const sample = document.lines.filter((line) => line.part !== "furniture" || document.lines.length === 1);
  const words = sample
    .map((line) => line.content.replace(/https?:\S+/g, ""))
    .join("\n")
    .slice(0, sampleLength);
  const value = languageOf(words);
  const longest = sample.reduce<(typeof sample)[number] | undefined>(
    (best, line) => (best === undefined || line.content.length > best.content.length ? line : best),
    undefined,
  );
  if (value === null || longest === undefined) return { value: null, evidence: [] };
  const span = { start: longest.start, end: Math.min(longest.end, longest.start + 120) };
  return {
    value,
    evidence: [
      evidenceOf(document, { field: "written", value, rule: "common-words-and-trigrams", origin: "text", ...span }),
    ],
  };
}

function languageOf(text: string): string | null {
  const tokens = text.toLowerCase().match(wordPattern) ?? [];
  const letters = tokens.reduce((sum, token) => sum + token.length, 0);
  if (letters < enoughLetters) return null;
  const byWords = languageByCommonWords(tokens);
  if (byWords !== undefined && (letters < enoughForTrigrams || byWords.share > enoughCommon)) return byWords.code;
  const [best] = francAll(text, { only: [...codes.keys()] });
  const code = best === undefined ? undefined : codes.get(best[0]);
  if (letters >= enoughForTrigrams) return code ?? null;
  // Few words, none of them common: only another script speaks for itself.
  return code !== undefined && !/\p{Script=Latin}{4}/u.test(text) ? code : asciiTitle(text);
}

/** A heading-like text in plain letters with the vocabulary of English job titles is English; nothing else is told. */
function asciiTitle(text: string): string | null {
  return /\b(?:engineer|developer|manager|scientist|designer|analyst|remote|full[- ]time|hiring|apply|team|software)\b/i.test(
    text,
  )
    ? "en"
    : null;
}

/** The language with most of its common words in the text, if it leads clearly. */
function languageByCommonWords(
  tokens: readonly string[],
): { readonly code: string; readonly share: number } | undefined {
  const counts = new Map([...commonWords.keys()].map((code) => [code, 0]));
  for (const token of tokens)
    for (const { code } of languagesOf.get(token) ?? []) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [first, second] = [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count);
  if (first === undefined || first.count < 2 || first.count < (second?.count ?? 0) * 1.3) return undefined;
  return { code: first.code, share: first.count / tokens.length };
}
