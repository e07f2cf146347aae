import { describe, expect, test } from "vitest";
import { personio } from "../../../src/sources/personio/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";
import { boardOf, firstPosition, secondPosition } from "./board.ts";

const options = { company: "brine" };
const board = boardOf(firstPosition, secondPosition);

testBoard({
  source: personio,
  options,
  board: "brine",
  requests: ["/xml"],
  full: board,
  ids: ["81001", "81002"],
  empty: "<?xml version='1.0' encoding='UTF-8'?>\n<workzag-jobs>\n</workzag-jobs>",
  withBadItem: boardOf(firstPosition, secondPosition, "<position><id>81003</id></position>"),
  badItem: "81003",
  wrongEnvelopes: ["", "<html><body>Not found</body></html>", "{}", '{"jobs":[]}', "<rss></rss>", "<a>".repeat(70)],
  pages: [
    ["https://brine.jobs.personio.de/", "brine"],
    ["https://brine.jobs.personio.de/job/81001?language=de#apply", "brine"],
    ["https://brine.jobs.personio.com/xml", "brine"],
  ],
  strangers: [
    "https://jobs.personio.de/",
    "https://www.personio.de/",
    "https://brine.personio.de/",
    "https://brine.jobs.personio.de.example.com/",
    "https://a.brine.jobs.personio.com/",
  ],
});

describe("personio", () => {
  test("a posting with everything", async () => {
    const { postings } = await pollOf(personio, options, board);

    expect(postings[0]).toEqual({
      externalId: "81001",
      url: "https://brine.jobs.personio.de/job/81001",
      publishedAt: Date.UTC(2026, 1, 3, 8, 10, 11),
      title: "Harbour Software Engineer (m/f/d)",
      company: "Brine & Salt GmbH",
      location: "Kiel | Remote Germany",
      text: [
        "<h3>What you do &amp; why</h3><p>You steer cranes with <strong>Rust</strong> & care.</p>",
        "<h3>You bring</h3><ul><li>Sea legs</li></ul>",
      ].join("\n"),
      format: "html",
      stated: {
        employment: ["full-time", "part-time"],
        pay: { min: 58_000, max: 72_000, currency: "EUR", period: "year" },
      },
    });
  });

  test("a posting with little", async () => {
    const { postings } = await pollOf(personio, options, board);

    expect(postings[1]).toEqual({
      externalId: "81002",
      url: "https://brine.jobs.personio.de/job/81002",
      title: "Lighthouse Intern",
      company: "Brine",
      location: null,
      text: "",
      format: "html",
      stated: { employment: ["internship", "part-time"] },
    });
  });

  test.each([
    ["intern", "full-time", ["internship", "full-time"]],
    ["working_student", "part-time", ["part-time"]],
    ["permanent", "full-time", ["full-time"]],
    ["permanent", "part-time", ["part-time"]],
    ["freelance", "", ["contract"]],
    ["trainee", "", undefined],
  ])("employment %j with schedule %j", async (employmentType, schedule, employment) => {
    const position = `<position><id>1</id><name>X</name><employmentType>${employmentType}</employmentType><schedule>${schedule}</schedule></position>`;

    const { postings } = await pollOf(personio, options, boardOf(position));

    expect(postings[0]?.stated?.employment).toEqual(employment);
  });

  test("a language is asked for, and people are sent to it", async () => {
    const { postings } = await pollOf(personio, { company: "brine", domain: "com", language: "en" }, board);

    expect(postings[0]?.url).toBe("https://brine.jobs.personio.com/job/81001?language=en");
  });

  test("a board that breaks off is not complete", async () => {
    const snapshot = await pollOf(personio, options, board.slice(0, board.indexOf("<position>", 100)));

    expect(snapshot).toMatchObject({ complete: false, postings: [{ externalId: "81001" }] });
  });

  test("one board in two domains is one board", () => {
    expect(personio.board(personio.options.parse({ company: "brine", domain: "com" }))).toBe("brine");
  });
});
