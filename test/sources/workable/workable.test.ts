import { describe, expect, test } from "vitest";
import { workable } from "../../../src/sources/workable/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { account: "palisade" };
const fencer = {
  shortcode: "A1B2C3D4E5",
  title: "Fence Analyst",
  url: "https://apply.workable.com/j/A1B2C3D4E5",
  application_url: "https://apply.workable.com/j/A1B2C3D4E5/apply",
  employment_type: "Full-time",
  telecommuting: true,
  published_on: "2026-08-05",
  country: "Spain",
  city: "",
  state: "",
  locations: [{ country: "Spain", countryCode: "ES", city: "Bilbao", region: null, hidden: false }],
  description: "<p>Fences in Scala.</p>",
};
const inPortugal = { ...fencer, country: "Portugal", locations: [{ country: "Portugal", city: "", region: null }] };
const smith = {
  shortcode: "F6",
  title: "Smith",
  url: "https://apply.workable.com/j/F6",
  city: "Graz",
  country: "Austria",
};
const boardOf = (...jobs: unknown[]) => ({ name: "Palisade", description: null, jobs });

testBoard({
  source: workable,
  options,
  board: "palisade",
  requests: ["/api/v1/widget/accounts/palisade?details=true"],
  full: boardOf(fencer, inPortugal, smith),
  ids: ["A1B2C3D4E5", "F6"],
  empty: boardOf(),
  withBadItem: boardOf(fencer, smith, { shortcode: "bad", title: "No address" }),
  badItem: "bad",
  wrongEnvelopes: [null, [], {}, { name: "x", jobs: {} }],
  pages: [
    ["https://apply.workable.com/palisade/", "palisade"],
    ["https://apply.workable.com/palisade/j/A1B2C3D4E5/", "palisade"],
    ["https://palisade.workable.com/", "palisade"],
    ["https://apply.workable.com/api/v1/widget/accounts/palisade?details=true", "palisade"],
  ],
  strangers: [
    "https://apply.workable.com/",
    "https://apply.workable.com/j/A1B2C3D4E5",
    "https://www.workable.com/",
    "https://jobs.workable.com/x",
  ],
});

describe("workable", () => {
  test("a posting for two places is one", async () => {
    const { postings } = await pollOf(workable, options, boardOf(fencer, smith, inPortugal));

    expect(postings[0]).toEqual({
      externalId: "A1B2C3D4E5",
      url: fencer.url,
      applyUrl: fencer.application_url,
      publishedAt: Date.UTC(2026, 7, 5),
      title: "Fence Analyst",
      company: "Palisade",
      location: "Bilbao, Spain | Portugal",
      text: "<p>Fences in Scala.</p>",
      format: "html",
      stated: { modes: ["remote"], employment: ["full-time"] },
    });
    expect(postings[1]).toMatchObject({ externalId: "F6", location: "Graz, Austria" });
  });

  test("a place that is hidden is not shown", async () => {
    const hidden = { ...fencer, country: "", locations: [{ country: "Malta", hidden: true }] };

    expect((await pollOf(workable, options, boardOf(hidden))).postings[0]?.location).toBe(null);
  });
});
