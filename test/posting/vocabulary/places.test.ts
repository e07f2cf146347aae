import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  completePlaces,
  countriesIn,
  lineage,
  nodeOfPlace,
  placeOf,
  remoteNodes,
  resolvePlace,
} from "../../../src/posting/vocabulary/places.ts";
import { gazetteer } from "../../../src/posting/vocabulary/places/gazetteer.ts";

describe("resolvePlace", () => {
  test.each([
    ["Berlin", "berlin"],
    ["  berlin ", "berlin"],
    ["München", "munich"],
    ["Muenchen", "munich"],
    ["Beograd", "belgrade"],
    ["Београд", "belgrade"],
    ["Warszawa", "warsaw"],
    ["Kraków", "krakow"],
    ["Cracow", "krakow"],
    ["Tel Aviv-Yafo", "tel-aviv"],
    ["Raanana", "raanana"],
    ["St. Louis", "saint-louis"],
    ["NYC", "new-york"],
    ["New York", "new-york"],
    ["new york state", "new-york-state"],
    ["Bangalore", "bengaluru"],
    ["The Hague", "the-hague"],
    ["Frankfurt", "frankfurt-am-main"],
    ["Deutschland", "germany"],
    ["Holland", "netherlands"],
    ["the Netherlands", "netherlands"],
    ["U.S.", "united-states"],
    ["usa", "united-states"],
    ["UK", "united-kingdom"],
    ["Scotland", "scotland"],
    ["Bayern", "bavaria"],
    ["EU", "eu"],
    ["European Union", "eu"],
    ["latam", "latam"],
    ["anywhere", "worldwide"],
    ["Georgia", "georgia"],
    ["Singapore", "singapore"],
  ])("takes %s for %s", (word, id) => {
    const [best] = resolvePlace(word);

    expect(best?.id).toBe(id);
  });

  test.each([
    ["Paris, TX", ["paris-tx"]],
    ["Paris TX", ["paris-tx"]],
    ["Cambridge, MA", ["cambridge-ma"]],
    ["Cambridge, United Kingdom", ["cambridge"]],
    ["Georgia, US", ["georgia-us"]],
    ["Springfield, Illinois, USA", ["springfield-il"]],
    ["Portland OR USA", ["portland"]],
    ["Dublin, County Dublin, Ireland", ["dublin"]],
  ])("takes %s for %j alone", (word, ids) => {
    const found = resolvePlace(word);

    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  test.each(["", "remote", "go-to-market", "Nowhereville, Texas"])("knows no place called %j", (word) => {
    expect(resolvePlace(word)).toEqual([]);
  });

  test("lists namesakes by size", () => {
    const ids = resolvePlace("Birmingham").map(({ id }) => id);

    expect(ids.slice(0, 2)).toEqual(["birmingham", "birmingham-al"]);
  });

  test("takes every id for its own place first", () => {
    const astray = [...gazetteer().byId.keys()].filter((id) => resolvePlace(id)[0]?.id !== id);

    expect(astray).toEqual([]);
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.string(), (word) => Array.isArray(resolvePlace(word))));
  });
});

describe("ids", () => {
  test("can be printed bare in a query", () => {
    const odd = [...gazetteer().byId.keys()].filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id));

    expect(odd).toEqual([]);
  });
});

describe("lineage", () => {
  test("climbs from the city to the world", () => {
    const all = lineage("munich");

    expect([...all]).toEqual(expect.arrayContaining(["munich", "bavaria", "germany", "dach", "eu", "europe", "emea"]));
    expect(all.has("france")).toBe(false);
  });

  test("holds of unions within unions", () => {
    expect(lineage("nordics").has("europe")).toBe(true);
    expect(lineage("europe").has("eu")).toBe(false);
  });

  test("contains the place itself and the world for every place", () => {
    const lost = [...gazetteer().byId.keys()].filter((id) => !lineage(id).has(id) || !lineage(id).has("worldwide"));

    expect(lost).toEqual([]);
  });

  test("is empty for an unknown id", () => {
    expect([...lineage("numenor")]).toEqual([]);
  });
});

describe("completePlaces", () => {
  test.each([
    ["lon", "london"],
    ["ber", "berlin bergen bern"],
    ["san", "san-francisco san-antonio san-diego"],
    ["par", "paris paraguay"],
    ["new", "new-york new-delhi"],
    ["dub", "dublin dubai"],
    ["man", "manchester"],
    ["hel", "helsinki"],
    ["ger", "germany"],
    ["bos", "boston"],
  ])("puts the likeliest of %s first", (prefix, likeliest) => {
    const ids = completePlaces(prefix, 8).map(({ id }) => id);

    expect(ids.join(" ")).toMatch(new RegExp(`^${likeliest}\\b`));
    expect(ids).toHaveLength(8);
  });

  test("keeps to the limit and to the prefix", () => {
    const prefix = fc.stringMatching(/^[a-z]{1,4}$/);

    fc.assert(
      fc.property(prefix, fc.integer({ min: 0, max: 10 }), (start, limit) => {
        expect(completePlaces(start, limit).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 50 },
    );
  });
});

describe("nodeOfPlace", () => {
  test.each([
    [{ city: "Berlin", region: null, country: "DE" }, "berlin"],
    [{ city: "Paris", region: "TX", country: "US" }, "paris-tx"],
    [{ city: null, region: "CA", country: "US" }, "california"],
    [{ city: null, region: null, country: "RS" }, "serbia"],
    [{ city: "Smallville", region: "KS", country: "US" }, "kansas"],
    [{ city: "Kleinkleckersdorf", region: null, country: "DE" }, "germany"],
    [{ city: "Singapore", region: null, country: "SG" }, "singapore-city"],
  ])("finds %j at %s", (place, id) => {
    expect(nodeOfPlace(place)?.id).toBe(id);
  });

  test("is undefined for a place that says nothing", () => {
    expect(nodeOfPlace({ city: null, region: null, country: null })).toBeUndefined();
  });

  test("finds every listed city by its own place", () => {
    const cities = [...gazetteer().byId.values()].filter(
      ({ kind, population }) => kind === "city" && population > 500_000,
    );

    const astray = cities.filter((node) => {
      const place = placeOf(node);
      return place === undefined || nodeOfPlace(place)?.country !== node.country;
    });

    expect(astray).toEqual([]);
  });
});

describe("remoteNodes", () => {
  test.each([
    ["DE", "germany"],
    ["worldwide", "worldwide"],
    ["eu-timezones", "eu-timezones"],
    ["north-america", "north-america"],
  ])("finds %s at %s", (limit, id) => {
    expect(remoteNodes(limit).map((node) => node.id)).toEqual([id]);
  });

  test("finds nothing for an unknown word", () => {
    expect(remoteNodes("moon")).toEqual([]);
  });
});

describe("countriesIn", () => {
  test.each([
    ["dach", ["AT", "CH", "DE"]],
    ["benelux", ["BE", "LU", "NL"]],
    ["berlin", ["DE"]],
    ["numenor", []],
  ])("lists the countries of %s", (id, codes) => {
    expect([...countriesIn(id)].toSorted()).toEqual(codes);
  });

  test("gives the Union its 27 members", () => {
    expect(countriesIn("eu")).toHaveLength(27);
  });
});
