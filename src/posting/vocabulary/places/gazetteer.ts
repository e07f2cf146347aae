import { placeKey, slug } from "./key.ts";
import { namesIn, readTable } from "./table.ts";

/**
 * Stable, readable and printable bare in a query: `berlin`, `paris-tx`, `germany`, `eu`. The best known place of a name
 * has the bare name, others carry the state (US, Canada) or the country.
 */
export type PlaceId = string;
type PlaceKind = "city" | "region" | "country" | "union" | "worldwide";

/** A place at any height. */
export interface PlaceNode {
  readonly id: PlaceId;
  /** In English. */
  readonly name: string;
  readonly kind: PlaceKind;
  /** ISO 3166-1 alpha-2; null for unions and the world. */
  readonly country: string | null;
  /** The state or province as `Place.region` has it; null outside the countries that it is given for. */
  readonly region: string | null;
  /** Of a city; of a region or country the sum of its listed cities; 0 of unions. */
  readonly population: number;
  /** What contains it most narrowly: the region or country of a city, every union of a country. */
  readonly parents: readonly PlaceId[];
}

/** How a spelling belongs to a place. `code` is a country's two letters or a state's code: `DE`, `TX`. */
type Spelling = "name" | "alias" | "code";
export interface Named {
  readonly node: PlaceNode;
  readonly by: Spelling;
}

interface Gazetteer {
  readonly byId: ReadonlyMap<PlaceId, PlaceNode>;
  /** Country nodes by ISO code. */
  readonly byCountry: ReadonlyMap<string, PlaceNode>;
  /** Every place that a `placeKey` names, best first: regions, countries and unions before cities, then by population. */
  named(key: string): readonly Named[];
  /** Whether a key of several words may begin with this one. */
  isFirstWord(key: string): boolean;
  /** Every spelling, for completion. */
  keys(): Iterable<string>;
}

/** Whose states are given in `Place.region`, and whether as code or as name. */
const regionPrinting: Readonly<Record<string, "code" | "name">> = {
  US: "code",
  CA: "code",
  AU: "name",
  BR: "name",
  IN: "name",
};
/** A city's own name weighs as much as a foreign or former name of a city this many times as large. */
const nameWeight = 8;

function weigh({ node, by }: Named): number {
  if (by === "code") return node.kind === "country" ? 0 : -1;
  if (node.kind !== "city") return 1e12 + (by === "name" ? 1 : 0) + (node.kind === "region" ? -1e11 : 0);
  return (node.population + 1) * (by === "name" ? nameWeight : 1);
}

/** Countries of every union, unions within unions followed. */
function memberships(rows: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map(rows.map(([id = "", , list = ""]) => [id, list.split(" ")]));
  const expand = (id: string): string[] => members.get(id)?.flatMap(expand) ?? [id];
  return new Map([...members.keys()].map((id) => [id, new Set(expand(id))]));
}

/** The names that point to nodes. One node is the common case and is kept without a list: 100,000 lists are saved. */
class Spellings {
  readonly #nodes = new Map<string, PlaceNode | PlaceNode[]>();
  readonly #codes = new Map<string, PlaceNode[]>();
  /** With those that are written out or left away within a name: `St. Louis`, `The Hague`. */
  readonly #firstWords = new Set(["st", "ste", "mt", "ft", "the"]);
  readonly #answers = new Map<string, readonly Named[]>();

  add(key: string, node: PlaceNode): void {
    const known = this.#nodes.get(key);
    if (known === undefined) {
      this.#nodes.set(key, node);
      const space = key.indexOf(" ");
      if (space !== -1) this.#firstWords.add(key.slice(0, space));
    } else if (!Array.isArray(known)) {
      if (known !== node) this.#nodes.set(key, [known, node]);
    } else if (!known.includes(node)) known.push(node);
  }

  addCode(code: string, node: PlaceNode): void {
    const key = code.toLowerCase();
    const known = this.#codes.get(key);
    if (known === undefined) this.#codes.set(key, [node]);
    else known.push(node);
  }

  named(key: string): readonly Named[] {
    const nodes = this.#nodes.get(key);
    const codes = this.#codes.get(key);
    if (nodes === undefined && codes === undefined) return [];
    const answered = this.#answers.get(key);
    if (answered !== undefined) return answered;
    const spelled = nodes === undefined ? [] : Array.isArray(nodes) ? nodes : [nodes];
    const all = [
      ...spelled.map((node): Named => ({ node, by: placeKey(node.name) === key ? "name" : "alias" })),
      ...(codes ?? []).filter((node) => !spelled.includes(node)).map((node): Named => ({ node, by: "code" })),
    ].toSorted((a, b) => weigh(b) - weigh(a));
    this.#answers.set(key, all);
    return all;
  }

