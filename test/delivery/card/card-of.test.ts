import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardButtons } from "../../../src/delivery/card/card.ts";
import { type CardReason, cardOf } from "../../../src/delivery/card/card-of.ts";
import { parseQuery } from "../../../src/filter/parse.ts";
import { evaluate } from "../../../src/filter/verdict.ts";
import type { Posting } from "../../../src/posting/posting.ts";
import { aPosting, anEvidence, testNow } from "../../builders.ts";

function reason(name: string | null, query: string, posting: Posting): CardReason {
  return { name, verdict: evaluate(parseQuery(query).filter, posting, testNow) };
}

function whyOf(posting: Posting, ...reasons: readonly (readonly [string | null, string])[]): string {
  return cardOf(
    posting,
    reasons.map(([name, query]) => reason(name, query, posting)),
    testNow,
  ).why;
}

function titleOf(posting: Posting): string {
  return cardOf(posting, [], testNow).title;
}

describe("a card", () => {
  test("is the posting, neutral and whole", () => {
    const posting = aPosting({
      url: "https://me@jobs.example.org/acme/1?utm_source=x&gh_jid=7",
      evidence: [anEvidence({ field: "languages", value: "Go", quote: "You write Go" })],
    });

    const card = cardOf(posting, [reason("infra", "lang:go pay:>=80k/yr,eur", posting)], testNow);

    expect(card).toEqual({
      postingId: "p2abc",
      title: "Backend Engineer",
      url: "https://jobs.example.org/acme/1?gh_jid=7",
      company: "Acme",
      facts: [
        { name: "place", value: "Belgrade, RS" },
        { name: "languages", value: "Go" },
        { name: "age", value: "first seen 2 days ago" },
      ],
      why: "matches infra: Go; pay not stated",
      evidence: [{ field: "languages", value: "Go", quote: "You write Go" }],
      buttons: cardButtons,
      state: "open",
    });
  });

  test("names every subscription, and once what they found alike", () => {
    const posting = aPosting({ facts: { languages: ["Go", "Rust"] } });

    expect(whyOf(posting, ["infra", "lang:go location:belgrade"])).toBe("matches infra: Go, Belgrade");
    expect(whyOf(posting, ["infra", "lang:go location:belgrade"], ["eu-go", "lang:go pay:>=80k/yr,eur"])).toBe(
      "matches infra, eu-go: Go, Belgrade; pay not stated",
    );
    expect(whyOf(posting, ["a", "lang:go level:senior"], ["b", "lang:rust level:staff"])).toBe(
      "matches a, b: Go, Rust; level not stated",
    );
    expect(whyOf(posting, ["a", "lang:go,rust"], ["b", "lang:rust"])).toBe("matches a, b: Go, Rust");
    expect(whyOf(posting, [null, "lang:go"])).toBe("matches: Go");
  });

  test("marks what is closed", () => {
    const byWords = aPosting({ facts: { closed: true } });

    const card = cardOf(byWords, [reason(null, "lang:go status:any", byWords)], testNow);

    expect(card.state).toBe("closed");
    expect(card.buttons).toEqual(["applied", "similar", "less", "why"]);
    expect(cardOf(aPosting({ closedAt: testNow }), [], testNow).state).toBe("closed");
  });

  test("the reading's title wins, then the given one", () => {
    expect(titleOf(aPosting({ title: "Job 17", facts: { title: "Platform Engineer" } }))).toBe("Platform Engineer");
    expect(titleOf(aPosting({ title: "Job 17", facts: { title: null } }))).toBe("Job 17");
    expect(titleOf(aPosting({ title: "\u200b", facts: { title: null } }))).toBe("Untitled posting");
  });

  test("quotes what decided, each value once, and only the posting's own words: a source's field repeats the value", () => {
    const posting = aPosting({
      facts: { modes: ["remote"] },
      evidence: [
        anEvidence({ field: "modes", value: "remote", quote: "workplaceType: Remote", origin: "source" }),
        anEvidence({ field: "languages", value: "Go", quote: "You write Go" }),
        anEvidence({ field: "languages", value: "Go", quote: "Go again" }),
        anEvidence({ field: "roles", value: "backend", quote: "Backend Engineer", origin: "title" }),
      ],
    });

    const card = cardOf(
      posting,
      [reason("a", "mode:remote lang:go", posting), reason("b", "lang:go", posting)],
      testNow,
    );

    expect(card.evidence).toEqual([{ field: "languages", value: "Go", quote: "You write Go" }]);
  });

  test("whatever a stranger writes, all text is inert and short, and the link http(s)", () => {
    const wild = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.constantFrom("\u202eevil\u200b", "a\nb\u0007c", "x".repeat(5_000), "javascript:alert(1)"),
    );
    fc.assert(
      fc.property(wild, wild, wild, wild, (title, company, location, url) => {
        const posting = aPosting({
          title,
          company,
          location,
          url,
          facts: {
            title,
            company,
            places: [{ city: location, region: null, country: null }],
            languages: ["Go", company],
          },
          evidence: [anEvidence({ field: "languages", value: "Go", quote: location })],
        });

        const card = cardOf(posting, [reason("infra", "lang:go", posting)], testNow);

        const texts = [card.title, card.company ?? "", card.why, ...card.facts.map(({ value }) => value)];
        const quotes = card.evidence.flatMap(({ value, quote }) => [value, quote]);
        for (const text of [...texts, ...quotes]) {
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(text.length).toBeLessThanOrEqual(300);
        }
        expect(card.url === null || /^https?:/.test(card.url)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
