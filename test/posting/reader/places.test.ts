import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mode, Place, ReadingInput } from "../../../src/posting/posting.ts";
import { documentOf } from "../../../src/posting/reader/document.ts";
import { readPlaces } from "../../../src/posting/reader/places.ts";

function aDocument(input: Partial<ReadingInput>) {
  return documentOf({ title: null, company: null, location: null, text: "", format: "plain", ...input });
}

/** `Berlin DE`, `Paris TX US`, `* DE`. */
function printed({ city, region, country }: Place): string {
  return [city ?? "*", region, country].filter((part) => part !== null).join(" ");
}

function read(input: Partial<ReadingInput>, modes: readonly Mode[]) {
  const { places, remoteFrom } = readPlaces(aDocument(input), modes).value;
  return { places: places.map(printed), remoteFrom };
}

describe("the given location", () => {
  test.each<[string, readonly string[]]>([
    ["Berlin", ["Berlin DE"]],
    ["berlin, germany", ["Berlin DE"]],
    ["München, Bavaria, Germany", ["Munich DE"]],
    ["Belgrade, Belgrade, Serbia | Vienna, Austria", ["Belgrade RS", "Vienna AT"]],
    ["Osaka; Kobe; Kyoto", ["Osaka JP", "Kobe JP", "Kyoto JP"]],
    ["Lyon / Paris, France", ["Lyon FR", "Paris FR"]],
    ["Denver CO USA", ["Denver CO US"]],
    ["Portland, OR", ["Portland OR US"]],
    ["Paris, TX", ["Paris TX US"]],
    ["Paris, KY", ["Paris KY US"]],
    ["Cambridge, MA", ["Cambridge MA US"]],
    ["Birmingham, Alabama", ["Birmingham AL US"]],
    ["Ontario, CA", ["Ontario CA US"]],
    ["Richmond, BC", ["Richmond BC CA"]],
    ["Austin, Tx", ["Austin TX US"]],
    ["New York, New York, United States", ["New York NY US"]],
    ["US, CA, San Diego", ["San Diego CA US"]],
    ["TX - Dallas", ["Dallas TX US"]],
    ["Nice, France", ["Nice FR"]],
    ["Reading", ["Reading GB"]],
    ["Kenmare, Kerry, Ireland", ["Kenmare IE"]],
    ["Haifa, Haifa District, Israel", ["Haifa IL"]],
    ["Boston (Fenway), MA", ["Boston MA US"]],
    ["Poland (Warsaw, Gdansk)", ["Warsaw PL", "Gdansk PL"]],
    ["Israel, Israel", ["* IL"]],
    ["Singapore", ["Singapore SG"]],
    ["Tbilisi, Georgia", ["Tbilisi GE"]],
    ["California; Georgia; Washington", ["* CA US", "* GA US", "* WA US"]],
    ["Sydney NSW AU", ["Sydney New South Wales AU"]],
    ["Queensland, Australia", ["* Queensland AU"]],
    ["12 Quebec Avenue, Reno, NV 89501", ["Reno NV US"]],
    ["3 Locations", []],
    ["Hybrid", []],
    ["Europe", []],
  ])("%s", (location, places) => {
    expect(read({ location }, [])).toEqual({ places, remoteFrom: [] });
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["Remote", [], []],
    ["Remote - Norway", ["* NO"], ["NO"]],
    ["Remote US", ["* US"], ["US"]],
    ["US Fully Remote", ["* US"], ["US"]],
    ["Germany, remote", ["* DE"], ["DE"]],
    ["Hamburg (telecommute)", ["Hamburg DE"], ["DE"]],
    ["Remote, Austria; Remote, Spain", ["* AT", "* ES"], ["AT", "ES"]],
    ["Remote (EU or UK)", ["* GB"], ["eu", "GB"]],
    ["Lisbon, Porto or remote (EU)", ["Lisbon PT", "Porto PT"], ["eu"]],
    ["Atlanta or Remote (US)", ["Atlanta GA US", "* US"], ["US"]],
    ["Chicago, IL (or remote)", ["Chicago IL US"], []],
    ["Remote US, Seattle", ["* US", "Seattle WA US"], ["US"]],
    ["Remote, US, Seattle", ["Seattle WA US"], ["US"]],
    ["Remote - Global", [], ["worldwide"]],
    ["Remote (DACH)", [], ["AT", "CH", "DE"]],
    ["Remote (CET ±2)", [], ["eu-timezones"]],
    ["Remote, US time zones", [], ["us-timezones"]],
    ["Remote (PT preferred)", [], []],
    ["Remote - APAC", [], ["apac"]],
  ])("%s, remote", (location, places, remoteFrom) => {
    expect(read({ location }, ["remote"])).toEqual({ places, remoteFrom });
  });

  test("limits nobody who does not work remotely", () => {
    expect(read({ location: "Germany" }, ["onsite"]).remoteFrom).toEqual([]);
  });

  test("outweighs offices that the text names", () => {
    const text = "You will work with colleagues in our Paris office.";

    expect(read({ location: "Oslo", text }, []).places).toEqual(["Oslo NO"]);
  });
});

