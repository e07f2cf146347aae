import type { Posting } from "../../../src/posting/posting.ts";
import type { Filter } from "../../../src/filter/filter.ts";
import { aPosting, testNow } from "../../builders.ts";
import { Chance, type Zipf } from "./chance.ts";
import { cities, cityPlaces, countries, regions, world, zipf } from "./world.ts";

/** A subscription in plain fields, as every peer takes it; an empty list where nothing is asked. */
export interface PlainFilter {
  readonly roles: readonly string[];
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly levels: readonly string[];
  readonly employments: readonly string[];
  readonly modes: readonly string[];
  readonly company: string | null;
  readonly words: readonly string[];
  /** In euros a year; 0 for none. */
  readonly leastPay: number;
  readonly withoutRoles: readonly string[];
  readonly withoutLanguages: readonly string[];
  readonly muted: readonly string[];
  readonly hidesUnknown: boolean;
}

const nothing: PlainFilter = {
  roles: [],
  places: [],
  languages: [],
  levels: [],
  employments: [],
  modes: [],
  company: null,
  words: [],
  leastPay: 0,
  withoutRoles: [],
  withoutLanguages: [],
  muted: [],
  hidesUnknown: false,
};

/** Subscriptions without end, the same ones for a seed. */
export function* subscriptions(seed: number): Generator<PlainFilter, never> {
  const chance = new Chance(seed);
  for (;;) yield withExtras(aWish(chance), chance);
}

function aWish(chance: Chance): PlainFilter {
  const kind = chance.share();
  if (kind < 0.6) {
    return {
      ...nothing,
      roles: named(zipf.roles, world.roles, chance, 1, 4),
      places: somePlaces(chance, 1, 5),
      languages: named(zipf.languages, world.languages, chance, 1, 4),
    };
  }
  if (kind < 0.8) {
    return {
      ...nothing,
      roles: named(zipf.roles, world.roles, chance, 1, 2),
      modes: chance.isOneOf(0.75) ? ["remote"] : [],
      levels: [pick(world.levels, chance)],
    };
  }
  if (kind < 0.88) {
    const words = zipf.keywords.some(chance, chance.count(1, 2));
    return { ...nothing, words: words.map((word) => world.words[world.firstKeyword + word] ?? "") };
  }
  if (kind < 0.9) return { ...nothing, company: world.companies[zipf.companies.draw(chance)] ?? null };
  const broad = chance.share();
  if (broad < 0.5) return { ...nothing, places: [countries[zipf.countries.draw(chance)]?.id ?? ""] };
  if (broad < 0.9) return { ...nothing, languages: named(zipf.languages, world.languages, chance, 1, 1) };
  return { ...nothing, roles: named(zipf.roles, world.roles, chance, 1, 1), modes: ["remote"] };
}

function withExtras(wish: PlainFilter, chance: Chance): PlainFilter {
  const without = (values: readonly string[], wanted: readonly string[], is: Zipf): readonly string[] =>
    named(is, values, chance, 1, 2).filter((value) => !wanted.includes(value));
  return {
    ...wish,
    levels: wish.levels.length > 0 || chance.isOneOf(0.7) ? wish.levels : [pick(world.levels, chance)],
    employments: chance.isOneOf(0.85) ? [] : [pick(world.employments, chance)],
    leastPay: chance.isOneOf(0.88) ? 0 : 40_000 + 10_000 * chance.count(0, 8),
    withoutRoles: chance.isOneOf(0.95) ? [] : without(world.roles, wish.roles, zipf.roles),
    withoutLanguages: chance.isOneOf(0.95) ? [] : without(world.languages, wish.languages, zipf.languages),
    muted: chance.isOneOf(0.9) ? [] : named(zipf.companies, world.companies, chance, 1, 3),
    hidesUnknown: chance.isOneOf(0.2),
  };
}

/** One for each subscription, more for few: the larger ones are wanted by most. */
function somePlaces(chance: Chance, least: number, most: number): readonly string[] {
  const places = new Set<string>();
  const count = chance.count(least, most);
  while (places.size < count) {
    const height = chance.share();
    const [zipfs, nodes] =
      height < 0.75 ? [zipf.cities, cities] : height < 0.85 ? [zipf.regions, regions] : [zipf.countries, countries];
    places.add(nodes[zipfs.draw(chance)]?.id ?? "");
  }
  return [...places];
}

function named<Name>(draws: Zipf, names: readonly Name[], chance: Chance, least: number, most: number): Name[] {
  return draws.some(chance, chance.count(least, most)).flatMap((at) => names[at] ?? []);
}

function pick<Name>(names: readonly Name[], chance: Chance): Name {
  const name = names[chance.count(0, names.length - 1)];
  if (name === undefined) throw new RangeError("workload: expected a list of names, got an empty one");
  return name;
}

/** The same as a filter of the language, not yet in canonical form. */
export function filterOf(plain: PlainFilter): Filter {
  const any = (values: readonly string[]): string[][] => values.map((value) => [value]);
  return {
    clauses: [
      { key: "role", any: any(plain.roles), none: plain.withoutRoles },
      { key: "level", any: any(plain.levels), none: [] },
      { key: "location", any: any(plain.places), none: [] },
      { key: "mode", any: any(plain.modes), none: [] },
      { key: "lang", any: any(plain.languages), none: plain.withoutLanguages },
      { key: "company", any: plain.company === null ? [] : [[plain.company]], none: plain.muted },
      { key: "type", any: any(plain.employments), none: [] },
      { key: "text", any: plain.words.length === 0 ? [] : [plain.words], none: [] },
      ...(plain.leastPay === 0
        ? []
        : [
            {
              key: "pay" as const,
              any: [{ amount: plain.leastPay, period: "year" as const, currency: "EUR" }],
            },
          ]),
    ],
    status: "open",
    unknown: plain.hidesUnknown ? "hide" : "show",
  };
}

/** Which of role, place and language a posting leaves unsaid; null for one that says them all. */
export type Unsaid = "role" | "place" | "language" | null;

export interface Sample {
  readonly posting: Posting;
  readonly unsaid: Unsaid;
}

/** Postings without end, of which a fifth leaves something unsaid. */
export function* postings(seed: number): Generator<Sample, never> {
  const chance = new Chance(seed);
  for (let number = 0; ; number++) {
    const unsaid = chance.isOneOf(0.2) ? pick(["role", "place", "language"] as const, chance) : null;
    const company = world.companies[zipf.companies.draw(chance)] ?? null;
    const pay = 30_000 + 5_000 * chance.count(0, 20);
    const words = Array.from({ length: 200 }, () => world.words[zipf.words.draw(chance)]);
    const posting = aPosting({
      id: `p${number}`,
      company,
      source: "bench:board",
      title: "Opening",
      text: words.join(" "),
      firstSeenAt: testNow,
      facts: {
        company,
        roles: unsaid === "role" ? [] : named(zipf.roles, world.roles, chance, 1, 2),
        places: unsaid === "place" ? [] : named(zipf.cities, cityPlaces, chance, 1, 2),
        languages: unsaid === "language" ? [] : named(zipf.languages, world.languages, chance, 1, 3),
        levels: [pick(world.levels, chance)],
        employment: chance.isOneOf(0.3) ? [] : [pick(world.employments, chance)],
        modes: chance.isOneOf(0.25) ? [] : [pick(world.modes, chance)],
        pay: chance.isOneOf(0.6) ? null : { min: pay, max: pay + 20_000, currency: "EUR", period: "year" },
      },
    });
    yield { posting, unsaid };
  }
}
