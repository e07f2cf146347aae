/** Names under which job sites carry the words of a search in their addresses, the most telling first. */
const wordNames = [
  "q",
  "query",
  "keywords",
  "keyword",
  "what",
  "search",
  "searchTerm",
  "k",
  "term",
  "sc.keyword",
] as const;
const placeNames = ["l", "location", "where", "loc", "place", "city", "w", "rb"] as const;

/** Sites whose searches are of jobs; on others `q` may be anything, and `jobs.lever.co` is no site of that name but a board. */
const jobSites =
  /(?:^|\.)(?:indeed|linkedin|glassdoor|ziprecruiter|monster|stepstone|reed|totaljobs|dice|simplyhired|adzuna|jooble|careerjet|xing|infojobs|pracuj|justjoin|nofluffjobs|remotive|remoteok|weworkremotely|himalayas|wellfound|otta|welcometothejungle|builtin|jobicy|arbeitnow|hnrss|seek|naukri|jobindex|finn|jobs)\.(?:[a-z]{2,6}|com?\.[a-z]{2})$/i;
/** What asks for nothing: where somebody came from, what they look at, how it is sorted. */
const housekeeping =
  /^(?:utm_\w+|trk\w*|tracking\w*|refid|ref|position|page\w*|start|sort\w*|origin\w*|currentjobid|from|vjk|jk|tk|hl|gl|format|session\w*|alertid|src|source|typed\w+|suggest\w+|loct)$/i;
/** Places by their numbers, which say nothing to us. */
const placeIds = /^(?:geoid|locid)$/i;

const modes: Readonly<Record<string, string>> = { "1": "onsite", "2": "remote", "3": "hybrid" };
const levels: Readonly<Record<string, string>> = {
  "1": "intern",
  "2": "junior",
  "4": "senior",
  "5": "director",
  "6": "executive",
};
const types: Readonly<Record<string, string>> = {
  f: "full-time",
  fulltime: "full-time",
  p: "part-time",
  parttime: "part-time",
  c: "contract",
  contract: "contract",
  i: "internship",
  internship: "internship",
  t: "temporary",
  temporary: "temporary",
};

const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  f_WT: modes,
  f_E: levels,
  f_JT: types,
  jt: types,
};

/** What the address of a job search asks for. */
export interface AlertAddress {
  /** In the filter language and in plain words: `rust engineer location:Berlin`. */
  readonly query: string;
  /** Of what it asks for, that which is not understood: `radius=50`. */
  readonly unread: readonly string[];
}

/** @returns undefined where it is no search, or none that says what is wanted. */
export function readAlertAddress(address: string): AlertAddress | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!jobSites.test(url.hostname)) return undefined;
  const words = first(url, wordNames);
  const place = first(url, placeNames);
  const wanted = words?.value ?? wordsOfPath(url);
  if (wanted === undefined && place === undefined) return undefined;
  const isRemote = place !== undefined && /^remote$/i.test(place.value);
  const query = [
    wanted,
    place === undefined || isRemote ? undefined : `location:"${place.value}"`,
    ...clause("mode", listed(url, "f_WT"), isRemote ? ["remote"] : []),
    ...clause("level", listed(url, "f_E")),
    ...clause("type", listed(url, "f_JT"), listed(url, "jt")),
  ]
    .filter((part) => part !== undefined)
    .join(" ");
  const isRead = (name: string, value: string) =>
    value.trim() === "" ||
    housekeeping.test(name) ||
    (place !== undefined && placeIds.test(name)) ||
    name === words?.name ||
    name === place?.name ||
    valuesOf(value).every((one) => lists[name]?.[one] !== undefined);
  const unread = [...url.searchParams].flatMap(([name, value]) => (isRead(name, value) ? [] : `${name}=${value}`));
  return { query, unread };
}

function first({ searchParams }: URL, names: readonly string[]): { name: string; value: string } | undefined {
  for (const name of names) {
    const value = searchParams
      .get(name)
      ?.replace(/["\s]+/g, " ")
      .trim();
    if (value !== undefined && value !== "") return { name, value };
  }
  return undefined;
}

/** `/remote-rust-jobs` and `/jobs/rust-developer` say it in their path. */
function wordsOfPath({ pathname }: URL): string | undefined {
  const slug = /^\/(?:jobs\/)?(?<slug>[a-z+#-]+?)-jobs\/?$/i.exec(pathname)?.groups?.["slug"];
  return slug?.replaceAll("-", " ");
}

function listed({ searchParams }: URL, name: string): readonly string[] {
  return valuesOf(searchParams.get(name) ?? "").flatMap((value) => lists[name]?.[value] ?? []);
}

function valuesOf(value: string): readonly string[] {
  return value.toLowerCase().split(",");
}

function clause(key: string, ...values: readonly (readonly string[])[]): readonly string[] {
  const all = [...new Set(values.flat())];
  return all.length === 0 ? [] : [`${key}:${all.join(",")}`];
}
