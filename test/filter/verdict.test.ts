import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/filter/parse.ts";
import { type ClauseVerdict, evaluate, type Verdict } from "../../src/filter/verdict.ts";
import type { Facts, Pay, Place, Posting } from "../../src/posting/posting.ts";
import { aPosting, anEvidence, dayMs, hourMs, testNow } from "../builders.ts";

const belgrade: Place = { city: "Belgrade", region: null, country: "RS" };
const berlin: Place = { city: "Berlin", region: null, country: "DE" };
const germany: Place = { city: null, region: null, country: "DE" };
const sanFrancisco: Place = { city: "San Francisco", region: "CA", country: "US" };

function verdictOn(query: string, posting: Posting): Verdict {
  return evaluate(parseQuery(query).filter, posting, testNow);
}

function clauseOf(query: string, posting: Posting): ClauseVerdict {
  const [clause] = verdictOn(query, posting).clauses;
  if (clause === undefined) throw new Error("expected a clause, got none");
  return clause;
}

/** Of a query with one key and a posting that says only these facts. */
function resultOn(query: string, facts: Partial<Facts>): string {
  return clauseOf(query, aPosting({ facts: { places: [], languages: [], roles: [], ...facts } })).result;
}

describe("names of a vocabulary", () => {
  it.each<[string, Partial<Facts>, string]>([
    ["role:backend", { roles: ["backend", "sre"] }, "pass"],
    ["role:backend", { roles: ["frontend"] }, "fail"],
    ["role:backend", {}, "unknown"],
    ["role:backend,sre", { roles: ["sre"] }, "pass"],
    ["role:-frontend", { roles: ["backend"] }, "pass"],
    ["role:-frontend", { roles: ["backend", "frontend"] }, "fail"],
    ["role:-frontend", {}, "pass"],
    ["role:backend,-frontend", { roles: ["backend", "frontend"] }, "fail"],
    ["role:backend,-frontend", {}, "unknown"],
    ["level:senior,staff", { levels: ["mid", "senior"] }, "pass"],
    ["level:-intern", { levels: ["intern"] }, "fail"],
    ["mode:remote", { modes: ["remote", "onsite"] }, "pass"],
    ["mode:remote", { modes: ["hybrid"] }, "fail"],
    ["mode:remote", {}, "unknown"],
    ["lang:go", { languages: ["Go"] }, "pass"],
    ["lang:golang", { languages: ["Go"] }, "pass"],
    ["lang:java", { languages: ["JavaScript"] }, "fail"],
    ["lang:c", { languages: ["C++", "C#"] }, "fail"],
    ["lang:rust", { languages: ["Go", "Rust"], languagesOptional: ["Rust"] }, "pass"],
    ["lang:go+rust", { languages: ["Go", "Rust"] }, "pass"],
    ["lang:go+rust", { languages: ["Go"] }, "fail"],
    ["lang:go+rust,python", { languages: ["Python"] }, "pass"],
    ["lang:go+rust", {}, "unknown"],
    ["speaks:german", { spoken: ["de", "en"] }, "pass"],
    ["lang:german", { spoken: ["en"] }, "fail"],
    ["speaks:-german", { spoken: ["de"] }, "fail"],
    ["speaks:-german", {}, "pass"],
    ["type:contract", { employment: ["full-time"] }, "fail"],
    ["type:contract", {}, "unknown"],
    ["visa:yes", { visa: "yes" }, "pass"],
    ["visa:yes", { visa: "no" }, "fail"],
    ["visa:yes", {}, "unknown"],
    ["visa:-no", { visa: "no" }, "fail"],
    ["visa:-no", {}, "pass"],
  ])("%s on %j: %s", (query, facts, expected) => {
    expect(resultOn(query, facts)).toBe(expected);
  });
});

