/**
 * All that is known of every key stands in one table: from it come parsing, printing, help, completion and the typed
 * options of platforms.
 */
import { employmentVocabulary } from "../posting/vocabulary/employment.ts";
import { humanLanguageName, humanLanguageVocabulary } from "../posting/vocabulary/human-languages.ts";
import { languageVocabulary } from "../posting/vocabulary/languages.ts";
import { levelVocabulary } from "../posting/vocabulary/levels.ts";
import { modeVocabulary } from "../posting/vocabulary/modes.ts";
import { roleVocabulary } from "../posting/vocabulary/roles.ts";
import { toolVocabulary } from "../posting/vocabulary/tools.ts";
import { defineVocabulary, fold } from "../posting/vocabulary/vocabulary.ts";
import type { DeliverySettings } from "./delivery-settings.ts";
import { type PayFloor, type Status, statuses, type TermKey, unknownPolicies, type UnknownPolicy } from "./filter.ts";
import { budget, cadence, destination, quietHours, timeOfDay } from "./values/delivery-values.ts";
import { maxAge } from "./values/max-age.ts";
import { payFloors } from "./values/pay-floors.ts";
import { phraseTerms } from "./values/phrase-terms.ts";
import { placeTerms } from "./values/place-terms.ts";
import { roleTitle } from "./values/role-title.ts";
import { choice, type Setting } from "./values/setting.ts";
import type { Terms } from "./values/terms.ts";
import { timeZone } from "./values/time-zone.ts";
import { vocabularyTerms } from "./values/vocabulary-terms.ts";

/** What is said of one key. */
export interface Declaration<Values> {
  /** What people also call it; plurals are listed, case and accents do not count. */
  readonly also: readonly string[];
  /** What it is called where there is room, as in forms. */
  readonly title: string;
  /** One sentence for help and forms, at most 100 characters. */
  readonly summary: string;
  /** A value, without the key. */
  readonly example: string;
  readonly values: Values;
}

/** The values of the keys that take one value. */
export type SettingValues = {
  pay: readonly PayFloor[];
  /** Greatest age in hours. */
  posted: number;
  status: Status;
  unknown: UnknownPolicy;
} & { [Key in keyof DeliverySettings]-?: NonNullable<DeliverySettings[Key]> };
export type SettingKey = keyof SettingValues;
export type Key = TermKey | SettingKey;

const visa = defineVocabulary({
  yes: ["true", "y", "offered", "sponsored", "sponsorship", "sponsors", "sponsor", "needed", "required"],
  no: ["false", "n", "none", "not offered", "no sponsorship"],
});

