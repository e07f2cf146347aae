/** Filters and postings of few values, so that they often meet: what all of them match by chance shows little. */
import fc from "fast-check";
import { canonicalFilter } from "../../../src/filter/canonical.ts";
import {
  type Clause,
  type Filter,
  statuses,
  type TermClause,
  termKeys,
  unknownPolicies,
} from "../../../src/filter/filter.ts";
import { keys } from "../../../src/filter/keys.ts";
import type { Posting } from "../../../src/posting/posting.ts";
import { aPosting, dayMs, testNow } from "../../builders.ts";

const values: Readonly<Record<TermClause["key"], readonly string[]>> = {
  role: ["backend", "frontend", "sre"],
  level: ["junior", "senior"],
  location: [
    "berlin",
    "germany",
    "dach",
    "eu",
    "paris",
    "france",
    "austin",
    "texas",
    "united-states",
    "americas",
    "worldwide",
  ],
  mode: ["remote", "onsite"],
  lang: ["Go", "Rust", "Java"],
  speaks: ["de", "en"],
  company: ["acme", "acme robotics", "plain sailing"],
  type: ["full-time", "contract"],
  visa: ["yes", "no"],
  source: ["ashby", "ashby:acme", "folder:x"],
  text: ["plain words", "go", "kubernetes", "c++"],
};

const termClauses = fc.constantFrom(...termKeys).chain((key): fc.Arbitrary<TermClause> => {
  const value = fc.constantFrom(...values[key]);
  const most = keys[key].values.allowsBoth ? 2 : 1;
  return fc.record({
    key: fc.constant(key),
    any: fc.array(fc.array(value, { minLength: 1, maxLength: most }), { maxLength: 3 }),
    none: fc.array(value, { maxLength: 1 }),
  });
});
const otherClauses = fc.constantFrom<Clause>(
  { key: "pay", any: [{ amount: 60_000, period: "year", currency: "EUR" }] },
  { key: "pay", any: [{ amount: 40, period: "hour", currency: "USD" }] },
  { key: "posted", maxAgeHours: 48 },
);

export const closeFilters: fc.Arbitrary<Filter> = fc
  .record({
    clauses: fc.array(fc.oneof(termClauses, termClauses, termClauses, otherClauses), { maxLength: 4 }),
    status: fc.constantFrom(...statuses),
    unknown: fc.constantFrom(null, ...unknownPolicies),
  })
  .map(canonicalFilter);

const places = [
  { city: "Berlin", region: null, country: "DE" },
  { city: "Paris", region: null, country: "FR" },
  { city: "Austin", region: "TX", country: "US" },
  { city: "Little Nowhere", region: "TX", country: "US" },
  { city: null, region: "TX", country: "US" },
  { city: null, region: null, country: "DE" },
  { city: "Nowhere", region: null, country: null },
];

export const closePostings: fc.Arbitrary<Posting> = fc
  .record({
    facts: fc.record({
      company: fc.constantFrom(null, "Acme", "Acme Robotics", "Plain-Sailing Ltd", "!"),
      roles: fc.subarray(["backend", "frontend", "sre", "legal"] as const, { maxLength: 2 }),
      levels: fc.subarray(["junior", "senior", "staff"] as const, { maxLength: 2 }),
      employment: fc.subarray(["full-time", "contract"] as const),
      modes: fc.subarray(["remote", "onsite"] as const),
      places: fc.subarray(places, { maxLength: 2 }),
      remoteFrom: fc.oneof(
        fc.constant([]),
        fc.subarray(["DE", "US", "eu", "dach", "worldwide", "the moon"], { maxLength: 2 }),
      ),
      languages: fc.subarray(["Go", "Rust", "C"]),
      tools: fc.subarray(["Kubernetes"]),
      spoken: fc.subarray(["de", "en"]),
      pay: fc.option(
        fc.record({
          min: fc.option(fc.constantFrom(30_000, 90_000)),
          max: fc.option(fc.constantFrom(50_000, 120_000)),
          currency: fc.constantFrom("EUR", "USD"),
          period: fc.constant("year" as const),
        }),
      ),
      posted: fc.constantFrom(null, "2026-05-01", "2026-05-19"),
      visa: fc.constantFrom(null, "yes" as const, "no" as const),
      closed: fc.constantFrom(false, false, true),
    }),
    company: fc.constantFrom(null, "Acme"),
    source: fc.constantFrom("ashby:acme", "folder:x"),
    text: fc.constantFrom("", "Plain words, in Go.", "Words for C++ on k8s"),
    publishedAt: fc.option(fc.integer({ min: testNow - 4 * dayMs, max: testNow })),
    closedAt: fc.constantFrom(null, null, testNow),
  })
  .map(aPosting);