describe("places", () => {
  it.each<[string, string, Partial<Facts>, string]>([
    ["takes what lies in it", "location:germany", { places: [berlin] }, "pass"],
    ["takes what lies in a union of it", "location:europe", { places: [berlin] }, "pass"],
    ["takes any of several places", "location:germany", { places: [sanFrancisco, berlin] }, "pass"],
    ["takes a city in its state", "location:california", { places: [sanFrancisco] }, "pass"],
    ["leaves what lies elsewhere", "location:france", { places: [berlin] }, "fail"],
    ["leaves a city beside it", "location:munich", { places: [berlin] }, "fail"],
    ["takes remote work that is open to it", "location:germany", { modes: ["remote"], remoteFrom: ["eu"] }, "pass"],
    ["takes remote work from below it", "location:europe", { modes: ["remote"], remoteFrom: ["DE"] }, "pass"],
    ["takes remote work for a city's country", "location:berlin", { modes: ["remote"], remoteFrom: ["DE"] }, "pass"],
    ["takes remote work from anywhere", "location:germany", { modes: ["remote"], remoteFrom: ["worldwide"] }, "pass"],
    ["takes unions that overlap", "location:dach", { modes: ["remote"], remoteFrom: ["eu"] }, "pass"],
    ["leaves unions apart", "location:eu", { modes: ["remote"], remoteFrom: ["latam"] }, "fail"],
    ["leaves remote work for others", "location:germany", { modes: ["remote"], remoteFrom: ["US"] }, "fail"],
    ["does not know of bare remote work", "location:germany", { modes: ["remote"] }, "unknown"],
    ["does not know without a word", "location:germany", {}, "unknown"],
    ["takes country-wide remote work", "location:berlin", { modes: ["remote"], places: [germany] }, "pass"],
    ["does not know where in the country", "location:berlin", { places: [germany] }, "unknown"],
    [
      "does not know where in the country on site",
      "location:berlin",
      { modes: ["onsite"], places: [germany] },
      "unknown",
    ],
    [
      "takes the places of remote work as its limit",
      "location:germany",
      { modes: ["remote"], places: [sanFrancisco] },
      "fail",
    ],
    [
      "does not know the limit beside an office",
      "location:germany",
      { modes: ["remote", "onsite"], places: [sanFrancisco] },
      "unknown",
    ],
    [
      "knows a stated limit beside an office",
      "location:germany",
      { modes: ["remote", "onsite"], places: [sanFrancisco], remoteFrom: ["US"] },
      "fail",
    ],
    ["knows a town too small to be listed", "location:berlin", { places: [{ ...germany, city: "Kleindorf" }] }, "fail"],
    ["knows such a town's country", "location:germany", { places: [{ ...germany, city: "Kleindorf" }] }, "pass"],
    ["may know a part of the city", "location:berlin", { places: [{ ...germany, city: "Berlin West" }] }, "unknown"],
    [
      "does not know a place without a country",
      "location:berlin",
      { places: [{ city: "Kleindorf", region: null, country: null }] },
      "unknown",
    ],
    ["takes both", "location:belgrade+berlin", { places: [belgrade, berlin] }, "pass"],
    ["misses one of both", "location:belgrade+berlin", { places: [belgrade] }, "fail"],
    ["excludes what lies in it", "location:-germany", { places: [berlin] }, "fail"],
    ["excludes it among others", "location:europe,-germany", { places: [belgrade, berlin] }, "fail"],
    ["excludes remote work from there alone", "location:-germany", { modes: ["remote"], remoteFrom: ["DE"] }, "fail"],
    ["leaves in what is wider", "location:-germany", { modes: ["remote"], remoteFrom: ["eu"] }, "pass"],
    ["leaves in what is unknown", "location:-germany", { modes: ["remote"] }, "pass"],
    ["leaves in a country of an excluded city", "location:-berlin", { places: [germany] }, "pass"],
  ])("%s: %s", (_, query, facts, expected) => {
    expect(resultOn(query, facts)).toBe(expected);
  });

  it("is one clause beside the mode", () => {
    const posting = aPosting({ facts: { places: [], modes: ["remote"], remoteFrom: ["eu"] } });

    expect(verdictOn("location:germany mode:remote", posting)).toMatchObject({
      outcome: "match",
      clauses: [{ reason: "remote in the European Union" }, { reason: "remote" }, { reason: "open" }],
    });
  });
});

