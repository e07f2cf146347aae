import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CardReason, cardOf } from "../../../src/delivery/card/card-of.ts";
import type { Digest } from "../../../src/delivery/card/digest.ts";
import { digestHeadline } from "../../../src/delivery/card/digest-headline.ts";
import { type DigestOpening, digestOf, digestRow } from "../../../src/delivery/card/digest-of.ts";
import { planDigest } from "../../../src/delivery/card/digest-plan.ts";
import { digestSize } from "../../../src/delivery/card/digest-size.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { evaluate } from "../../../src/filter/verdict.ts";
import { type Posting, roles } from "../../../src/posting/posting.ts";
import { aPosting, anEvidence, dayMs, testNow } from "../../builders.ts";

const header = { name: "infra", total: 2, part: 1, parts: 1, late: null, cause: null };

function reasonsOf(posting: Posting): CardReason[] {
  return [{ name: "infra", verdict: evaluate(parseQuery("lang:go").filter, posting, testNow) }];
}

function anOpening(posting: Posting, inFull = false): DigestOpening {
  return { posting, reasons: reasonsOf(posting), inFull };
}

function openingsOf(digest: Digest) {
  return digest.groups.flatMap(({ entries }) =>
    entries.map((entry) => (entry.kind === "card" ? entry.card : entry.line)),
  );
}

const wild = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("\u202eevil\u200b", "a\nb\u0007c", "x".repeat(5_000), "Backend Engineer", "\u200b"),
);

const anyPosting = fc
  .record({
    id: fc.stringMatching(/^p[a-z2-9]{6}$/),
    title: wild,
    company: fc.option(wild),
    city: wild,
    url: fc.oneof(
      fc.webUrl(),
      fc.constantFrom(null, "javascript:alert(1)", `https://example.org/${"a".repeat(1_900)}`),
    ),
    role: fc.option(fc.constantFrom(...roles.slice(0, 5), "other" as const)),
    publishedAt: fc.option(fc.integer({ min: testNow - 90 * dayMs, max: testNow + dayMs })),
    quote: wild,
  })
  .map(({ city, role, quote, ...posting }) =>
    aPosting({
      ...posting,
      facts: {
        title: posting.title,
        company: posting.company,
        roles: role === null ? [] : [role],
        places: [{ city, region: null, country: "RS" }],
        pay: { min: 1_000, max: null, currency: "EUR", period: "month" },
      },
      evidence: [anEvidence({ field: "languages", value: "Go", quote })],
    }),
  );

describe("a part of a digest", () => {
  test("holds cards as they are by themselves, and lines with company, place, mode and pay", () => {
    const full = aPosting();
    const brief = aPosting({
      id: "p3xyzabc",
      url: "https://jobs.example.org/acme/2?utm_source=x",
      facts: {
        title: "Go Engineer",
        modes: ["remote"],
        pay: { min: 80_000, max: 100_000, currency: "EUR", period: "year" },
      },
    });

    const digest = digestOf(header, [anOpening(full, true), anOpening(brief)], testNow);

    expect(digest).toEqual({
      ...header,
      groups: [
        {
          heading: "Backend",
          entries: [
            { kind: "card", card: cardOf(full, reasonsOf(full), testNow) },
            {
              kind: "line",
              line: {
                postingId: "p3xyzab",
                title: "Go Engineer",
                url: "https://jobs.example.org/acme/2",
                about: "Acme — Belgrade, RS · remote — 80,000–100,000 EUR a year",
                state: "open",
              },
            },
          ],
        },
      ],
    });
  });

  test("leaves out of a line what is not known, and says that it is closed", () => {
    const silent = aPosting({ company: null, location: null, closedAt: testNow, facts: { company: null, places: [] } });

    const [line] = openingsOf(digestOf(header, [anOpening(silent)], testNow));

    expect(line).toMatchObject({ about: "", state: "closed" });
  });

  test("has one group for each role, also where a role changed since it was planned", () => {
    const openings = (["sre", "backend", "sre"] as const).map((role, index) =>
      anOpening(aPosting({ id: `p2abcd${index}`, facts: { roles: [role] } })),
    );

    const digest = digestOf(header, openings, testNow);

    expect(digest.groups.map(({ heading, entries }) => [heading, entries.length])).toEqual([
      ["Site reliability", 2],
      ["Backend", 1],
    ]);
  });

  test("gives up first what is missed least", () => {
    const evidence = anEvidence({ field: "languages", value: "Go", quote: "You write Go. ".repeat(10) });
    const openings = [anOpening(aPosting({ evidence: [evidence] }), true), anOpening(aPosting())];
    const whole = digestSize(digestOf(header, openings, testNow)).characters;

    const [card, line] = openingsOf(digestOf(header, openings, testNow, whole - 100));
    const [bare] = openingsOf(digestOf(header, openings, testNow, 80));

    expect(card).toMatchObject({ title: "Backend Engineer", company: "Acme", evidence: [] });
    expect(line).toMatchObject({ about: "Acme — Belgrade, RS" });
    expect(bare).toMatchObject({ title: "Backend Engineer", url: null, company: null, facts: [] });
  });

  test("orders by publication, by first sight where none is said or it lies ahead", () => {
    const at = (publishedAt: number | null) => digestRow("d", aPosting({ publishedAt }), [], testNow).at;

    expect([at(testNow - 1), at(null), at(testNow + 1)]).toEqual([
      testNow - 1,
      testNow - 2 * dayMs,
      testNow - 2 * dayMs,
    ]);
  });

  test("whatever strangers write, from plan to parts: each once, inert, within the limits", () => {
    const anyLimits = fc.record({
      cards: fc.integer({ min: 1, max: 10 }),
      lines: fc.integer({ min: 1, max: 40 }),
      characters: fc.integer({ min: 250, max: 6_000 }),
    });
    fc.assert(
      fc.property(fc.array(anyPosting, { minLength: 2, maxLength: 30 }), anyLimits, (postings, limits) => {
        const rows = postings.map((posting, index) => digestRow(`${index}`, posting, reasonsOf(posting), testNow));

        const digests = planDigest(rows, header, limits).map((part) => {
          const openings = part.deliveries.map(({ id, inFull }) =>
            anOpening(postings[Number(id)] ?? aPosting(), inFull),
          );
          return digestOf(part.header ?? header, openings, testNow + 40 * dayMs, limits.characters);
        });

        const shown = digests.flatMap(openingsOf);
        expect(shown.map(({ postingId }) => postingId).toSorted()).toEqual(postings.map(({ id }) => id).toSorted());
        for (const digest of digests) {
          const size = digestSize(digest);
          expect(size.cards).toBeLessThanOrEqual(limits.cards);
          expect(size.lines).toBeLessThanOrEqual(limits.lines);
          expect(size.characters).toBeLessThanOrEqual(limits.characters);
          expect(digest.total).toBe(postings.length);
        }
        for (const opening of shown) {
          expect(opening.title).not.toBe("");
          expect(JSON.stringify(opening)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\\u/u);
          expect(opening.url === null || /^https?:/.test(opening.url)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("the headline of a part", () => {
  test.each([
    [{}, "2 new for infra"],
    [{ total: 5_000, part: 2, parts: 40 }, "5,000 new for infra (2 of 40)"],
    [{ late: "due yesterday at 09:00, sent late" }, "2 new for infra · due yesterday at 09:00, sent late"],
    [{ late: "sent late", cause: "over max:10/day" }, "2 new for infra · sent late · over max:10/day"],
  ])("%j: %s", (part, expected) => {
    expect(digestHeadline({ ...header, ...part })).toBe(expected);
  });
});