/** In canonical order. */
export const keys = {
  role: {
    title: "Role",
    also: ["roles", "family", "families", "function", "functions", "position", "positions"],
    summary: "The kind of work",
    example: "backend,infrastructure",
    values: vocabularyTerms(roleVocabulary, { expected: "a role such as backend", title: roleTitle }),
  },
  level: {
    title: "Level",
    also: ["levels", "seniority", "experience", "grade"],
    summary: "Seniority",
    example: "senior,-intern",
    values: vocabularyTerms(levelVocabulary, { expected: "a level such as senior" }),
  },
  location: {
    title: "Place",
    also: [
      "loc",
      "in",
      "locs",
      "locations",
      "place",
      "places",
      "city",
      "cities",
      "country",
      "countries",
      "region",
      "regions",
    ],
    summary: "City, region, country or union, and remote work done from it",
    example: "germany,vienna",
    values: placeTerms,
  },
  mode: {
    title: "Mode of work",
    also: ["modes", "workplace", "arrangement"],
    summary: "Remote, hybrid or onsite",
    example: "remote,hybrid",
    values: vocabularyTerms(modeVocabulary, { expected: "a mode: remote, hybrid or onsite" }),
  },
  lang: {
    title: "Programming languages",
    also: ["langs", "language", "languages", "programming", "code"],
    summary: "Programming languages; go+rust asks for both",
    example: "go,rust",
    values: vocabularyTerms(languageVocabulary, { expected: "a programming language such as go" }),
  },
  speaks: {
    title: "Human languages",
    also: ["speak", "spoken", "speaking", "human", "fluent", "fluency"],
    summary: "Human languages that the posting asks of the worker",
    example: "german",
    values: vocabularyTerms(humanLanguageVocabulary, {
      expected: "a human language such as german",
      title: humanLanguage,
      word: (code) => fold(humanLanguage(code)),
    }),
  },
  pay: {
    title: "Least pay",
    also: ["salary", "salaries", "wage", "wages", "compensation", "comp", "rate", "money"],
    summary: "Least pay in its own currency and period",
    example: ">=80k/yr,eur",
    values: payFloors,
  },
  company: {
    title: "Company",
    also: ["companies", "employer", "employers", "org", "firm"],
    summary: "Beginning of the company's name, in whole words",
    example: "acme,-initech",
    values: phraseTerms({ expected: "a company's name", allowsBoth: false }),
  },
  type: {
    title: "Kind of employment",
    also: ["types", "employment", "employment-type", "job-type", "contract-type"],
    summary: "Kind of employment",
    example: "full-time,contract",
    values: vocabularyTerms(employmentVocabulary, { expected: "a kind of employment such as full-time" }),
  },
  visa: {
    title: "Visa sponsorship",
    also: ["visas", "sponsorship", "sponsor", "sponsors"],
    summary: "Visa sponsored: yes or no; -no leaves out a stated no",
    example: "yes",
    values: vocabularyTerms(visa, { expected: "yes or no", allowsBoth: false }),
  },
  source: {
    title: "Found at",
    also: ["sources", "board", "boards", "via"],
    summary: "A kind of source, or one board of it",
    example: "ashby:acme,greenhouse",
    values: phraseTerms({
      expected: "a source such as greenhouse or ashby:acme",
      allowsBoth: false,
      accepts: (phrase) => /^[^\s:]+(?::.+)?$/u.test(phrase),
    }),
  },
  text: {
    title: "Words of the posting",
    also: ["texts", "word", "words", "phrase", "phrases", "contains", "keyword", "keywords"],
    summary: "A whole word or a phrase of the title or the text",
    example: '"distributed systems"',
    values: phraseTerms({
      expected: "a word or a quoted phrase",
      allowsBoth: true,
      examples: toolVocabulary.names,
    }),
  },
  posted: {
    title: "Greatest age",
    also: ["age", "since", "date", "published"],
    summary: "Greatest age of the posting",
    example: "<=7d",
    values: maxAge,
  },
  status: {
    title: "Status",
    also: ["state", "statuses"],
    summary: "Open ones (the default), closed ones or any",
    example: "any",
    values: choice<Status>(
      statuses,
      {
        open: { also: ["opened", "active", "live"], detail: "those that take applications" },
        closed: { also: ["gone", "expired", "filled"], detail: "those that no longer do" },
        any: { also: ["all", "both", "either"], detail: "open and closed ones" },
      },
      "open, closed or any",
      {
        or: (a, b) => (a === b ? a : "any"),
        not: (status) => (status === "any" ? undefined : status === "open" ? "closed" : "open"),
      },
    ),
  },
  to: {
    title: "Where to",
    also: ["destination", "channel", "deliver", "send"],
    summary: "Where matches go: me, or a channel",
    example: "#jobs-go",
    values: destination,
  },
  every: {
    title: "How often",
    also: ["cadence", "frequency", "digest", "interval"],
    summary: "At once, or gathered into one message each hour, day or week",
    example: "day",
    values: cadence,
  },
  at: {
    title: "Time of digests",
    also: ["time"],
    summary: "Time of the day for digests",
    example: "09:00",
    values: timeOfDay,
  },
  tz: {
    title: "Time zone",
    also: ["timezone", "time-zone", "zone"],
    summary: "Time zone of the times in this line",
    example: "Europe/Berlin",
    values: timeZone,
  },
  quiet: {
    title: "Quiet hours",
    also: ["quiet-hours", "mute", "silence", "dnd"],
    summary: "Hours in which nothing is sent; it waits",
    example: "20-08",
    values: quietHours,
  },
  max: {
    title: "At most",
    also: ["limit", "cap", "budget", "maximum"],
    summary: "Most in an hour, day or week; the rest waits",
    example: "10/day",
    values: budget,
  },
  unknown: {
    title: "What is not stated",
    also: ["unknowns", "unstated", "missing", "unsure"],
    summary: "What does not say it: show (the default), hide or flag",
    example: "flag",
    values: choice<UnknownPolicy>(
      unknownPolicies,
      {
        show: { also: ["yes", "keep", "include", "pass"], detail: "they count as matches" },
        hide: { also: ["no", "drop", "exclude", "skip"], detail: "they do not match" },
        flag: { also: ["mark", "warn", "note"], detail: "they match, and it is said what is not stated" },
      },
      "show, hide or flag",
    ),
  },
} satisfies { [Name in TermKey]: Declaration<Terms> } & {
  [Name in SettingKey]: Declaration<Setting<SettingValues[Name]>>;
};

/** Canonical order, for printing, forms and help. */
export const keyNames: readonly Key[] = Object.keys(keys).filter(isKey);

function isKey(name: string): name is Key {
  return Object.hasOwn(keys, name);
}

/** The same table, as far as it holds settings, each with the type of its own value. */
const settings: { readonly [Name in SettingKey]: Declaration<Setting<SettingValues[Name]>> } = keys;

/** How the value of a key that takes one value is read and printed. */
export function settingOf<Name extends SettingKey>(name: Name): Setting<SettingValues[Name]> {
  return settings[name].values;
}

export function isTermKey(key: Key): key is TermKey {
  return keys[key].values.kind === "terms";
}

const spellings = new Map<string, Key>(
  keyNames.flatMap((name) => [name, ...keys[name].also].map((spelling) => [spelling, name] as const)),
);

/** The key for any of its names. */
export function resolveKey(word: string): Key | undefined {
  return spellings.get(fold(word).replaceAll("_", "-"));
}

/** Every name of every key, for suggestions. */
export function keySpellings(): Iterable<string> {
  return spellings.keys();
}

function humanLanguage(code: string): string {
  return humanLanguageName(code) ?? code;
}
