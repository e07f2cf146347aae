import { describe, expect, test } from "vitest";
import { bamboohr } from "../../../src/sources/bamboohr/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";

const options = { company: "reedbank" };
const ranger = {
  id: "86",
  jobOpeningName: "Wetland Engineer",
  employmentStatusLabel: "Full Time",
  location: { city: "Tampa", state: "Florida" },
  atsLocation: { country: null, state: null, province: null, city: null },
  isRemote: null,
  locationType: "2",
};
const intern = {
  id: 87,
  jobOpeningName: "Frog Intern",
  employmentStatusLabel: "Internship",
  isRemote: 1,
  locationType: "0",
};
const rangerDetail = {
  result: {
    jobOpening: {
      description: "<p>Reeds in Go.</p>",
      datePosted: "2026-07-01",
      compensation: "$70,000 a year",
      jobOpeningShareUrl: "https://reedbank.bamboohr.com/careers/86",
      location: { city: "Tampa", addressCountry: "United States" },
    },
  },
};
const siteOf = (rows: readonly unknown[], totalCount = rows.length) =>
  new Site({
    "/careers/list": { meta: { totalCount }, result: rows },
    "/careers/86/detail": rangerDetail,
    "/careers/87/detail": { result: { jobOpening: { description: null } } },
  });

testBoard({
  source: bamboohr,
  options,
  board: "reedbank",
  requests: ["/careers/list", "/careers/86/detail", "/careers/87/detail"],
  full: siteOf([ranger, intern]),
  ids: ["86", "87"],
  empty: siteOf([]),
  withBadItem: siteOf([ranger, intern, { id: "9" }]),
  badItem: "9",
  wrongEnvelopes: [new Site({ "/careers/list": [] }), new Site({ "/careers/list": "<html></html>" })],
  pages: [
    ["https://reedbank.bamboohr.com/careers", "reedbank"],
    ["https://reedbank.bamboohr.com/careers/86", "reedbank"],
    ["https://reedbank.bamboohr.com/jobs/embed2.php", "reedbank"],
  ],
  strangers: ["https://www.bamboohr.com/careers/", "https://bamboohr.com/", "https://app.bamboohr.com/"],
});

describe("bamboohr", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(bamboohr, options, siteOf([ranger]));

    expect(postings).toEqual([
      {
        externalId: "86",
        url: "https://reedbank.bamboohr.com/careers/86",
        publishedAt: Date.UTC(2026, 6, 1),
        title: "Wetland Engineer",
        company: "Reedbank",
        location: "Tampa, Florida, United States",
        text: "<p>Reeds in Go.</p>\n<h3>Compensation</h3>$70,000 a year",
        format: "html",
        stated: { modes: ["hybrid"], employment: ["full-time"] },
      },
    ]);
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(bamboohr, options, siteOf([intern]));

    expect(postings[0]).toMatchObject({
      externalId: "87",
      url: "https://reedbank.bamboohr.com/careers/87",
      location: null,
      text: "",
      stated: { modes: ["remote"], employment: ["internship"] },
    });
  });

  test("a list that lacks some is not complete", async () => {
    expect(await pollOf(bamboohr, options, siteOf([ranger], 3))).toMatchObject({ complete: false });
  });
});
