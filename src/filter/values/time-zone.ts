import { nearestWord } from "../query-error.ts";
import type { Setting } from "./setting.ts";

/** By lower-case name and, where it is the only one, by lower-case city: `europe/berlin`, `berlin`. */
const zones = knownZones(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/**
 * What people call zones where they live, in summer and in winter. The platform takes some of these for other zones:
 * `EST` for Panama's, which knows no summer time, `BST` for that of Dhaka.
 */
const spoken: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "America/New_York": "est edt et eastern",
    "America/Chicago": "cst cdt ct central",
    "America/Denver": "mst mdt mt mountain",
    "America/Los_Angeles": "pst pdt pt pacific",
    "America/Sao_Paulo": "brt brazil",
    "Europe/London": "bst uk",
    "Europe/Lisbon": "wet west",
    "Europe/Berlin": "cet cest germany",
    "Europe/Athens": "eet eest",
    "Europe/Kyiv": "kyiv",
    "Europe/Moscow": "msk",
    "Asia/Kolkata": "ist india bangalore bengaluru mumbai delhi",
    "Asia/Singapore": "sgt",
    "Asia/Hong_Kong": "hkt",
    "Asia/Tokyo": "jst japan",
    "Asia/Seoul": "kst",
    "Australia/Sydney": "aest aedt",
    "Pacific/Auckland": "nzst nzdt",
  }).flatMap(([zone, words]) => words.split(" ").map((word) => [word, zone] as const)),
);

/** A zone of the IANA database. Offsets such as `+02:00` are not zones: they know no summer time. */
export const timeZone: Setting<string> = {
  kind: "setting",
  expected: "a time zone such as Europe/Berlin",
  read(word) {
    const plain = word.trim().toLowerCase().replaceAll(" ", "_");
    return spoken.get(plain) ?? zones.get(plain) ?? aliasOf(plain);
  },
  print: (zone) => zone,
  suggest: (word) => {
    const offset = offsetIn(word);
    if (offset !== undefined) return zoneAt(offset);
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

/** Minutes east of Greenwich: `UTC+2`, `GMT-5`, `+05:30`. */
function offsetIn(word: string): number | undefined {
  const [, sign, hours, minutes = "0"] = /^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/iu.exec(word.trim()) ?? [];
  if (hours === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

let byOffset: ReadonlyMap<number, string> | undefined;

/** The best known zone of which that is the time in winter. Looked up once, for hundreds of zones take a moment. */
function zoneAt(offset: number): string | undefined {
  byOffset ??= new Map(
    ["UTC", ...spoken.values(), ...zones.values()].toReversed().map((zone) => [winterOffset(zone), zone]),
  );
  return byOffset.get(offset);
}

/** The lesser offset of January and July: summer is in either. */
function winterOffset(zone: string): number {
  const named = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  // "GMT+05:30", and "GMT" alone for none.
  const offsets = [Date.UTC(2024, 0), Date.UTC(2024, 6)].map((time) => {
    const name = named.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
    return offsetIn(name) ?? 0;
  });
  return Math.min(...offsets);
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
