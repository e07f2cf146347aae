import { describe, expect, test } from "vitest";
import { personio } from "../../../src/sources/personio/index.ts";
import { testBoard } from "../conformance.ts";
import { pollOf } from "../harness.ts";

const options = { company: "steinbruch" };
const mason = `<position>
  <id>900001</id>
  <subcompany>Steinbruch Nord &amp; Co. KG</subcompany>
  <office>Kassel</office>
  <additionalOffices><office>Remote</office><office>Kassel</office></additionalOffices>
  <name>Software Engineer, Quarry Maps</name>
  <jobDescriptions>
    <jobDescription><name>Your tasks</name><value><![CDATA[<p>Maps in <b>Kotlin</b>.</p>]]></value></jobDescription>
    <jobDescription><name>Empty</name><value></value></jobDescription>
    <jobDescription><value>Plain &amp; simple</value></jobDescription>
  </jobDescriptions>
  <employmentType>permanent</employmentType>
  <schedule>full-or-part-time</schedule>
  <createdAt>2026-02-13T14:10:41+01:00</createdAt>
</position>`;
const clerk = "<position><id>900002</id><name>Clerk</name></position>";
const boardOf = (...positions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><workzag-jobs>${positions.join("")}</workzag-jobs>`;

testBoard({
  source: personio,
  options,
  board: "steinbruch",
  requests: ["/xml"],
  full: boardOf(mason, clerk),
  ids: ["900001", "900002"],
  empty: "<?xml version='1.0' encoding='UTF-8'?><workzag-jobs></workzag-jobs>",
  withBadItem: boardOf(mason, clerk, "<position><id>3</id></position>"),
  badItem: "3",
  wrongEnvelopes: ["", "no XML", "<html><body>Not found</body></html>", "<a>".repeat(80)],
  pages: [
    ["https://steinbruch.jobs.personio.de/", "steinbruch"],
    ["https://steinbruch.jobs.personio.com/job/900001?language=de", "com/steinbruch/de"],
    ["https://steinbruch.jobs.personio.de/xml?language=en", "steinbruch/en"],
  ],
  strangers: ["https://jobs.personio.de/steinbruch", "https://steinbruch.personio.de/", "https://www.personio.com/"],
});

describe("personio", () => {
  test("a position with everything", async () => {
    const { postings } = await pollOf(personio, { ...options, language: "en" }, boardOf(mason));

    expect(postings).toEqual([
      {
        externalId: "900001",
        url: "https://steinbruch.jobs.personio.de/job/900001?language=en",
        publishedAt: Date.UTC(2026, 1, 13, 13, 10, 41),
        title: "Software Engineer, Quarry Maps",
        company: "Steinbruch Nord & Co. KG",
        location: "Kassel | Remote",
        text: "<h3>Your tasks</h3><p>Maps in <b>Kotlin</b>.</p>\nPlain & simple",
        format: "html",
        stated: { employment: ["full-time", "part-time"] },
      },
    ]);
  });

  test.each([
    ["intern", "full-time", ["internship", "full-time"]],
    ["working_student", "part-time", ["part-time"]],
    ["freelance", "", ["contract"]],
    ["trainee", "", undefined],
  ])("employment %s, schedule %s", async (employmentType, schedule, expected) => {
    const position = `<position><id>1</id><name>X</name><employmentType>${employmentType}</employmentType><schedule>${schedule}</schedule></position>`;

    const { postings } = await pollOf(personio, options, boardOf(position));

    expect(postings[0]?.stated?.employment).toEqual(expected);
  });
});
