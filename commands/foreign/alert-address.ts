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
const placeNames = ["l", "location", "where", "loc", "place", "city", "locT", "w", "rb"] as const;

/** Sites whose searches are of jobs; on others `q` may be anything. */
const jobSites =
  /(?:^|\.)(?:indeed|linkedin|glassdoor|ziprecruiter|monster|stepstone|reed|totaljobs|dice|simplyhired|adzuna|jooble|careerjet|xing|infojobs|pracuj|justjoin|nofluffjobs|remotive|remoteok|weworkremotely|himalayas|wellfound|otta|welcometothejungle|builtin|jobicy|arbeitnow|hnrss|seek|naukri|jobindex|finn|jobs)\.[a-z.]+$/i;

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

/**
 * What the address of a job search asks for, in the filter language and in plain words: `rust engineer location:Berlin`.
 *
 * @returns undefined where it is no search, or none that says what is wanted.
 */
export function readAlertAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!jobSites.test(url.hostname)) return undefined;
  const words = first(url, wordNames) ?? wordsOfPath(url);
  const place = first(url, placeNames);
  if (words === undefined && place === undefined) return undefined;
  const isRemote = place !== undefined && /^remote$/i.test(place);
  return [
    words,
    place === undefined || isRemote ? undefined : `location:"${place}"`,
    ...clause("mode", listed(url, "f_WT", modes), isRemote ? ["remote"] : []),
    ...clause("level", listed(url, "f_E", levels)),
    ...clause("type", listed(url, "f_JT", types), listed(url, "jt", types)),
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

function first({ searchParams }: URL, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = searchParams
      .get(name)
      ?.replace(/["\s]+/g, " ")
      .trim();
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** `/remote-rust-jobs` and `/jobs/rust-developer` say it in their path. */
function wordsOfPath({ pathname }: URL): string | undefined {
  const slug = /^\/(?:jobs\/)?(?<slug>[a-z+#-]+?)-jobs\/?$/i.exec(pathname)?.groups?.["slug"];
  return slug?.replaceAll("-", " ");
}

function listed({ searchParams }: URL, name: string, known: Readonly<Record<string, string>>): readonly string[] {
  const values = searchParams.get(name)?.toLowerCase().split(",") ?? [];
  return values.flatMap((value) => known[value] ?? []);
}

function clause(key: string, ...values: readonly (readonly string[])[]): readonly string[] {
  const all = [...new Set(values.flat())];
  return all.length === 0 ? [] : [`${key}:${all.join(",")}`];
}
