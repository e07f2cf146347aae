import { createHash } from "node:crypto";
import type { Facts, Place } from "./posting.ts";
import { fold } from "./vocabulary/vocabulary.ts";

/** Look-alikes (0/o, 1/i/l) and `u` are left out: ids are read aloud and typed. */
const alphabet = "23456789abcdefghjkmnpqrstvwxyz";

/** A posting's own id: short, stable across data folders, the same whenever the same source names the same posting. */
export function postingId(sourceKey: string, externalId: string): string {
  return shortHash(`${sourceKey}\n${externalId}`, 12);
}

/** How a posting is named to people: the beginning of its id, long enough to mean one posting. */
export function postingReference(id: string): string {
  return id.slice(0, 7);
}

/**
 * The keys by which one real-world opening is known again, on another source or posted anew: the same company with the
 * same title and places, or the same address with the same title. Never the title alone, and two cities of one title
 * are two openings; an address alone is not enough either, since many boards give every posting one careers page.
 *
 * @param text Plain text; it stands in for the places where the posting names none.
 * @param addresses Where to read it and where to apply.
 */
export function openingKeys(facts: Facts, text: string, addresses: readonly string[]): readonly string[] {
  const title = facts.title === null ? "" : normaliseTitle(facts.title);
  if (title === "") return [`text:${shortHash(foldWords(text), 24)}`];
  const where =
    facts.places.length + facts.remoteFrom.length > 0
      ? [...facts.places.map(printPlace), ...facts.remoteFrom, ...facts.modes.filter((mode) => mode === "remote")]
          .sort()
          .join(";")
      : `?${shortHash(foldWords(text), 24)}`;
  const company = facts.company === null ? "" : fold(facts.company);
  const keys = company === "" ? [] : [`opening:${shortHash(`${company}|${title}|${where}`, 24)}`];
  for (const address of addresses) {
    const normal = normaliseAddress(address);
    if (normal !== undefined) keys.push(`address:${shortHash(`${normal}|${title}`, 24)}`);
  }
  return keys.length > 0 ? keys : [`text:${shortHash(foldWords(text), 24)}`];
}

/** Hash of all that is shown or matched, to tell a changed posting from one seen again. */
export function contentHash(parts: readonly (string | null | undefined)[]): string {
  return shortHash(JSON.stringify(parts), 24);
}

/** A title without the noise that differs from board to board: brackets such as (m/f/d), requisition ids, punctuation. */
function normaliseTitle(title: string): string {
  return foldWords(
    title.replace(/\((?:[mfwdx]\s*[/|,]\s*)+[mfwdx]\)|\bR-?\d{3,}\b/gi, " ").replace(/\((?:all genders|gn)\)/gi, " "),
  );
}

function printPlace({ city, region, country }: Place): string {
  return [city, region, country].map((part) => fold(part ?? "")).join(",");
}

function foldWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}

const identifyingParameters = ["gh_jid", "ashby_jid", "jid", "job", "jobid", "job_id", "id", "p", "lever-id", "reqid"];

/** An address without what differs from visit to visit: scheme, `www`, tracking parameters, fragment, final slash. */
function normaliseAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const kept = [...url.searchParams].filter(([name]) => identifyingParameters.includes(name.toLowerCase()));
  const query = kept
    .map(([name, value]) => `${name.toLowerCase()}=${value}`)
    .sort()
    .join("&");
  return `${url.host.replace(/^www\./, "")}${url.pathname.replace(/\/+$/, "")}?${query}`;
}

function shortHash(text: string, length: number): string {
  const bytes = createHash("sha256").update(text).digest();
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join("");
}
