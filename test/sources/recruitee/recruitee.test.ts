import { describe, expect, test } from "vitest";
import { recruitee } from "../../../src/sources/recruitee/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { company: "brightloom" };
const weaver = {
  id: 4_100_001,
  title: "Loom Engineer",
  careers_url: "https://brightloom.recruitee.com/o/loom-engineer",
  careers_apply_url: "https://brightloom.recruitee.com/o/loom-engineer/c/new",
  company_name: " Brightloom ",
  published_at: "2026-08-05 10:10:39 UTC",
  location: "Gdynia, Poland",
  locations: [
    { id: 1, name: "HQ", city: "Gdynia", state: "Pomerania", country: "Poland" },
    { id: 2, name: "Second", city: "Porto", state: null, country: "Portugal" },
  ],
  remote: false,
  hybrid: true,
  on_site: true,
  employment_type_code: "parttime_fixed_term",
  salary: { min: "60000", max: "75000.50", period: "year", currency: "eur" },
  description: "<p>Looms in Elixir.</p>",
  requirements: "<ul><li>Patience</li></ul>",
  mailbox_email: "job.x@brightloom.recruitee.com",
};
const dyer = { id: 4_100_002, title: "Dyer", careers_url: "https://jobs.brightloom.example/o/dyer", locations: [] };

testBoard({
  source: recruitee,
  options,
  board: "brightloom",
  requests: ["/api/offers/"],
  full: { offers: [weaver, dyer] },
  ids: ["4100001", "4100002"],
  empty: { offers: [] },
  withBadItem: { offers: [weaver, dyer, { ...dyer, id: 7, careers_url: "javascript:alert(1)" }] },
  badItem: "7",
  wrongEnvelopes: [null, [], {}, { offers: {} }],
  pages: [
    ["https://brightloom.recruitee.com/", "brightloom"],
    ["https://brightloom.recruitee.com/o/loom-engineer?source=x", "brightloom"],
    ["https://brightloom.recruitee.com/api/offers/", "brightloom"],
  ],
  strangers: [
    "https://recruitee.com/brightloom",
    "https://www.recruitee.com/",
    "https://a.b.recruitee.com/",
    "https://xrecruitee.com/",
  ],
});

describe("recruitee", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(recruitee, options, { offers: [weaver] });

    expect(postings[0]).toEqual({
      externalId: "4100001",
      url: weaver.careers_url,
      applyUrl: weaver.careers_apply_url,
      publishedAt: Date.UTC(2026, 7, 5, 10, 10, 39),
      title: "Loom Engineer",
      company: "Brightloom",
      location: "Gdynia, Pomerania, Poland | Porto, Portugal",
      text: "<p>Looms in Elixir.</p>\n<ul><li>Patience</li></ul>",
      format: "html",
      stated: {
        modes: ["hybrid", "onsite"],
        employment: ["part-time", "temporary"],
        pay: { min: 60_000, max: 75_000.5, currency: "EUR", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(recruitee, options, { offers: [dyer] });

    expect(postings[0]).toMatchObject({ company: "Brightloom", location: null, text: "" });
    expect(postings[0]).not.toHaveProperty("stated");
  });
});
