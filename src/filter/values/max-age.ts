import { examples, type Setting } from "./setting.ts";

const hoursPer: Readonly<Record<string, number>> = {
  h: 1,
  hr: 1,
  hour: 1,
  d: 24,
  day: 24,
  w: 168,
  wk: 168,
  week: 168,
  mo: 720,
  month: 720,
};
const named: Readonly<Record<string, string>> = { today: "1d", yesterday: "1d", day: "1d", week: "7d", month: "30d" };
const age = /^(?:<=?|=<|≤)?\s*(?<count>\d{1,5})\s*(?<unit>h|hr|hour|d|day|w|wk|week|mo|month)s?$/u;

/** How old a posting may be, in hours. */
export const maxAge: Setting<number> = {
  kind: "setting",
  expected: "a greatest age, such as <=7d or <=12h",
  read(word) {
    const plain = word.trim().toLowerCase();
    const { count = "0", unit = "" } = age.exec(named[plain] ?? plain)?.groups ?? {};
    const hours = Number(count) * (hoursPer[unit] ?? 0);
    return hours > 0 ? hours : undefined;
  },
  print: (hours) => `<=${hours % 24 === 0 ? `${hours / 24}d` : `${hours}h`}`,
  or: Math.max,
  suggest: (word) => (/^\D*\d{1,5}$/.test(word) ? `<=${word.replace(/\D/g, "")}d` : undefined),
  complete: examples(
    { word: "<=1d", detail: "since yesterday" },
    { word: "<=7d", detail: "of the last week" },
    { word: "<=30d", detail: "of the last month" },
  ),
};
