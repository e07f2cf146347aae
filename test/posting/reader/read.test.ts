import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadingInput } from "../../../src/posting/posting.ts";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { labelOf } from "../../../src/posting/reader/label.ts";
import { read, readerVersion } from "../../../src/posting/reader/read.ts";

function anInput(given: Partial<ReadingInput> = {}): ReadingInput {
  return { title: null, company: null, location: null, text: "", format: "plain", ...given };
}

describe("read", () => {
  it("reads every field, with its version and the text that the evidence counts in", () => {
    const text = "Nordwind | Harbour Engineer | Bergen, Norway | ONSITE | Full-time\nWe use Rust. No visa sponsorship.";

    const reading = read(anInput({ text }));

    expect(reading.version).toBe(readerVersion);
    expect(reading.facts).toMatchObject({
      title: "Harbour Engineer",
      company: "Nordwind",
      employment: ["full-time"],
      modes: ["onsite"],
      places: [{ city: "Bergen", country: "NO" }],
      languages: ["Rust"],
      visa: "no",
      written: "en",
      closed: false,
    });
    for (const { origin, start, end, quote } of reading.evidence) {
      if (origin === "text") expect(reading.text.slice(start, end)).toBe(quote);
    }
  });

  it("believes what the source states over what the text says, and says so", () => {
    const reading = read(anInput({ text: "This role is fully remote.", stated: { modes: ["onsite"], closed: true } }));

    expect(reading.facts).toMatchObject({ modes: ["onsite"], closed: true });
    expect(reading.evidence.filter(({ field }) => field === "modes" || field === "closed")).toEqual([
      { field: "modes", value: "onsite", origin: "source", start: 0, end: 6, quote: "onsite", rule: "stated" },
      { field: "closed", value: "true", origin: "source", start: 0, end: 4, quote: "true", rule: "stated" },
    ]);
  });

  it("prints as a label with all keys", () => {
    const label = labelOf("7", "probe", read(anInput()));

    expect(label).toEqual({
      id: "7",
      corpus: "probe",
      title: null,
      company: null,
      roles: [],
      levels: [],
      employment: [],
      modes: [],
      places: [],
      remoteFrom: [],
      languages: [],
      languagesOptional: [],
      tools: [],
      pay: null,
      closed: false,
      posted: null,
      spoken: [],
      written: null,
      visa: null,
    });
  });
});

const vocabulary =
  "Nordwind| |\n|\n- |\n\n|Engineer|Senior |looking for a |Remote|hybrid |in the office 3 days per week|full-time|contract|English|fluent in |German or |visa sponsorship|no |must be authorized to work|Location: |LocationOslo|Berlin, |Posted on |Feb 3, 2026|Applications are closed|Similar jobs|Requirements|Nice to have: |Go|C++|$100k - $120k|<p>|</p>|<li>|<div>|&amp;|**|# | \\| |(|)|[x](|https://a.example/senior-engineer|é|日本語|\u{1F600}|\uD800"
    .split(/(?<!\\)\|/)
    .map((word) => word.replace("\\|", "|"));
const texts = fc.oneof(
  fc.array(fc.constantFrom(...vocabulary), { maxLength: 60 }).map((words) => words.join("")),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
);
const inputs = fc.record({
  title: fc.option(texts),
  company: fc.option(fc.string({ maxLength: 30 })),
  location: fc.option(texts),
  text: texts,
  format: fc.constantFrom("plain", "markdown", "html"),
} as const);

describe("read, of any text", () => {
  it("never throws, answers alike twice, and shows words that stand where it says", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const reading = read(input);

        expect(read(input)).toEqual(reading);
        for (const { origin, start, end, quote } of reading.evidence) {
          const string =
            origin === "text"
              ? reading.text
              : origin === "source" || origin === "correction"
                ? quote
                : (input[origin] ?? "");
          expect(string.slice(start, end)).toBe(quote);
          expect(quote).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads each posting as if there were no other, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 2, maxLength: 4 }), (several) => {
        const forwards = several.map(read);
        const backwards = several.toReversed().map(read).toReversed();

        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 60 },
    );
  });

  it("cuts its lines out of its text, in order", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { text, lines } = documentOf(input);

        let before = 0;
        for (const line of lines) {
          expect(text.slice(line.start, line.end)).toBe(line.content);
          expect(line.start).toBeGreaterThanOrEqual(before);
          before = line.end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      "postings after one another",
      "We are looking for a Senior Engineer in Oslo. Remote is fine.\n- Go and Rust\nNice to have: C++\n",
    ],
    ["one line without end", "Senior Engineer at Nordwind, fluent in English or German, "],
    ["one word without end", "a"],
    ["open brackets", "[("],
    ["capitals", "A "],
    ["tags", "<b><li>"],
  ])("takes time in proportion to the length: %s", (_kind, unit) => {
    const timeOf = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      // Of the processor, not of the clock: others may be at work on the machine.
      const start = process.cpuUsage();
      documentOf(anInput({ text, format: unit.startsWith("<") ? "html" : "plain" }));
      read(anInput({ text, format: unit.startsWith("<") ? "html" : "plain" }));
      return process.cpuUsage(start).user / 1000;
    };
    timeOf(20_000);

    const small = timeOf(50_000);
    const large = timeOf(200_000);

    expect(large).toBeLessThan(small * 8 + 300);
  });
});

const seeds = new URL("../../../../shared/eval/seeds.jsonl", import.meta.url);
const seedLabels = new URL("../../../../shared/eval/seeds.labels.jsonl", import.meta.url);
const hasSeeds = existsSync(seeds) && existsSync(seedLabels);

describe.skipIf(!hasSeeds)(
  `read, of the four raw pages${hasSeeds ? "" : " (skipped: ../shared/eval is missing)"}`,
  () => {
    interface Row {
      readonly id: string;
      readonly corpus: string;
      readonly title: string | null;
      readonly company: string | null;
      readonly location: string | null;
      readonly text: string;
    }
    const rowsOf = <Value>(file: URL): Value[] =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Value);
    const labels = hasSeeds ? rowsOf<{ readonly id: string }>(seedLabels) : [];
    const rows = hasSeeds ? rowsOf<Row>(seeds) : [];

    it.each(rows.map((row) => [row.id, row] as const))(
      "agrees with the people who read %s, in every field that they labelled",
      (id, row) => {
        const { tools: _, ...label } = labelOf(id, row.corpus, read({ ...row, format: "plain" }));

        const inOrder = (value: unknown): unknown =>
          Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value;
        const canonical = (object: object): object =>
          Object.fromEntries(Object.entries(object).map(([key, value]) => [key, inOrder(value)]));
        expect(canonical(label)).toEqual(canonical(labels.find((each) => each.id === id) ?? {}));
      },
    );
  },
);
