import { describe, expect, test } from "vitest";
import { HttpError } from "../../../src/http/http-error.ts";
import type { SourceHttp } from "../../../src/sources/source.ts";
import { workday } from "../../../src/sources/workday/index.ts";
import { testBoard } from "../conformance.ts";
import { aContext, pollOf, Site } from "../harness.ts";

const options = { tenant: "orchard", server: "wd5", site: "Careers" };
const api = "/wday/cxs/orchard/Careers";
const picker = {
  title: "Harvest Engineer",
  externalPath: "/job/Bristol---Remote/Harvest-Engineer_JR100001-1",
  locationsText: "2 Locations",
  postedOn: "Posted Yesterday",
  bulletFields: ["JR100001"],
};
const presser = {
  title: "Presser",
  externalPath: "/job/Cider/Presser",
  locationsText: "Hereford",
  postedOn: "Posted Today",
};
const pickerDetail = {
  jobPostingInfo: {
    id: "x",
    title: "Harvest Engineer",
    jobDescription: "<p>Apples in C#.</p>",
    location: "Bristol, United Kingdom",
    additionalLocations: ["Remote, Wales"],
    startDate: "2026-04-01",
    timeType: "Full time",
    remoteType: "Hybrid",
    country: { descriptor: "United Kingdom" },
    externalUrl: "https://orchard.wd5.myworkdayjobs.com/Careers/job/Bristol---Remote/Harvest-Engineer_JR100001-1",
  },
  hiringOrganization: { name: "Orchard plc" },
};
const siteOf = (rows: readonly unknown[], total = rows.length) =>
  new Site({
    [`${api}/jobs`]: { total, jobPostings: rows },
    [`${api}${picker.externalPath}`]: pickerDetail,
    [`${api}${presser.externalPath}`]: { jobPostingInfo: { country: { descriptor: "United Kingdom" } } },
  });

testBoard({
  source: workday,
  options,
  board: "orchard/Careers",
  requests: [`${api}/jobs`, `${api}${picker.externalPath}`, `${api}${presser.externalPath}`],
  full: siteOf([picker, presser]),
  ids: ["JR100001-1", "/job/Cider/Presser"],
  empty: siteOf([]),
  withBadItem: siteOf([picker, presser, { title: "No path" }]),
  badItem: "[2]",
  wrongEnvelopes: [new Site({ [`${api}/jobs`]: [] }), new Site({ [`${api}/jobs`]: {} })],
  isConditional: false,
  pages: [
    ["https://orchard.wd5.myworkdayjobs.com/Careers", "orchard/Careers"],
    ["https://orchard.wd5.myworkdayjobs.com/en-US/Careers/job/x_JR1?q=1", "orchard/Careers"],
    ["https://orchard.wd103.myworkdayjobs.com/wday/cxs/orchard/Careers/jobs", "orchard/Careers"],
  ],
  strangers: [
    "https://orchard.wd5.myworkdayjobs.com/",
    "https://orchard.myworkdayjobs.com/Careers",
    "https://www.workday.com/",
  ],
});

describe("workday", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(workday, options, siteOf([picker]));

    expect(postings).toEqual([
      {
        externalId: "JR100001-1",
        url: pickerDetail.jobPostingInfo.externalUrl,
        publishedAt: Date.UTC(2026, 3, 1),
        title: "Harvest Engineer",
        company: "Orchard plc",
        location: "Bristol, United Kingdom | Remote, Wales",
        text: "<p>Apples in C#.</p>",
        format: "html",
        stated: { modes: ["hybrid"], employment: ["full-time"] },
      },
    ]);
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(workday, options, siteOf([presser]));

    expect(postings[0]).toMatchObject({
      url: "https://orchard.wd5.myworkdayjobs.com/Careers/job/Cider/Presser",
      company: "Orchard",
      location: "Hereford | United Kingdom",
    });
  });

  test("pages of twenty to the end; a later page that says no total changes nothing", async () => {
    const snapshot = await paged(45, 45);

    expect(snapshot.offsets).toEqual([0, 20, 40]);
    expect(snapshot).toMatchObject({ complete: true, count: 45 });
  });

  test("a board that shows no more than 2,000 is never complete", async () => {
    const snapshot = await paged(2_100, 2_000);

    expect(snapshot.offsets).toHaveLength(100);
    expect(snapshot).toMatchObject({ complete: false, count: 2_000 });
  });

  /** A board of so many postings that tells `total` on its first page. */
  async function paged(count: number, total: number) {
    const offsets: number[] = [];
    const http: SourceHttp = {
      async json(url, schema, { body } = {}) {
        if (!url.endsWith("/jobs")) throw new HttpError("schema", "not asked for here", { url });
        const { offset } = body as { offset: number };
        offsets.push(offset);
        const rows = Array.from({ length: Math.min(20, count - offset) }, (_, i) => ({
          title: "Picker",
          externalPath: `/job/x/Picker_JR${offset + i}`,
        }));
        return schema.parse({ total: offset === 0 ? total : 0, jobPostings: rows });
      },
      text: () => Promise.reject(new Error("expected no text")),
    };
    const snapshot = await workday.snapshot(workday.options.parse(options), aContext({ http }));
    return { complete: snapshot.complete, count: snapshot.postings.length, offsets };
  }
});