describe("pay", () => {
  const euros = (min: number | null, max: number | null, period: Pay["period"] = "year"): Pay => ({
    min,
    max,
    currency: "EUR",
    period,
  });

  it.each<[string, string, Pay | null, string]>([
    ["the upper end reaches it", "pay:>=80k/yr,eur", euros(70_000, 90_000), "pass"],
    ["the upper end is it", "pay:>=80k/yr,eur", euros(70_000, 80_000), "pass"],
    ["the upper end misses it", "pay:>=80k/yr,eur", euros(60_000, 79_999), "fail"],
    ["only an upper end", "pay:>=80k/yr,eur", euros(null, 90_000), "pass"],
    ["a lower end that reaches it", "pay:>=80k/yr,eur", euros(80_000, null), "pass"],
    ["a lower end below it, open upwards", "pay:>=80k/yr,eur", euros(70_000, null), "unknown"],
    ["not stated", "pay:>=80k/yr,eur", null, "unknown"],
    ["no figure at all", "pay:>=80k/yr,eur", euros(null, null), "unknown"],
    ["another currency", "pay:>=80k/yr,eur", { ...euros(50_000, 60_000), currency: "USD" }, "unknown"],
    [
      "one floor of its currency",
      "pay:>=80k/yr,eur,>=90k/yr,usd",
      { ...euros(50_000, 60_000), currency: "USD" },
      "fail",
    ],
    ["2,080 hours a year", "pay:>=83.2k/yr,eur", euros(null, 40, "hour"), "pass"],
    ["a little less than 2,080 hours", "pay:>=83201/yr,eur", euros(null, 40, "hour"), "fail"],
    ["260 days a year", "pay:>=104k/yr,eur", euros(null, 400, "day"), "pass"],
    ["52 weeks a year", "pay:>=52k/yr,eur", euros(null, 1_000, "week"), "pass"],
    ["12 months a year", "pay:>=5k/mo,eur", euros(null, 60_000), "pass"],
    ["a year for a floor by the hour", "pay:>=50/h,eur", euros(null, 103_999), "fail"],
  ])("%s", (_, query, pay, expected) => {
    expect(resultOn(query, { pay })).toBe(expected);
  });

  it.each<[Pay | null, string]>([
    [euros(70_000, 90_000), "70,000 to 90,000 EUR a year"],
    [euros(60_000, 60_000), "pays 60,000 EUR a year"],
    [euros(70_000, null), "pay open upwards: from 70,000 EUR a year"],
    [{ ...euros(null, 65.5), currency: "USD", period: "hour" }, "pay in USD: up to 65.5 USD an hour"],
    [null, "pay not stated"],
  ])("says why: %j", (pay, reason) => {
    expect(clauseOf("pay:>=80k/yr,eur", aPosting({ facts: { pay } })).reason).toBe(reason);
  });
});

describe("words", () => {
  it.each<[string, Partial<Posting>, string]>([
    ["company:google", { company: "Google DeepMind" }, "pass"],
    ["company:deep", { company: "DeepMind" }, "fail"],
    ["company:deepmind", { company: "Google DeepMind" }, "fail"],
    ["company:booking", { company: "Booking.com" }, "pass"],
    ["company:société", { company: "SOCIETE Unie" }, "pass"],
    ["source:ashby", { source: "ashby:acme" }, "pass"],
    ["source:ashby:acme", { source: "ashby:Acme" }, "pass"],
    ["source:ashby:ac", { source: "ashby:acme" }, "fail"],
    ["source:ash", { source: "ashby:acme" }, "fail"],
    ["source:-ashby", { source: "ashby:acme" }, "fail"],
    ["text:go", { text: "Our go-to-market team." }, "fail"],
    ["text:go", { text: "Services in Go/Rust." }, "pass"],
    ["text:rust", { text: "Built on trust." }, "fail"],
    ["text:java", { text: "JavaScript" }, "fail"],
    ["text:c", { text: "Modern C++ and C#" }, "fail"],
    ["text:c++", { text: "Modern C++, daily" }, "pass"],
    ["text:.net", { text: "We use .NET 9." }, "pass"],
    ['text:"on call"', { text: "An On-Call rota" }, "pass"],
    ['text:"on call"', { text: "On Monday call us" }, "fail"],
    ["text:senior", { title: "Senior Engineer", text: "" }, "pass"],
    ["text:cafe", { text: "Café" }, "pass"],
    ["text:開発", { text: "私たちは開発者です" }, "pass"],
    ["text:go+rust", { text: "Go, then Rust" }, "pass"],
    ["text:-agency", { text: "We are an agency." }, "fail"],
  ])("%s in %j: %s", (query, posting, expected) => {
    expect(clauseOf(query, aPosting({ facts: { company: null }, ...posting })).result).toBe(expected);
  });

  it("does not know the company of a posting that names none", () => {
    expect(clauseOf("company:acme", aPosting({ company: null, facts: { company: null } })).result).toBe("unknown");
  });

  it("cites the phrase where it stands", () => {
    const { evidence } = clauseOf('text:"you write"', aPosting());

    expect(evidence).toEqual([
      { field: "text", value: "you write", origin: "text", start: 22, end: 31, quote: "You write" },
    ]);
  });

  it("takes a tool by any of its spellings, and shows the words that the posting has for it", () => {
    const evidence = [anEvidence({ field: "tools", value: "Kubernetes", quote: "Kubernetes" })];
    const posting = aPosting({ text: "Kubernetes runs it all.", facts: { tools: ["Kubernetes"] }, evidence });

    expect(clauseOf("text:k8s", posting)).toMatchObject({ result: "pass" });
    expect(clauseOf("text:terraform", posting)).toMatchObject({ result: "fail" });
    expect(JSON.stringify(clauseOf("text:k8s", posting))).toContain('"quote":"Kubernetes"');
  });
});

