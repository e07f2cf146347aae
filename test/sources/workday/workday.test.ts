import { describe, expect, test } from "vitest";
import { HttpError } from "../../../src/http/http-error.ts";
import type { SourceHttp } from "../../../src/sources/source.ts";
import { workday } from "../../../src/sources/workday/index.ts";
import { testBoard } from "../conformance.ts";
import { aContext, pollOf, snapshotOf } from "../harness.ts";
import { listed, siteOf } from "./board.ts";

const options = { tenant: "adit", server: "wd5", site: "External" };
const [engineer] = listed;
const path = "/wday/cxs/adit/External";

testBoard({
  source: workday,
  options,
  board: "adit/External",
  requests: [
    `${path}/jobs`,
    `${path}/job/Basel/Tunnel-Ventilation-Engineer_R-1001-1`,
    `${path}/job/Remote/Shift-Planner_R-1002`,
  ],
  isConditional: false,
  full: siteOf(listed),
  ids: ["R-1001-1", "R-1002"],
  empty: siteOf([]),
  withBadItem: siteOf([...listed, { bulletFields: ["R-1003"] }]),
  badItem: "R-1003",
  wrongEnvelopes: [null, [], {}, { total: 1 }, { total: "1", jobPostings: [] }, { errorCode: "HTTP_400" }, "x"],
  pages: [
    ["https://adit.wd5.myworkdayjobs.com/External", "adit/External"],
    ["https://adit.wd103.myworkdayjobs.com/en-US/External/job/Basel/Engineer_R-1001?q=x", "adit/External"],
    ["https://adit.wd3.myworkdayjobs.com/en/External/job/Basel/Engineer_R-1001", "adit/External"],
    ["https://adit.wd3.myworkdayjobs.com/hp/job/Basel/Engineer_R-1001", "adit/hp"],
    ["https://adit-ag.wd5.myworkdayjobs.com/wday/cxs/adit_ag/External/jobs", "adit_ag/External"],
    ["https://wd5.myworkdaysite.com/recruiting/adit/External", "adit/External"],
    ["https://wd3.myworkdaysite.com/pt-BR/recruiting/adit/External/job/x_R1", "adit/External"],
  ],
  strangers: [
    "https://adit.wd5.myworkdayjobs.com/",
    "https://adit.wd5.myworkdayjobs.com/en-US",
    "https://adit.wd5.myworkdayjobs.com/wday/authgwy/adit/login.htmld",
    "https://adit.myworkdayjobs.com/External",
    "https://adit.wd5.myworkday.com/External",
    "https://adit.wd5.myworkdayjobs.com.example.com/External",
    "https://wd5.myworkdaysite.com/adit/External",
    "https://adit.impl.myworkdayjobs.com/External",
  ],
});

