/** Filters, settings, postings and texts by chance, for the properties of the language. Always the same ones. */
import fc from "fast-check";
import { canonicalFilter } from "../../src/filter/canonical.ts";
import { contradictionIn } from "../../src/filter/contradiction.ts";
import type { DeliverySettings } from "../../src/filter/delivery-settings.ts";
import {
  type Clause,
  type Filter,
  statuses,
  type TermClause,
  termKeys,
  unknownPolicies,
} from "../../src/filter/filter.ts";
import { keyNames, keys } from "../../src/filter/keys.ts";
import { employments, levels, modes, payPeriods, type Posting, roles } from "../../src/posting/posting.ts";
import { employmentVocabulary } from "../../src/posting/vocabulary/employment.ts";
import { humanLanguageVocabulary } from "../../src/posting/vocabulary/human-languages.ts";
import { languageVocabulary } from "../../src/posting/vocabulary/languages.ts";
import { levelVocabulary } from "../../src/posting/vocabulary/levels.ts";
import { modeVocabulary } from "../../src/posting/vocabulary/modes.ts";
import { completePlaces, placeOf } from "../../src/posting/vocabulary/places.ts";
import { roleVocabulary } from "../../src/posting/vocabulary/roles.ts";
import { aPosting, dayMs, testNow } from "../builders.ts";

fc.configureGlobal({ seed: 20_260_520 });

const places = ["a", "be", "g", "new", "san", "s", "u", "paris", "eu"].flatMap((prefix) => completePlaces(prefix, 40));
const phrases = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(..."a+-#.\"' ,:=é中"), maxLength: 8 }),
  )
  .map((text) => keys.text.values.resolve(text) ?? "plain");

export const termValues: Readonly<Record<TermClause["key"], fc.Arbitrary<string>>> = {
  role: fc.constantFrom(...roleVocabulary.names),
  level: fc.constantFrom(...levelVocabulary.names),
  location: fc.constantFrom(...places.map(({ id }) => id)),
  mode: fc.constantFrom(...modeVocabulary.names),
  lang: fc.constantFrom(...languageVocabulary.names),
  speaks: fc.constantFrom(...humanLanguageVocabulary.names),
  company: phrases,
  type: fc.constantFrom(...employmentVocabulary.names),
  visa: fc.constantFrom("yes", "no"),
  source: phrases.map((phrase) => keys.source.values.resolve(phrase) ?? "ashby:type:x"),
  text: phrases,
};

const termClauses = fc.constantFrom(...termKeys).chain((key): fc.Arbitrary<TermClause> => {
  const most = keys[key].values.allowsBoth ? 3 : 1;
  return fc.record({
    key: fc.constant(key),
    any: fc.array(fc.array(termValues[key], { minLength: 1, maxLength: most }), { maxLength: 4 }),
    none: fc.array(termValues[key], { maxLength: 3 }),
  });
});
const amounts = fc.oneof(
  fc.integer({ min: 100_000, max: 1e9 }),
  fc.integer({ min: 1, max: 1e11 }).map((cents) => cents / 100),
);
const payClauses = fc.record({
  key: fc.constant("pay" as const),
  any: fc.array(
    fc.record({
      amount: amounts,
      period: fc.constantFrom(...payPeriods),
      currency: fc.constantFrom(...Intl.supportedValuesOf("currency")),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
const postedClauses = fc.record({
  key: fc.constant("posted" as const),
  maxAgeHours: fc.integer({ min: 1, max: 99_999 }),
});
export const filters: fc.Arbitrary<Filter> = fc
  .record({
    clauses: fc.array(
      fc.oneof<fc.Arbitrary<Clause>[]>(termClauses, termClauses, termClauses, payClauses, postedClauses),
      {
        maxLength: 6,
      },
    ),
    status: fc.constantFrom(...statuses),
    unknown: fc.constantFrom(null, ...unknownPolicies),
  })
  .map(canonicalFilter);

/** Filters that a person may ask for: nothing that is wanted is excluded as well. */
export const sensibleFilters: fc.Arbitrary<Filter> = filters.filter((filter) => contradictionIn(filter) === undefined);

const times = fc
  .integer({ min: 0, max: 1_439 })
  .map(
    (minute) => keys.at.values.read(`${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`) ?? "09:00",
  );
export const deliveries: fc.Arbitrary<DeliverySettings> = fc.record(
  {
    to: fc.constantFrom("me" as const, "#jobs-go" as const, "#größe_2.x" as const),
    every: fc.constantFrom("now", "hour", "day", "week"),
    at: times,
    tz: fc.constantFrom("UTC", ...Intl.supportedValuesOf("timeZone")),
    quiet: fc
      .tuple(times, times)
      .map(([from, until]) => ({ from, until }))
      .filter(({ from, until }) => from !== until),
    max: fc.record({ count: fc.integer({ min: 1, max: 9_999 }), per: fc.constantFrom("hour", "day", "week") }),
  },
  { requiredKeys: [] },
);

/** Text that looks enough like a query to reach every corner of the parser. */
export const nearlyQueries = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...keyNames.flatMap((key) => [`${key}:`, `-${key}=`, `${key}:${keys[key].example}`, keys[key].example]),
      ),
      fc.constantFrom(
        " ",
        ",",
        "+",
        "-",
        '"',
        "“",
        "'",
        ":",
        "：",
        "=",
        ">=",
        "≥",
        "≤",
        "\u200b",
        "\\",
        "<#1|a>",
        "new york",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** Few values each, so that filters and postings often meet. */
export const postings: fc.Arbitrary<Posting> = fc
  .record({
    facts: fc.record({
      company: fc.constantFrom(null, "Acme", "Plain Sailing"),
      roles: fc.subarray([...roles].slice(0, 5)),
      levels: fc.subarray([...levels]),
      employment: fc.subarray([...employments]),
      modes: fc.subarray([...modes]),
      places: fc.array(fc.constantFrom(...places.flatMap((node) => placeOf(node) ?? [])), { maxLength: 3 }),
      remoteFrom: fc.subarray(["DE", "US", "eu", "worldwide", "us-timezones", "latam"], { maxLength: 2 }),
      languages: fc.subarray(languageVocabulary.names.slice(0, 8)),
      spoken: fc.subarray(["en", "de", "fr"]),
      pay: fc.option(
        fc.record({
          min: fc.option(fc.integer({ min: 1, max: 200_000 })),
          max: fc.option(fc.integer({ min: 1, max: 200_000 })),
          currency: fc.constantFrom("EUR", "USD"),
          period: fc.constantFrom(...payPeriods),
        }),
      ),
      posted: fc.constantFrom(null, "2026-05-01", "2026-05-19"),
      visa: fc.constantFrom(null, "yes" as const, "no" as const),
      closed: fc.boolean(),
    }),
    source: fc.constantFrom("ashby:acme", "folder:x"),
    text: fc.constantFrom("", "Plain words, in Go.", "a-b c+ é 中"),
    publishedAt: fc.option(fc.integer({ min: testNow - 60 * dayMs, max: testNow })),
    closedAt: fc.constantFrom(null, null, testNow),
  })
  .map(aPosting);