describe("age", () => {
  it.each<[string, Partial<Posting>, Partial<Facts>, string]>([
    ["posted:<=7d", { publishedAt: testNow - 7 * dayMs }, {}, "pass"],
    ["posted:<=7d", { publishedAt: testNow - 7 * dayMs - 1 }, {}, "fail"],
    ["posted:<=1d", { publishedAt: null }, { posted: "2026-05-19" }, "pass"],
    ["posted:<=1d", { publishedAt: null }, { posted: "2026-05-18" }, "fail"],
    ["posted:<=12h", { publishedAt: testNow - 11 * hourMs }, { posted: "2020-01-01" }, "pass"],
    ["posted:<=7d", { publishedAt: null, firstSeenAt: testNow - dayMs }, {}, "unknown"],
    ["posted:<=7d", { publishedAt: null, firstSeenAt: testNow - 8 * dayMs }, {}, "fail"],
    ["posted:<=7d", { publishedAt: Number.MAX_VALUE }, {}, "pass"],
  ])("%s on %j %j: %s", (query, posting, facts, expected) => {
    expect(clauseOf(query, aPosting({ ...posting, facts })).result).toBe(expected);
  });
});

describe("status", () => {
  const closed = aPosting({ closedAt: testNow - dayMs });

  it.each([
    ["", aPosting(), "match"],
    ["", closed, "no-match"],
    ["", aPosting({ facts: { closed: true } }), "no-match"],
    ["status:closed", closed, "match"],
    ["status:closed", aPosting(), "no-match"],
    ["status:any", closed, "match"],
    ["status:any", aPosting(), "match"],
  ])("%j", (query, posting, outcome) => {
    expect(verdictOn(query, posting)).toMatchObject({ outcome, clauses: [{ key: "status" }] });
  });
});

describe("all clauses together", () => {
  it.each([
    ["role:backend lang:go", "match"],
    ["role:backend lang:rust", "no-match"],
    ["role:backend pay:>=80k,eur", "match"],
    ["role:frontend pay:>=80k,eur", "no-match"],
    ["role:backend pay:>=80k,eur unknown:show", "match"],
    ["role:backend pay:>=80k,eur unknown:hide", "no-match"],
    ["role:backend level:-intern unknown:hide", "match"],
    ["role:backend pay:>=80k,eur unknown:flag", "match"],
    ["role:frontend pay:>=80k,eur unknown:flag", "no-match"],
  ])("%s: %s", (query, outcome) => {
    expect(verdictOn(query, aPosting()).outcome).toBe(outcome);
  });

  it("flags what is unknown where that is asked", () => {
    const flagged = verdictOn("role:backend pay:>=80k,eur level:senior unknown:flag", aPosting());
    const shown = verdictOn("role:backend pay:>=80k,eur level:senior", aPosting());

    expect(flagged.flags.map(({ key, reason }) => [key, reason])).toEqual([
      ["level", "level not stated"],
      ["pay", "pay not stated"],
    ]);
    expect(shown.flags).toEqual([]);
  });

  it("says for each clause what was asked, what was found and by which words", () => {
    const goes = anEvidence({ field: "languages", value: "Go", quote: "write Go" });
    const rusts = anEvidence({ field: "languages", value: "Rust", quote: "Rust is a plus" });
    const posting = aPosting({
      facts: { languages: ["Go", "Rust"], languagesOptional: ["Rust"] },
      evidence: [goes, rusts],
    });

    expect(verdictOn("role:frontend lang:rust,php level:-intern", posting).clauses).toEqual([
      { key: "role", wanted: "role:frontend", result: "fail", reason: "says backend", found: null, evidence: [] },
      { key: "level", wanted: "level:-intern", result: "pass", reason: "nothing excluded", found: null, evidence: [] },
      {
        key: "lang",
        wanted: "lang:rust,php",
        result: "pass",
        reason: "Rust (nice to have)",
        found: "Rust (nice to have)",
        evidence: [rusts],
      },
      { key: "status", wanted: "status:open", result: "pass", reason: "open", found: null, evidence: [] },
    ]);
  });

  it("says what an exclusion struck", () => {
    const goes = anEvidence({ field: "languages", value: "Go", quote: "write Go" });

    expect(clauseOf("lang:-go", aPosting({ evidence: [goes] }))).toMatchObject({
      result: "fail",
      reason: "excluded: Go",
      evidence: [goes],
    });
  });
});
