import { describe, expect, test } from "vitest";
import { bamboohr } from "../../../src/sources/bamboohr/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import { listed, siteOf } from "./board.ts";

const options = { company: "reedbed" };
const [engineer] = listed;

testBoard({
  source: bamboohr,
  options,
  board: "reedbed",
  requests: ["/careers/list", "/careers/86/detail", "/careers/87/detail"],
  full: siteOf(listed),
  ids: ["86", "87"],
  empty: siteOf([]),
  withBadItem: siteOf([...listed, { ...engineer, id: "88", jobOpeningName: null }]),
  badItem: "88",
  wrongEnvelopes: [null, [], {}, { result: {} }, { meta: { totalCount: "3" }, result: [] }, "x"],
  pages: [
    ["https://reedbed.bamboohr.com/careers", "reedbed"],
    ["https://reedbed.bamboohr.com/careers/86?source=x", "reedbed"],
    ["https://reedbed.bamboohr.com/jobs/embed2.php", "reedbed"],
  ],
  strangers: [
    "https://www.bamboohr.com/careers/",
    "https://bamboohr.com/",
    "https://app.bamboohr.com/login",
    "https://help.bamboohr.com/",
    "https://reedbed.bamboohr.com.example.com/careers",
  ],
});

describe("bamboohr", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(bamboohr, options, siteOf(listed));

    expect(postings[0]).toEqual({
      externalId: "86",
      url: "https://reedbed.bamboohr.com/careers/86",
      publishedAt: Date.UTC(2026, 5, 7),
      title: "Pond Systems Engineer",
      company: "Reedbed",
      location: "Fort Collins, Colorado, United States",
      text: "<p>You keep ponds level, in <b>PHP</b>.</p>\n<h3>Compensation</h3>$80,000 - $95,000 &amp; a boat",
      format: "html",
      stated: { modes: ["hybrid"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(bamboohr, options, siteOf(listed));

    expect(postings[1]).toEqual({
      externalId: "87",
      url: "https://reedbed.bamboohr.com/careers/87",
      title: "Reed Cutter",
      company: "Reedbed",
      location: "Laval, Quebec, Canada",
      text: "<p>You cut.</p>",
      format: "html",
    });
  });

  test.each([
    [{ locationType: "0" }, undefined],
    [{ locationType: "1" }, ["remote"]],
    [{ locationType: 2 }, ["hybrid"]],
    [{ locationType: "3" }, undefined],
    [{ locationType: null }, undefined],
    [{ locationType: "0", isRemote: 1 }, ["remote"]],
  ])("%j", async (said, modes) => {
    const { postings } = await pollOf(bamboohr, options, siteOf([{ ...engineer, ...said }]));

    expect(postings[0]?.stated?.modes).toEqual(modes);
  });

  test("a list that lacks what it counts is not complete", async () => {
    expect(await pollOf(bamboohr, options, siteOf(listed, 3))).toMatchObject({ complete: false, postings: [{}, {}] });
  });

  test("a text that is gone or has another shape is that posting's own fault", async () => {
    const site = siteOf(listed, 2, { "/careers/86/detail": undefined, "/careers/87/detail": { result: [] } });

    expect(await pollOf(bamboohr, options, site)).toMatchObject({
      complete: true,
      postings: [],
      dropped: [{ externalId: "86" }, { externalId: "87" }],
    });
  });
});
