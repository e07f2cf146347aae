import { type Key, type SettingKey, settingOf } from "../keys.ts";

/** A stretch of the text that says the value of a key. */
export interface Measure {
  readonly end: number;
  readonly said: readonly { readonly key: Key; readonly value: string }[];
}

/** A stretch that is understood and yet says too little, or what the language has no word for. */
export interface Doubt {
  readonly end: number;
  readonly expected: string;
  readonly suggestion: string | undefined;
}

export type Reader = (groups: Readonly<Record<string, string | undefined>>) => Measure["said"] | Omit<Doubt, "end">;

export function any(words: Iterable<string>): string {
  const all = [...words].toSorted((a, b) => b.length - a.length);
  return `(?:${all.map((word) => word.replace(/[$.*+?()[\]{}|\\/^]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s+`)).join("|")})`;
}

const end = String.raw`(?![\p{L}\p{N}])`;
const unitWords = {
  year: "year years yr yrs y annum pa p.a. annually yearly jahr jahrlich an annee annuel annuels ano anual rocznie rok",
  month:
    "month months mo monthly monat monatlich mtl mtl. mois mensuel mes meses mensual mensuales miesiecznie miesiac mies",
  week: "week weeks wk weekly woche wochen semaine semaines semana semanas",
  day: "day days d p/d pd daily dziennie dzien tag tage tagen jour jours dia dias",
  hour: "hour hours hr h p/h ph hourly godzina godzine std std. stunde stunden heure heures hora horas",
} as const;
const units = Object.entries(unitWords).flatMap(([unit, words]) =>
  words.split(" ").map((word) => [word, unit] as const),
);
export const unitOf = new Map<string, string>(units);
export const unit = any(unitOf.keys());
/** Before a least and before a most, in the languages in which people write to us. */
export const least =
  "at least|min|min.|mind.|minimum|minimum of|a minimum of|from|over|above|more than|upwards of|starting at|starting from|no less than|not less than|not below|not under|" +
  "mindestens|ab|uber|mehr als|nicht unter|au moins|minimum de|plus de|a partir de|al menos|minimo|como minimo|mas de|desde|paying|pays|paid|pay|salary|salary of|earning|gehalt|salaire|salario";
export const most =
  "up to|under|below|less than|max|max.|maximum|around|about|~|circa|ca.|rund|etwa|environ|unos|at most|no more than|not more than|bis zu|unter|hochstens|maximal|jusqu'a|moins de|au plus|au maximum|hasta|menos de|como maximo|maximo";

export function pattern(source: string): RegExp {
  return new RegExp(source + end, "uy");
}

export function said(key: Key, value: string): Measure["said"] {
  return [{ key, value }];
}

export function doubt(expected: string, suggestion?: string): Omit<Doubt, "end"> {
  return { expected, suggestion };
}

export function suggested(key: SettingKey, value: string): string | undefined {
  const read = settingOf(key).read(value);
  const word = read === undefined ? settingOf(key).suggest(value) : settingOf(key).print(read);
  return word === undefined ? undefined : `${key}:${word}`;
}
