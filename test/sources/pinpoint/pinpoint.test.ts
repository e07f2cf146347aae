import { describe, expect, test } from "vitest";
import { pinpoint } from "../../../src/sources/pinpoint/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { company: "saltmill" };
const miller = {
  id: "501",
  title: "Brine Architect",
  url: "https://saltmill.pinpointhq.com/en/postings/501",
  path: "/en/postings/501",
  description: "<p>Brine.</p>",
  key_responsibilities_header: "What you do & why",
  key_responsibilities: "<ul><li>Pumps in Java</li></ul>",
  skills_knowledge_expertise_header: "You bring",
  skills_knowledge_expertise: "",
  benefits: "<p>Salt.</p>",
  workplace_type: "remote",
  employment_type: "permanent_full_time",
  compensation_minimum: 135_000,
  compensation_maximum: "198000",
  compensation_currency: "USD",
  compensation_frequency: "year",
  compensation_visible: true,
  location: { id: "1", name: "United States" },
};
const carter = {
  id: "502",
  title: "Carter",
  path: "/postings/502",
  location: { name: "Office", city: "Bath", province: "Somerset" },
};

testBoard({
  source: pinpoint,
  options,
  board: "saltmill",
  requests: ["/postings.json"],
  full: { data: [miller, carter] },
  ids: ["501", "502"],
  empty: { data: [] },
  withBadItem: { data: [miller, carter, { id: "503" }] },
  badItem: "503",
  wrongEnvelopes: [null, [], {}, { data: 1 }],
  pages: [
    ["https://saltmill.pinpointhq.com/", "saltmill"],
    ["https://saltmill.pinpointhq.com/en/postings/501", "saltmill"],
  ],
  strangers: ["https://www.pinpointhq.com/", "https://pinpointhq.com/saltmill"],
});

describe("pinpoint", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(pinpoint, options, { data: [miller] });

    expect(postings[0]).toEqual({
      externalId: "501",
      url: miller.url,
      title: "Brine Architect",
      company: "Saltmill",
      location: "United States",
      text: "<p>Brine.</p>\n<h3>What you do &amp; why</h3><ul><li>Pumps in Java</li></ul>\n<p>Salt.</p>",
      format: "html",
      stated: {
        modes: ["remote"],
        employment: ["full-time"],
        pay: { min: 135_000, max: 198_000, currency: "USD", period: "year" },
      },
    });
  });

  test("an address is made of a path, and pay that is not to be shown is not", async () => {
    const { postings } = await pollOf(pinpoint, options, {
      data: [carter, { ...miller, compensation_visible: false }],
    });

    expect(postings[0]).toMatchObject({
      url: "https://saltmill.pinpointhq.com/postings/502",
      location: "Bath, Somerset | Office",
    });
    expect(postings[1]?.stated).not.toHaveProperty("pay");
  });
});
