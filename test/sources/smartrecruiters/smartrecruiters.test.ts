import { describe, expect, test } from "vitest";
import { smartrecruiters } from "../../../src/sources/smartrecruiters/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";

const options = { company: "Wheelhouse1" };
const api = "/v1/companies/Wheelhouse1";
const list = `${api}/postings?limit=100&offset=0`;
const rower = {
  id: "744000000000001",
  name: "Drivetrain Engineer",
  company: { identifier: "Wheelhouse1", name: "Wheelhouse" },
  releasedDate: "2026-06-08T02:11:28.000Z",
  location: {
    city: "Ghent",
    region: "VOV",
    country: "be",
    remote: false,
    hybrid: true,
    fullLocation: "Ghent, Belgium",
  },
  typeOfEmployment: { id: "permanent", label: "Full-time" },
  department: {},
};
const baker = { id: "744000000000002", name: "Baker", location: { city: "Lille", country: "fr" } };
const rowerDetail = {
  postingUrl: "https://jobs.smartrecruiters.com/Wheelhouse1/744000000000001-drivetrain",
  applyUrl: "https://jobs.smartrecruiters.com/Wheelhouse1/744000000000001-drivetrain?oga=true",
  jobAd: {
    sections: {
      companyDescription: { title: "Company", text: "<p>Wheels.</p>" },
      jobDescription: { title: "Job", text: "<p>Chains in C++.</p>" },
      qualifications: { title: "You", text: "" },
    },
  },
};
const siteOf = (rows: readonly unknown[], totalFound = rows.length) =>
  new Site({
    [list]: { offset: 0, limit: 100, totalFound, content: rows },
    [`${api}/postings/744000000000001`]: rowerDetail,
    [`${api}/postings/744000000000002`]: {},
    [`${api}/departments`]: { content: [] },
  });

testBoard({
  source: smartrecruiters,
  options,
  board: "Wheelhouse1",
  requests: [list, `${api}/postings/744000000000001`, `${api}/postings/744000000000002`],
  full: siteOf([rower, baker]),
  ids: ["744000000000001", "744000000000002"],
  empty: siteOf([]),
  withBadItem: siteOf([rower, baker, { id: "9", name: "" }]),
  badItem: "9",
  wrongEnvelopes: [new Site({ [list]: [] }), new Site({ [list]: { content: [] } }), new Site({ [list]: "<html>" })],
  pages: [
    ["https://careers.smartrecruiters.com/Wheelhouse1/", "Wheelhouse1"],
    ["https://jobs.smartrecruiters.com/Wheelhouse1/744000000000001-drivetrain", "Wheelhouse1"],
    ["https://api.smartrecruiters.com/v1/companies/Wheelhouse1/postings", "Wheelhouse1"],
  ],
  strangers: ["https://careers.smartrecruiters.com/", "https://www.smartrecruiters.com/Wheelhouse1"],
});

describe("smartrecruiters", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(smartrecruiters, options, siteOf([rower]));

    expect(postings).toEqual([
      {
        externalId: "744000000000001",
        url: rowerDetail.postingUrl,
        applyUrl: rowerDetail.applyUrl,
        publishedAt: Date.UTC(2026, 5, 8, 2, 11, 28),
        title: "Drivetrain Engineer",
        company: "Wheelhouse",
        location: "Ghent, Belgium",
        text: "<h3>Company</h3><p>Wheels.</p>\n<h3>Job</h3><p>Chains in C++.</p>",
        format: "html",
        stated: { modes: ["hybrid"], employment: ["full-time"] },
      },
    ]);
  });

  test("a posting with little has the address that people read", async () => {
    const { postings } = await pollOf(smartrecruiters, options, siteOf([baker]));

    expect(postings[0]).toMatchObject({
      url: "https://jobs.smartrecruiters.com/Wheelhouse1/744000000000002",
      location: "Lille, FR",
      text: "",
    });
  });

  test("a company that was invented is not one without openings", async () => {
    const invented = new Site({ [list]: { totalFound: 0, content: [] } });

    await expect(pollOf(smartrecruiters, options, invented)).rejects.toMatchObject({ code: "not-found" });
  });

  test("pages are read to their end, and what slipped between two leaves the board incomplete", async () => {
    const rows = Array.from({ length: 150 }, (_, i) => ({ ...baker, id: `${i}` }));
    const details = Object.fromEntries(rows.map(({ id }) => [`${api}/postings/${id}`, {}]));
    const paged = (second: readonly unknown[]) =>
      new Site({
        [list]: { totalFound: 150, content: rows.slice(0, 100) },
        [`${api}/postings?limit=100&offset=100`]: { totalFound: 150, content: second },
        ...details,
      });
    const seen: unknown[] = [];

    const whole = await pollOf(smartrecruiters, options, paged(rows.slice(100)), {
      progress: (done, total) => void seen.push([done, total]),
    });
    const drifted = await pollOf(smartrecruiters, options, paged(rows.slice(99, 149)));

    expect(whole).toMatchObject({ complete: true, dropped: [] });
    expect(whole.postings).toHaveLength(150);
    expect(drifted).toMatchObject({ complete: false });
    expect(seen).toEqual([
      [100, 150],
      [150, 150],
    ]);
  });
});