  isFirstWord(key: string): boolean {
    return this.#firstWords.has(key) || key.includes(" ");
  }

  keys(): Iterable<string> {
    return this.#nodes.keys();
  }
}

function load(): Gazetteer {
  const byId = new Map<PlaceId, PlaceNode>();
  const byCountry = new Map<string, PlaceNode>();
  const byRegion = new Map<string, PlaceNode>();
  const spellings = new Spellings();
  const add = (node: PlaceNode, key = placeKey(node.name)): PlaceNode => {
    if (byId.has(node.id)) throw new RangeError(`gazetteer: expected one place with the id ${node.id}, got two`);
    byId.set(node.id, node);
    spellings.add(key, node);
    return node;
  };
  const spell = (node: PlaceNode, others: string): void => {
    for (const other of namesIn(others)) spellings.add(placeKey(other), node);
  };
  const lists = new Map<PlaceId, readonly PlaceId[]>();
  /** Cities of one region share the list of their only parent. */
  const listOf = (id: PlaceId): readonly PlaceId[] => {
    const list = lists.get(id) ?? [id];
    lists.set(id, list);
    return list;
  };
  const cities = readTable("cities.tsv", 6);
  const people = peopleIn(cities);

  const unions = readTable("unions.tsv", 4);
  const members = memberships(unions);
  for (const [id = "", name = "", , others = ""] of unions) {
    const own = members.get(id) ?? new Set();
    const parents = [...members].filter(([other, set]) => other !== id && own.isSubsetOf(set)).map(([other]) => other);
    const kind = id === "worldwide" ? "worldwide" : "union";
    const node = add({ id, name, kind, country: null, region: null, population: 0, parents });
    spell(node, others);
    spellings.add(placeKey(id), node);
  }
  for (const [country = "", name = "", others = ""] of readTable("countries.tsv", 3)) {
    const parents = [...members].filter(([, set]) => set.has(country)).map(([id]) => id);
    const population = people.get(country) ?? 0;
    const node = add({ id: slug(name), name, kind: "country", country, region: null, population, parents });
    byCountry.set(country, node);
    spell(node, others);
    spellings.addCode(country, node);
  }
  for (const [country = "", code = "", , name = "", given = "", others = ""] of readTable("regions.tsv", 6)) {
    const id = given === "" ? slug(name) : given;
    const printing = regionPrinting[country];
    const region = printing === undefined ? null : printing === "code" ? code : name;
    const population = people.get(`${country}.${code}`) ?? 0;
    const parents = [byCountry.get(country)?.id ?? "worldwide"];
    const node = add({ id, name, kind: "region", country, region, population, parents });
    byRegion.set(`${country}.${code}`, node);
    spell(node, others);
    if (printing !== undefined) spellings.addCode(code, node);
  }
  for (const [name = "", country = "", code = "", population = "", given = "", others = ""] of cities) {
    const key = placeKey(name);
    const id = given === "" ? key.replaceAll(" ", "-") : given;
    const within = code === "" ? undefined : byRegion.get(`${country}.${code}`);
    const parents = listOf(within?.id ?? byCountry.get(country)?.id ?? "worldwide");
    const region = within?.region ?? null;
    const node = add({ id, name, kind: "city", country, region, population: Number(population), parents }, key);
    // The generator wrote these as keys already, which halves the time of loading.
    for (const other of namesIn(others)) spellings.add(other, node);
  }
  for (const [id = "", others = ""] of readTable("aliases.tsv", 2)) {
    const node = byId.get(id);
    if (node === undefined) throw new RangeError(`gazetteer: expected aliases.tsv to name known ids, got ${id}`);
    spell(node, others);
  }
  return {
    byId,
    byCountry,
    named: (key) => spellings.named(key),
    isFirstWord: (key) => spellings.isFirstWord(key),
    keys: () => spellings.keys(),
  };
}

/** People in the listed cities of every country (`DE`) and region (`US.TX`). */
function peopleIn(cities: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const people = new Map<string, number>();
  const add = (outer: string, population: number): void => {
    people.set(outer, (people.get(outer) ?? 0) + population);
  };
  for (const [, country = "", code = "", population = ""] of cities) {
    add(country, Number(population));
    if (code !== "") add(`${country}.${code}`, Number(population));
  }
  return people;
}

let loaded: Gazetteer | undefined;

/** The whole of the data, read from its files on first use (some 100 ms) and kept. */
export function gazetteer(): Gazetteer {
  loaded ??= load();
  return loaded;
}
