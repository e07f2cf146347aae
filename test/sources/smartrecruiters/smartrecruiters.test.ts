import { describe, expect, test } from "vitest";
import { smartrecruiters } from "../../../src/sources/smartrecruiters/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf, snapshotOf } from "../harness.ts";
import { details, listed, siteOf } from "./board.ts";

const options = { company: "Quillfeather" };
const [programmer] = listed;
const [programmerDetail] = details;

testBoard({
  source: smartrecruiters,
  options,
  board: "Quillfeather",
  requests: [
    "/v1/companies/Quillfeather/postings?limit=100&offset=0",
    "/v1/companies/Quillfeather/postings/743999000000001",
    "/v1/companies/Quillfeather/postings/743999000000002",
  ],
  full: siteOf(listed),
  ids: ["743999000000001", "743999000000002"],
  empty: siteOf([], 0, { "/departments": { totalFound: 0, content: [] } }),
  withBadItem: siteOf([...listed, { ...programmer, id: "743999000000003", name: "" }]),
  badItem: "743999000000003",
  isConditional: false,
  wrongEnvelopes: [null, [], {}, { content: [] }, { totalFound: 1, content: {} }, "x"],
  pages: [
    ["https://careers.smartrecruiters.com/Quillfeather", "Quillfeather"],
    ["https://jobs.smartrecruiters.com/Quillfeather/743999000000001-welding-robot-programmer?oga=true", "Quillfeather"],
    ["https://jobs.smartrecruiters.com/oneclick-ui/company/Quillfeather/publication/0761de07?dcr_ci=x", "Quillfeather"],
    ["https://api.smartrecruiters.com/v1/companies/Quillfeather/postings", "Quillfeather"],
  ],
  strangers: [
    "https://careers.smartrecruiters.com/",
    "https://www.smartrecruiters.com/Quillfeather",
    "https://jobs.smartrecruiters.com/sr-jobs/search?keyword=x",
    "https://jobs.smartrecruiters.com/oneclick-ui",
    "https://jobs.smartrecruiters.com/a%2Fb",
    "https://jobs.smartrecruiters.com.example.com/Quillfeather",
  ],
});

describe("smartrecruiters", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(smartrecruiters, options, siteOf(listed));

    expect(postings[0]).toEqual({
      externalId: "743999000000001",
      url: "https://jobs.smartrecruiters.com/Quillfeather/743999000000001-welding-robot-programmer",
      applyUrl: "https://jobs.smartrecruiters.com/Quillfeather/743999000000001-welding-robot-programmer?oga=true",
      publishedAt: Date.UTC(2026, 2, 8, 2, 11, 28),
      title: "Welding Robot Programmer",
      company: "Quillfeather AG",
      location: "Zurich, Switzerland",
      text: [
        "<h3>Company Description</h3><p>We weld quills.</p>",
        "<h3>Job Description</h3><p>You teach robots in <b>C++</b>.</p>",
        "<h3>Qualifications</h3><ul><li>Steady hands</li></ul>",
      ].join("\n"),
      format: "html",
      stated: { modes: ["hybrid"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(smartrecruiters, options, siteOf(listed));

    expect(postings[1]).toEqual({
      externalId: "743999000000002",
      url: "https://jobs.smartrecruiters.com/Quillfeather/743999000000002",
      title: "Feather Sorter",
      company: "Quillfeather",
      location: "Linz, AT",
      text: "",
      format: "html",
    });
  });

  test("an empty list of a company that does not exist is not found", async () => {
    await expect(pollOf(smartrecruiters, options, siteOf([]))).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    ["is gone", undefined],
    ["is not active", { ...programmerDetail, active: false }],
    ["has another shape", { error: "none" }],
  ])("a posting whose text %s counts as one that could not be read", async (_, detail) => {
    const site = siteOf(listed, 2, { "/postings/743999000000001": detail });

    const { complete, postings, dropped } = await pollOf(smartrecruiters, options, site);

    expect(postings).toMatchObject([{ externalId: "743999000000002" }]);
    expect([complete, dropped]).toMatchObject([true, [{ externalId: "743999000000001" }]]);
  });

  test("an outline changes with what is read of the list, and with nothing else", async () => {
    const [first, same, other] = [
      await outlineOf(programmer),
      await outlineOf({ ...programmer, uuid: "another" }),
      await outlineOf({ ...programmer, name: "Another" }),
    ];

    expect(first).toBe(same);
    expect(first).not.toBe(other);
  });

  describe("of several pages", () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index + 1, name: "Sorter" }));
    const page = (totalFound: number, ...ids: number[]) => ({
      "/postings?limit=100&offset=100": { totalFound, content: ids.map((id) => ({ id, name: "Sorter" })) },
    });

    test.each([
      ["all of them", 101, page(101, 101), true],
      ["one less than promised", 102, page(102, 101), false],
      ["one that moved on while we read", 101, page(101, 100), false],
    ])("%s", async (_, total, more, complete) => {
      const snapshot = await pollOf(smartrecruiters, options, siteOf(many, total, more));

      expect(snapshot.complete).toBe(complete);
      expect(snapshot.isWindow).toBe(undefined);
    });

    test("a page that is missing fails the poll", async () => {
      await expect(pollOf(smartrecruiters, options, siteOf(many, 101))).rejects.toMatchObject({ code: "not-found" });
    });
  });
});

/** What the list says of a posting, without a request for its text. */
async function outlineOf(posting: unknown): Promise<string | undefined> {
  const site = siteOf([posting], 1, { "/postings/743999000000001": undefined });
  const { postings } = await snapshotOf(smartrecruiters, options, site);
  const [listing] = postings;
  return listing && "outline" in listing ? listing.outline : undefined;
}