describe("head lines", () => {
  test.each<[string, readonly Mode[], readonly string[], readonly string[]]>([
    ["Gearbox | Go Engineer | Graz, Austria | Onsite", ["onsite"], ["Graz AT"], []],
    ["Gearbox | Go Engineer | SF, NYC | Full-time", [], ["San Francisco CA US", "New York NY US"], []],
    ["Gearbox | Go Engineer | Canada | Remote", ["remote"], ["* CA"], ["CA"]],
    ["Gearbox | Go Engineer | Ghent or Remote EU hours", ["remote", "onsite"], ["Ghent BE"], ["eu-timezones"]],
    ["Gearbox | Stowe, Vermont (USA) | Onsite", ["onsite"], ["Stowe VT US"], []],
    ["Orange | Mobile Engineer | Nice, France", [], ["Nice FR"], []],
    ["Gearbox | iOS | Mobile | Remote", ["remote"], [], []],
    ["Gearbox | REMOTE | $120k", ["remote"], [], []],
    ["Gearbox | Remote (from Portugal)", ["remote"], ["* PT"], ["PT"]],
  ])("%s", (text, modes, places, remoteFrom) => {
    expect(read({ text }, modes)).toEqual({ places, remoteFrom });
  });

  test("reads the openings that a line lists in brackets", () => {
    const text = "Gearbox | Several roles\nAccountant (Ottawa, Ontario)\nRust Engineer (Remote, Europe)";

    expect(read({ text }, ["remote"])).toEqual({ places: ["Ottawa ON CA"], remoteFrom: ["europe"] });
  });
});

describe("prose", () => {
  test.each<[string, readonly string[]]>([
    ["The internship requires presence in the Zagreb office.", ["Zagreb HR"]],
    ["This role is based in Turin or Milan.", ["Turin IT", "Milan IT"]],
    [
      "The position is located in our Reno, NV, Boise, ID, and New York, NY offices.",
      ["Reno NV US", "Boise ID US", "New York NY US"],
    ],
    ["You must be able to relocate and work on site in Palo Alto, CA.", ["Palo Alto CA US"]],
    ["Based in Warsaw or Kraków, hybrid.", ["Warsaw PL", "Krakow PL"]],
    ["Based in Oslo, Gearbox builds gears.", []],
    ["Procuramos alguém para o nosso escritório no Porto.", ["Porto PT"]],
    ["Wir suchen in Leipzig für unser Team Verstärkung.", ["Leipzig DE"]],
    ["Available locations: Osaka or Tokyo, Japan", ["Osaka JP", "Tokyo JP"]],
    ["You will be reading logs and the most nice code of our mobile app.", []],
    ["Our customers are in Paris, Rome and Athens.", []],
    ["We were founded in Dublin in 2012.", []],
    ["The company has 300 people based in London and Kyoto.", []],
    ["The base salary for candidates located in California or New York is 200k.", []],
    ["We are hiring for Spring 2027.", []],
    ["Headquarters: Paris, France", []],
  ])("%s", (sentence, places) => {
    const text = `Gearbox builds gears for everybody.\n\nAbout the role\n${sentence}`;

    expect(read({ text }, []).places).toEqual(places);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["You must be based in Germany.", ["* DE"], ["DE"]],
    ["This role is remote within the EU.", [], ["eu"]],
    ["We are open to candidates based in Spain or Portugal.", ["* ES", "* PT"], ["ES", "PT"]],
    ["Our remote team is spread over Canada.", [], []],
    ["You must overlap with US Eastern time by four hours.", [], ["us-timezones"]],
    ["All roles remote (US/Canada).", ["* US", "* CA"], ["US", "CA"]],
  ])("%s, remote", (sentence, places, remoteFrom) => {
    const text = `Gearbox builds gears for everybody.\n\nAbout the role\n${sentence}`;

    expect(read({ text }, ["remote"])).toEqual({ places, remoteFrom });
  });
});

describe("labels", () => {
  test.each<[string, readonly string[]]>([
    ["Location: Verona or Bologna (hybrid)", ["Verona IT", "Bologna IT"]],
    ["Location: Tiny Village, Austria", ["Tiny Village AT"]],
    ["Locations\nUtrecht, Netherlands", ["Utrecht NL"]],
  ])("%s", (text, places) => {
    expect(read({ text }, []).places).toEqual(places);
  });
});

describe("namesakes", () => {
  test("are decided by the country that the posting names", () => {
    expect(read({ location: "Toronto, Canada; London, Ontario" }, []).places).toEqual([
      "Toronto ON CA",
      "London ON CA",
    ]);
    expect(read({ location: "San Jose; Heredia, Costa Rica" }, []).places).toEqual(["San José CR", "Heredia CR"]);
  });
});

describe("evidence", () => {
  test("quotes the words of every value", () => {
    const document = aDocument({ location: "Remote (EU or UK)", text: "Nothing here." });

    const { evidence } = readPlaces(document, ["remote"]);

    expect(evidence.map(({ field, value, quote, rule }) => [field, value, quote, rule])).toEqual([
      ["places", "GB", "UK", "given-location"],
      ["remoteFrom", "eu", "EU", "given-location"],
      ["remoteFrom", "GB", "UK", "given-location"],
    ]);
  });

  test("stands where it says, whatever the text", () => {
    const word = fc.constantFrom(
      "Berlin",
      "Paris, TX",
      "remote",
      "(",
      ")",
      "|",
      "or",
      "in the",
      "based in",
      "office",
      "US",
      ",",
      "\n",
      "Ünïx",
    );
    const words = fc.array(word, { maxLength: 30 }).map((list) => list.join(" "));

    fc.assert(
      fc.property(words, fc.option(words), (text, location) => {
        const document = aDocument({ text, location });

        for (const { origin, start, end, quote } of readPlaces(document, ["remote"]).evidence) {
          const string = origin === "location" ? document.location : document.text;
          expect(string?.slice(start, end)).toBe(quote);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(["candidate based in Berlin, (Remote, Foo Bar, ", "| Berlin ", "in our office (", "Paris (Lyon) "])(
    "takes time in proportion to a text of %j",
    (words) => {
      const text = words.repeat(200_000 / words.length);

      const started = performance.now();
      read({ text, location: text }, ["remote"]);

      expect(performance.now() - started).toBeLessThan(3_000);
    },
  );
});
