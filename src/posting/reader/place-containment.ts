/** How places lie in one another, as far as it decides which of several namesakes is meant. */
import { lineage, type PlaceNode } from "../vocabulary/places.ts";
import { isEverydayWord } from "./place-words.ts";

/** Cities below these sizes are doubted when a name of one word stands alone; people name the state of a town in the US. */
const wellKnown = 60_000;
const wellKnownInUs = 100_000;
const wellKnownAbroad = 300_000;

/** Those of `nodes` that lie in one of `containers`; a state is tried before a country of the same code. */
export function within(nodes: readonly PlaceNode[], containers: readonly PlaceNode[]): readonly PlaceNode[] {
  for (const container of preferredContainers(containers.filter(({ kind }) => kind !== "city"))) {
    const inside = nodes.filter((node) => node !== container && lineage(node.id).has(container.id));
    if (inside.length > 0) return inside;
  }
  return [];
}

/** `CA` beside a city is California before Canada, `DE` Germany before Delaware. */
export function preferredContainers(nodes: readonly PlaceNode[]): readonly PlaceNode[] {
  return nodes.toSorted((a, b) => containerRank(a) - containerRank(b));
}

function containerRank(node: PlaceNode): number {
  if (node.id === "germany") return 0;
  if (isState(node)) return 1;
  return node.kind === "region" ? 3 : 2;
}

export function isRegionOrCountry(node: PlaceNode | undefined): boolean {
  return node?.kind === "region" || node?.kind === "country";
}

/** A state or province of the US or Canada, where people give it with the city. */
export function isState(node: PlaceNode): boolean {
  return node.kind === "region" && (node.country === "US" || node.country === "CA");
}

/**
 * Whether what follows a city names a state to say that a town of the same name is meant: `Paris, KY`,
 * `Quincy, Washington`. A large city of the same country is rather one of a list.
 */
export function isUnlistedNamesake(
  cities: readonly PlaceNode[],
  follower: { readonly nodes: readonly PlaceNode[]; readonly isCode: boolean },
): boolean {
  const [city] = cities;
  const [state] = follower.nodes;
  if (city === undefined || state === undefined || cities.some(({ kind }) => kind !== "city")) return false;
  if (!follower.nodes.some(isState)) return false;
  const isAbroad = city.country !== "US" && city.country !== "CA";
  return isAbroad ? isState(state) || follower.isCode : city.population < wellKnownInUs;
}

/** Whether a name alone, outside of a location field, is too weak to say that this place is meant. */
export function isDoubtful(name: string, [first]: readonly PlaceNode[]): boolean {
  if (isEverydayWord(name)) return true;
  if (first === undefined || first.kind !== "city" || name.includes(" ") || name === name.toUpperCase()) return false;
  const isOwnName = first.name.toLowerCase() === name.toLowerCase();
  const least = !isOwnName ? wellKnownAbroad : first.country === "US" ? wellKnownInUs : wellKnown;
  return first.population < least;
}
