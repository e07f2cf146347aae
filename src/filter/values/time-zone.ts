import { nearestWord } from "../query-error.ts";
import type { Setting } from "./setting.ts";

/** By lower-case name and, where it is the only one, by lower-case city: `europe/berlin`, `berlin`. */
const zones = knownZones(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/** A zone of the IANA database. Offsets such as `+02:00` are not zones: they know no summer time. */
export const timeZone: Setting<string> = {
  kind: "setting",
  expected: "a time zone such as Europe/Berlin",
  read(word) {
    const plain = word.trim().toLowerCase().replaceAll(" ", "_");
    return zones.get(plain) ?? aliasOf(plain);
  },
  print: (zone) => zone,
  suggest: (word) => {
    const nearest = nearestWord(word, zones.keys());
    return nearest === undefined ? undefined : zones.get(nearest);
  },
  complete(prefix, limit) {
    const plain = prefix.toLowerCase().replaceAll(" ", "_");
    const found = new Set<string>();
    for (const [spelling, zone] of zones) if (spelling.startsWith(plain)) found.add(zone);
    return [...found].slice(0, limit).map((word) => ({ word, detail: "" }));
  },
};

function knownZones(names: readonly string[]): ReadonlyMap<string, string> {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const cities = Map.groupBy(names, (name) => name.slice(name.lastIndexOf("/") + 1).toLowerCase());
  for (const [city, [zone, ...others]] of cities) {
    if (zone !== undefined && others.length === 0 && !known.has(city)) known.set(city, zone);
  }
  return known;
}

const areas = /^(?:africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific)\//;

/** Names that the platform knows without listing them: `Asia/Kolkata` as it is, `US/Pacific` by what it stands for. */
function aliasOf(word: string): string | undefined {
  if (!/^[a-z]+(?:[/_-][a-z0-9+_-]+)*$/.test(word)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: word }).resolvedOptions();
    return areas.test(word) ? word.replace(/(?<=^|[/_-])[a-z]/g, (letter) => letter.toUpperCase()) : timeZone;
  } catch {
    return undefined;
  }
}
