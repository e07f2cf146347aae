import { describe, expect, test } from "vitest";
import { cardFacts } from "../../../src/delivery/card/card-facts.ts";
import type { Facts, Posting } from "../../../src/posting/posting.ts";
import { aPosting, aReading, dayMs, hourMs, testNow } from "../../builders.ts";

function factOf(name: string, posting: Posting): string | undefined {
  return cardFacts(posting, testNow).find((fact) => fact.name === name)?.value;
}

const berlin = { city: "Berlin", region: null, country: "DE" };
const austin = { city: "Austin", region: "TX", country: "US" };
const us = { city: null, region: null, country: "US" };

describe("facts of a card", () => {
  test.each<[Partial<Facts>, string]>([
    [{ places: [berlin, austin], modes: ["onsite"] }, "Berlin, DE · Austin, TX, US · onsite"],
    [{ places: [berlin], modes: ["remote", "hybrid"] }, "Berlin, DE · remote · hybrid"],
    [{ places: [us], modes: ["remote"], remoteFrom: ["US"] }, "United States · remote"],
    [{ places: [], modes: ["remote"], remoteFrom: ["eu", "CA", "worldwide"] }, "remote (EU, Canada, worldwide)"],
    [{ places: [berlin], modes: [], remoteFrom: ["DE"] }, "Berlin, DE · remote (Germany)"],
    [{ places: [], modes: [] }, "Belgrade"],
    [{ places: [], modes: ["hybrid"] }, "Belgrade · hybrid"],
    [
      { places: ["A", "B", "C", "D", "E", "F", "G"].map((city) => ({ ...berlin, city })), modes: [] },
      "A, DE · B, DE · C, DE · D, DE · E, DE · 2 more",
    ],
  ])("place and mode of %j: %s", (facts, expected) => {
    expect(factOf("place", aPosting({ facts }))).toBe(expected);
  });

  test.each<[Partial<Facts>, string | undefined]>([
    [{ pay: { min: 100_000, max: 150_000, currency: "USD", period: "year" } }, "100,000–150,000 USD a year"],
    [{ pay: { min: 60, max: null, currency: "EUR", period: "hour" } }, "from 60 EUR an hour"],
    [{ pay: { min: null, max: 500, currency: "GBP", period: "day" } }, "up to 500 GBP a day"],
    [{ pay: { min: 4_000, max: 4_000, currency: "PLN", period: "month" } }, "4,000 PLN a month"],
    [{ pay: { min: null, max: null, currency: "USD", period: "week" } }, undefined],
    [{ pay: null }, undefined],
  ])("pay of %j: %s", (facts, expected) => {
    expect(factOf("pay", aPosting({ facts }))).toBe(expected);
  });

  test("the first tools that the posting names, and how many more", () => {
    const tools = ["Kubernetes", "React", "Kafka", "dbt", "AWS", "Redis", "Git", "Jira"];

    expect(factOf("tools", aPosting({ facts: { tools: tools.slice(0, 2) } }))).toBe("Kubernetes, React");
    expect(factOf("tools", aPosting({ facts: { tools } }))).toBe("Kubernetes, React, Kafka, dbt, AWS, Redis, 2 more");
    expect(factOf("tools", aPosting())).toBeUndefined();
  });

  test("languages that are only nice to have come last and say so", () => {
    const posting = aPosting({ facts: { languages: ["Rust", "Go", "C++"], languagesOptional: ["Rust"] } });

    expect(factOf("languages", posting)).toBe("Go, C++, Rust (nice to have)");
  });

  test.each<[string, Parameters<typeof aPosting>[0], string]>([
    ["publication", { publishedAt: testNow - 3 * dayMs }, "3 days ago"],
    [
      "publication before the text's date",
      { publishedAt: testNow - hourMs, facts: { posted: "2026-01-01" } },
      "1 hour ago",
    ],
    ["the text's date", { facts: { posted: "2026-05-19" } }, "yesterday"],
    ["first sight", {}, "first seen 2 days ago"],
    ["first sight, where publication lies ahead", { publishedAt: testNow + dayMs }, "first seen 2 days ago"],
    ["first sight, where the date is none", { facts: { posted: "2026-99-99" } }, "first seen 2 days ago"],
  ])("age by %s", (_, posting, expected) => {
    expect(factOf("age", aPosting(posting))).toBe(expected);
  });

  test("stand in one order, and those that are not said are left out", () => {
    const everyFact = aPosting({
      facts: {
        levels: ["senior", "staff"],
        employment: ["full-time"],
        pay: { min: 1, max: 2, currency: "EUR", period: "hour" },
      },
    });
    const silent = aPosting({ location: null, reading: aReading() });

    expect(cardFacts(everyFact, testNow).map(({ name }) => name)).toEqual([
      "place",
      "level",
      "type",
      "languages",
      "pay",
      "age",
    ]);
    expect(cardFacts(silent, testNow).map(({ name }) => name)).toEqual(["age"]);
  });

  test("hold nothing that can act", () => {
    const posting = aPosting({ location: "Bel\u202egrade\u200b\n2", facts: { places: [] } });

    expect(factOf("place", posting)).toBe("Belgrade 2");
  });
});
