import {
  type Budget,
  type Cadence,
  cadences,
  type DeliverySettings,
  type QuietHours,
  type TimeOfDay,
} from "../delivery-settings.ts";
import { choice, examples, type Setting } from "./setting.ts";

type Destination = NonNullable<DeliverySettings["to"]>;

/** Names of channels as chat platforms allow them, or a channel's id after the number sign. */
const channel = /^#[\p{L}\p{N}\p{M}_.-]+$/u;
/** How chat platforms send a channel that was picked from their menu. */
const mention = /^<#(?<id>\w+)(?:\|(?<name>[^>]*))?>$/u;

export const destination: Setting<Destination> = {
  kind: "setting",
  expected: "me, a channel such as #jobs-go, or a link to the first message of a thread",
  read(word) {
    if (/^(?:me|dm|myself)$/i.test(word)) return "me";
    if (isLink(word)) return word;
    const { id, name } = mention.exec(word)?.groups ?? {};
    const written = id === undefined ? word : `#${name || id}`;
    return isChannel(written) ? written : undefined;
  },
  print: (to) => to,
  suggest: (word) => (isChannel(`#${word}`) ? `#${word}` : undefined),
  complete: examples({ word: "me", detail: "a direct message" }, { word: "#", detail: "a channel" }),
};

/** Of the signs that every platform's links are made of, which neither the language nor a message reads otherwise. */
function isLink(word: string): word is `https://${string}` {
  return /^https:\/\/[\w.-]+\/[\w./~?=&%-]+$/u.test(word);
}

function isChannel(word: string): word is `#${string}` {
  return channel.test(word);
}

/** What is not offered, and what comes nearest to it. */
const nearestCadences: readonly (readonly [RegExp, Cadence])[] = [
  [/^\d*\s*(?:s|sec|m|min)/u, "now"],
  [/^(?:\d+\s*)?h/u, "hour"],
  [/^(?:morning|noon|evening|night|weekday|\d+\s*d)/u, "day"],
  [/^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:month|fortnight|weekend)|^\d+\s*w/u, "week"],
];

const cadenceChoice: Setting<Cadence> = choice<Cadence>(
  cadences,
  {
    now: { also: ["instantly", "instant", "immediately", "once"], detail: "as soon as it is seen" },
    hour: { also: ["hourly", "h", "1h"], detail: "gathered, once an hour" },
    day: { also: ["daily", "d", "1d", "24h"], detail: "gathered, once a day" },
    week: { also: ["weekly", "w", "1w", "7d"], detail: "gathered, once a week" },
  },
  "now, hour, day or week",
);

export const cadence: Setting<Cadence> = {
  ...cadenceChoice,
  suggest: (word) =>
    nearestCadences.findLast(([pattern]) => pattern.test(word.toLowerCase()))?.[1] ?? cadenceChoice.suggest(word),
};

const clock = /^(?<hour>\d{1,2})(?:[:.h]?(?<minute>\d{2}))?\s*(?<half>am|pm)?$/u;
const namedTimes: Readonly<Record<string, string>> = { noon: "12", midday: "12", midnight: "0" };

export const timeOfDay: Setting<TimeOfDay> = {
  kind: "setting",
  expected: "a time such as 09:00",
  read: readTime,
  print: (time) => time,
  suggest: () => undefined,
  complete: examples(
    { word: "09:00", detail: "in the morning" },
    { word: "13:00", detail: "at noon" },
    { word: "18:00", detail: "in the evening" },
  ),
};

function readTime(word: string): TimeOfDay | undefined {
  const {
    hour,
    minute = "00",
    half,
  } = clock.exec(namedTimes[word.trim().toLowerCase()] ?? word.trim().toLowerCase())?.groups ?? {};
  if (hour === undefined) return undefined;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "pm" ? 12 : 0);
  const time = `${String(hours).padStart(2, "0")}:${minute}`;
  return isTimeOfDay(time) ? time : undefined;
}

function isTimeOfDay(time: string): time is TimeOfDay {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);
}

export const quietHours: Setting<QuietHours> = {
  kind: "setting",
  expected: "hours such as 20-08 or 22:30-07:00",
  read(word) {
    const [first = "", second = "", ...more] = word.split(/-|–|—|\s(?:to|until|till)\s/u);
    const from = readTime(first);
    const until = readTime(second === "24" ? "00" : second);
    return more.length > 0 || from === undefined || until === undefined || from === until ? undefined : { from, until };
  },
  print({ from, until }) {
    const isWhole = from.endsWith(":00") && until.endsWith(":00");
    return isWhole ? `${from.slice(0, 2)}-${until.slice(0, 2)}` : `${from}-${until}`;
  },
  suggest: () => undefined,
  complete: examples(
    { word: "20-08", detail: "nothing in the night" },
    { word: "22-07", detail: "nothing in the night" },
  ),
};

const budgetPattern = /^(?<count>\d{1,4})\s*(?:\/|per|a|an|each)\s*(?<per>hour|day|week|hr|h|d|wk|w)$/u;
const budgetPeriods: Readonly<Record<string, Budget["per"]>> = { h: "hour", d: "day", w: "week" };

export const budget: Setting<Budget> = {
  kind: "setting",
  expected: "a number for each hour, day or week, such as 10/day",
  read(word) {
    const { count, per = "" } = budgetPattern.exec(word.trim().toLowerCase())?.groups ?? {};
    const period = budgetPeriods[per[0] ?? ""];
    return period === undefined || Number(count) < 1 ? undefined : { count: Number(count), per: period };
  },
  print: ({ count, per }) => `${count}/${per}`,
  suggest: (word) => (/^[1-9]\d{0,3}$/.test(word) ? `${word}/day` : undefined),
  complete: examples(
    { word: "5/day", detail: "at most five a day" },
    { word: "10/day", detail: "at most ten a day" },
    { word: "20/week", detail: "at most twenty a week" },
  ),
};
