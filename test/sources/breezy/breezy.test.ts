import { describe, expect, test } from "vitest";
import { breezy } from "../../../src/sources/breezy/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import board from "./board.json" with { type: "json" };

const options = { company: "contour" };
const [engineer] = board;

testBoard({
  source: breezy,
  options,
  board: "contour",
  requests: ["/json?verbose=true"],
  full: board,
  ids: ["9f1e2d3c4b5a01", "9f1e2d3c4b5a02"],
  empty: [],
  withBadItem: [...board, { ...engineer, id: "bad", url: "/p/bad" }],
  badItem: "bad",
  wrongEnvelopes: [null, {}, { error: { type: "notFound" } }, "x"],
  pages: [
    ["https://contour.breezy.hr/", "contour"],
    ["https://contour.breezy.hr/p/9f1e2d3c4b5a01-map-engineer/apply", "contour"],
    ["https://contour.breezy.hr/json?verbose=true", "contour"],
  ],
  strangers: [
    "https://breezy.hr/",
    "https://www.breezy.hr/",
    "https://app.breezy.hr/signin",
    "https://contour.breezy.hr.example.com/",
  ],
});

describe("breezy", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(breezy, options, board);

    expect(postings[0]).toEqual({
      externalId: "9f1e2d3c4b5a01",
      url: "https://contour.breezy.hr/p/9f1e2d3c4b5a01-map-engineer",
      publishedAt: Date.UTC(2026, 4, 6, 7, 8, 9, 123),
      title: "Map Engineer",
      company: "Contour Maps",
      location: "Cork, Ireland | Anywhere in Wales",
      text: "<p>You draw lines, in <b>Elixir</b>.</p>\n<h3>Salary</h3>€60k - €75k &lt;gross&gt; / year",
      format: "html",
      stated: { modes: ["remote"], employment: ["full-time"] },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(breezy, options, board);

    expect(postings[1]).toEqual({
      externalId: "9f1e2d3c4b5a02",
      url: "https://contour.breezy.hr/p/9f1e2d3c4b5a02-surveyor",
      title: "Surveyor",
      company: "Contour",
      location: "Bend, Oregon, United States",
      text: "",
      format: "html",
      stated: { employment: ["part-time"] },
    });
  });

  test("one place that is not remote leaves the mode to the reader", async () => {
    const locations = [{ name: "Anywhere", is_remote: true }, { name: "Cork" }];

    const { postings } = await pollOf(breezy, options, [{ ...engineer, locations }]);

    expect(postings[0]?.stated).not.toHaveProperty("modes");
  });
});