describe("workday", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(workday, options, siteOf(listed));

    expect(postings[0]).toEqual({
      externalId: "R-1001-1",
      url: "https://adit.wd5.myworkdayjobs.com/External/job/Basel/Tunnel-Ventilation-Engineer_R-1001-1",
      publishedAt: Date.UTC(2026, 2, 4),
      title: "Tunnel Ventilation Engineer",
      company: "Adit Tunnels AG",
      location: "Basel, Switzerland | Lyon, France | Turin, Italy",
      text: "<p>You move air, in <b>C#</b>.</p>",
      format: "html",
      stated: { modes: ["hybrid"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(workday, options, siteOf(listed));

    expect(postings[1]).toEqual({
      externalId: "R-1002",
      url: "https://adit.wd5.myworkdayjobs.com/External/job/Remote/Shift-Planner_R-1002",
      title: "Shift Planner",
      company: "Adit",
      location: "Remote, Austria",
      text: "<p>You plan.</p>",
      format: "html",
      stated: { modes: ["remote"], employment: ["part-time"] },
    });
  });

  test("people read a posting of a shared host there", async () => {
    const { postings } = await pollOf(workday, { ...options, shared: true }, siteOf(listed));

    expect(postings[1]?.url).toBe(
      "https://wd5.myworkdaysite.com/recruiting/adit/External/job/Remote/Shift-Planner_R-1002",
    );
  });

  test.each([
    ["/job/Basel/Engineer_R-1001", ["R-1001"], "R-1001"],
    ["/job/Basel/Engineer_R-1001-12", ["Basel", "R-1001"], "R-1001-12"],
    ["/job/Basel/Engineer_R_1001", ["R_1001"], "R_1001"],
    ["/job/Basel/Engineer_R-10010", ["R-1001"], "Engineer_R-10010"],
    ["/job/Basel/Engineer_R-1001", ["Basel"], "Engineer_R-1001"],
    ["/job/Basel/Engineer_R-1001/", [null, 7, " "], "Engineer_R-1001"],
  ])("the id in %j beside %j", async (externalPath, bulletFields, id) => {
    const { postings } = await snapshotOf(
      workday,
      options,
      siteOf([{ title: "Engineer", externalPath, bulletFields }]),
    );

    expect(postings[0]?.externalId).toBe(id);
  });

  test("an outline does not change as the days go by", async () => {
    const outlineOf = async (item: unknown) => (await snapshotOf(workday, options, siteOf([item]))).postings[0];

    const [today, tomorrow] = [await outlineOf(engineer), await outlineOf({ ...engineer, postedOn: "Posted Today" })];

    expect(today).toEqual({ ...tomorrow, read: expect.any(Function) });
  });

  test("a text that is gone is that posting's own fault", async () => {
    expect(await pollOf(workday, options, siteOf(listed, 2, {}))).toMatchObject({
      complete: true,
      postings: [],
      dropped: [{ externalId: "R-1001-1" }, { externalId: "R-1002" }],
    });
  });

  test("an item of which nothing is known is lost, and the snapshot not complete", async () => {
    const snapshot = await pollOf(workday, options, siteOf([...listed, {}]));

    expect(snapshot).toMatchObject({ complete: false, postings: [{}, {}], dropped: [{ what: "[2]" }] });
  });

  test("a tenant that does not exist is not found", async () => {
    const polling = workday.snapshot(workday.options.parse(options), {
      ...aContext(),
      http: answering(() => {
        throw new HttpError("unreachable", "http: got 422", { url: "https://adit.example", status: 422 });
      }),
    });

    await expect(polling).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("underscore") });
  });

  describe("of several pages", () => {
    const rowsFrom = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        title: "Planner",
        externalPath: `/job/Basel/Planner_R${first + index}`,
        bulletFields: [`R${first + index}`],
      }));

    test.each([
      ["all of them, the total on the first page only", 25, rowsFrom(20, 5), { complete: true, count: 25 }],
      ["one less than promised", 26, rowsFrom(20, 5), { complete: false, count: 25 }],
      ["one that moved while we read", 25, rowsFrom(19, 5), { complete: false, isWindow: true, count: 24 }],
    ])("%s", async (_, total, second, { count, ...expected }) => {
      const bodies: unknown[] = [];
      const http = answering((body) => {
        bodies.push(body);
        return bodies.length === 1 ? { total, jobPostings: rowsFrom(0, 20) } : { total: 0, jobPostings: second };
      });

      const snapshot = await workday.snapshot(workday.options.parse(options), { ...aContext(), http });

      expect(bodies).toEqual([
        { appliedFacets: {}, limit: 20, offset: 0, searchText: "" },
        { appliedFacets: {}, limit: 20, offset: 20, searchText: "" },
      ]);
      expect(snapshot).toMatchObject(expected);
      expect(snapshot.postings).toHaveLength(count);
    });

    test("a site of more than 2,000 is its newest part", async () => {
      let asked = 0;
      const http = answering(() => {
        asked += 1;
        return { total: 2000, jobPostings: rowsFrom(asked * 20, 20) };
      });

      const snapshot = await workday.snapshot(workday.options.parse(options), { ...aContext(), http });

      expect(asked).toBe(100);
      expect(snapshot).toMatchObject({ complete: false, isWindow: true });
      expect(snapshot.postings).toHaveLength(2000);
    });
  });

  test("it is asked for every four hours at most", () => {
    expect(workday.terms?.minEveryMs).toBe(4 * 60 * 60 * 1000);
  });
});

/** HTTP whose answer depends on what is posted. */
function answering(answer: (body: unknown) => unknown): SourceHttp {
  return {
    json: async (_url, schema, posted) => schema.parse(answer(posted?.body)),
    text: () => Promise.reject(new Error("expected no request for text")),
  };
}
