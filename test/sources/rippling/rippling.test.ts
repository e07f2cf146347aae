import { describe, expect, test } from "vitest";
import { rippling } from "../../../src/sources/rippling/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, Site } from "../harness.ts";

const options = { board: "tidepool" };
const list = "/platform/api/ats/v1/board/tidepool/jobs";
const [one, two] = ["2f0674e6-0000-4000-8000-000000000001", "2f0674e6-0000-4000-8000-000000000002"];
const diver = {
  uuid: one,
  name: "Reef Engineer",
  department: { id: "Sea", label: "Sea" },
  url: `https://ats.rippling.com/tidepool/jobs/${one}`,
  workLocation: { label: "Remote (New Jersey, US)", id: "Remote (New Jersey, US)" },
};
const inNewYork = { ...diver, workLocation: { label: "New York, NY" } };
const clerk = { uuid: two, name: "Clerk", url: `https://ats.rippling.com/tidepool/jobs/${two}` };
const diverDetail = {
  description: { company: "<p>Tides.</p>", role: "<p>Reefs in TypeScript.</p>" },
  companyName: "Tide Pool",
  employmentType: { label: "SALARIED_FT", id: "Salaried, full-time" },
  createdOn: "2026-03-04T05:06:07Z",
};
const siteOf = (...rows: unknown[]) =>
  new Site({
    [list]: rows,
    [`${list}/${one}`]: diverDetail,
    [`${list}/${two}`]: { employmentType: { label: "HOURLY_PT" } },
  });

testBoard({
  source: rippling,
  options,
  board: "tidepool",
  requests: [list, `${list}/${one}`, `${list}/${two}`],
  full: siteOf(diver, inNewYork, clerk),
  ids: [one, two],
  empty: siteOf(),
  withBadItem: siteOf(diver, clerk, { uuid: "bad", name: "No address" }),
  badItem: "bad",
  wrongEnvelopes: [new Site({ [list]: {} }), new Site({ [list]: "x" })],
  pages: [
    ["https://ats.rippling.com/tidepool/jobs", "tidepool"],
    [`https://ats.rippling.com/en-GB/tidepool/jobs/${one}`, "tidepool"],
    [`https://api.rippling.com${list}`, "tidepool"],
  ],
  strangers: [
    "https://ats.rippling.com/",
    "https://www.rippling.com/tidepool",
    "https://api.rippling.com/platform/api",
  ],
});

describe("rippling", () => {
  test("rows of one posting are one, with what its detail adds", async () => {
    const { postings } = await pollOf(rippling, options, siteOf(diver, clerk, inNewYork));

    expect(postings[0]).toEqual({
      externalId: one,
      url: diver.url,
      publishedAt: Date.UTC(2026, 2, 4, 5, 6, 7),
      title: "Reef Engineer",
      company: "Tide Pool",
      location: "Remote (New Jersey, US) | New York, NY",
      text: "<p>Reefs in TypeScript.</p>\n<p>Tides.</p>",
      format: "html",
      stated: { employment: ["full-time"] },
    });
    expect(postings[1]).toMatchObject({ company: "Tidepool", location: null, stated: { employment: ["part-time"] } });
  });

  test("a posting that vanished between list and detail is named, not lost", async () => {
    const vanished = new Site({ [list]: [diver, clerk], [`${list}/${two}`]: {} });

    const snapshot = await pollOf(rippling, options, vanished);

    expect(snapshot.postings.map(({ externalId }) => externalId)).toEqual([two]);
    expect(snapshot.dropped).toMatchObject([{ what: one, externalId: one }]);
  });
});
