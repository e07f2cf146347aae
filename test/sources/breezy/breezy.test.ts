import { describe, expect, test } from "vitest";
import { breezy } from "../../../src/sources/breezy/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { company: "kite-works" };
const flyer = {
  id: "a1b2c3",
  friendly_id: "a1b2c3-kite-engineer",
  name: "Kite Engineer",
  url: "https://kite-works.breezy.hr/p/a1b2c3-kite-engineer",
  published_date: "2026-05-04T08:00:00.000Z",
  type: { id: "fullTime", name: "Full-Time" },
  location: { name: "Tarifa, Spain", is_remote: true },
  salary: "€40k – €50k / year",
  company: { name: "Kite Works" },
  description: "<p>Kites in Python.</p>",
};
const sewer = {
  id: "d4",
  name: "Sewer",
  url: "https://kite-works.breezy.hr/p/d4",
  location: { city: "Nazaré", state: { name: "Leiria" }, country: { name: "Portugal" }, is_remote: false },
};

testBoard({
  source: breezy,
  options,
  board: "kite-works",
  requests: ["/json?verbose=true"],
  full: [flyer, sewer],
  ids: ["a1b2c3", "d4"],
  empty: [],
  withBadItem: [flyer, sewer, { id: "bad", name: 7 }],
  badItem: "bad",
  wrongEnvelopes: [null, {}, { error: "x" }, "x"],
  pages: [
    ["https://kite-works.breezy.hr/", "kite-works"],
    ["https://kite-works.breezy.hr/p/a1b2c3-kite-engineer", "kite-works"],
  ],
  strangers: ["https://breezy.hr/", "https://app.breezy.hr/", "https://www.breezy.hr/kite-works"],
});

describe("breezy", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(breezy, options, [flyer]);

    expect(postings[0]).toEqual({
      externalId: "a1b2c3",
      url: flyer.url,
      publishedAt: Date.UTC(2026, 4, 4, 8),
      title: "Kite Engineer",
      company: "Kite Works",
      location: "Tarifa, Spain",
      text: "<p>Kites in Python.</p>\n<h3>Salary</h3>€40k – €50k / year",
      format: "html",
      stated: { modes: ["remote"], employment: ["full-time"] },
    });
  });

  test("several places, and remote only where all of them are", async () => {
    const several = {
      ...sewer,
      id: "d5",
      locations: [{ name: "Porto, Portugal", is_remote: true }, { name: "Vigo, Spain" }],
    };

    const { postings } = await pollOf(breezy, options, [several, sewer]);

    expect(postings.map(({ location }) => location)).toEqual([
      "Porto, Portugal | Vigo, Spain",
      "Nazaré, Leiria, Portugal",
    ]);
    expect(postings[0]).not.toHaveProperty("stated");
    expect(postings[1]?.company).toBe("Kite Works");
  });
});
