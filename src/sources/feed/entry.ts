/** One entry of a feed, whatever its dialect, as the fields from which a posting is made. */
import { contentHash } from "../../posting/identity.ts";
import { plainWords } from "../escaped-html.ts";
import { placeText } from "../fields.ts";
import { type HtmlSection, plainAsHtml } from "../html-sections.ts";
import { childOf, childrenOf, childText, elementsIn, markupIn, textIn, type XmlElement } from "../xml.ts";
import type { FeedEntry } from "./schema.ts";

/** First of these that there is, for what has many names. Job namespaces go before what every feed has. */
const names = {
  company: ["job_listing:company", "job:company", "joblisting:company", "company", "employer"],
  location: ["job_listing:location", "job:location", "joblisting:location", "location", "joblocation"],
  type: ["job_listing:job_type", "job:job_type", "job:type", "joblisting:jobtype", "jobtype", "job_type", "type"],
  salary: ["job_listing:salary", "job:salary", "salary"],
  published: ["pubdate", "dc:date", "published", "dcterms:created", "dcterms:issued"],
  until: ["joblisting:advertisetodatetimeutc", "expires_at", "job:expires", "job_listing:expires"],
  text: ["content:encoded", "content", "description", "summary"],
} as const;

const furtherSections: readonly (readonly [element: string, heading: string])[] = [
  ["joblisting:examplesofduties", "Duties"],
  ["joblisting:qualifications", "Qualifications"],
  ["joblisting:supplementalinformation", "Further information"],
];

/** Items of RSS and RDF, entries of Atom, in their order. */
export function entriesOf(root: XmlElement): readonly XmlElement[] {
  return [...elementsIn(root, root.name === "feed" ? "entry" : "item")];
}

/** RFC 5005: more of a feed under another address. */
export function hasNextPage(root: XmlElement): boolean {
  const holder = root.name === "feed" ? root : childOf(root, "channel");
  const links = holder === undefined ? [] : [...childrenOf(holder, "link"), ...childrenOf(holder, "atom:link")];
  return links.some(({ attributes }) => attributes["rel"] === "next");
}

export function fieldsOf(entry: XmlElement): FeedEntry {
  const link = linkOf(entry);
  const guid = childText(entry, "guid") ?? childText(entry, "id") ?? entry.attributes["rdf:about"];
  const title = plainWords(childText(entry, "title") ?? "");
  const html = htmlOf(entry);
  return {
    id: guid ?? link ?? contentHash([title, html]),
    title,
    link: link ?? addressIn(guid, entry),
    company: first(entry, names.company),
    location: locationOf(entry),
    type: first(entry, names.type),
    published: first(entry, names.published),
    until: first(entry, names.until),
    remoteStatus: childText(entry, "remotestatus"),
    pay: {
      min: childText(entry, "joblisting:minimumsalary"),
      max: childText(entry, "joblisting:maximumsalary"),
      currency: childText(entry, "joblisting:salarycurrency"),
      interval: childText(entry, "joblisting:salaryinterval"),
    },
    sections: [{ html }, ...sectionsOf(entry)],
  };
}

function first(entry: XmlElement, candidates: readonly string[]): string | undefined {
  for (const name of candidates) {
    const text = childText(entry, name);
    if (text !== undefined) return plainWords(text);
  }
  return undefined;
}

/** The page of an entry: the text of RSS's `link`, Atom's `link` that is the alternate one. */
function linkOf(entry: XmlElement): string | undefined {
  const links = childrenOf(entry, "link");
  const alternate = links.find(
    ({ attributes }) => (attributes["rel"] ?? "alternate") === "alternate" && attributes["href"],
  );
  return links.map(textIn).find((text) => text !== undefined) ?? alternate?.attributes["href"];
}

/** An id that says to be an address, or looks like one. */
function addressIn(guid: string | undefined, entry: XmlElement): string | undefined {
  const isPermaLink = childOf(entry, "guid")?.attributes["ispermalink"] !== "false";
  return isPermaLink && guid !== undefined && /^https?:\/\//i.test(guid) ? guid : undefined;
}

function htmlOf(entry: XmlElement): string {
  for (const name of names.text) {
    const element = childOf(entry, name);
    const markup = element === undefined ? "" : markupIn(element).trim();
    if (markup !== "") return element?.attributes["type"] === "text" ? plainAsHtml(markup) : markup;
  }
  return "";
}

function locationOf(entry: XmlElement): string | undefined {
  const places = [...elementsIn(entry, "tt:location")].map(
    (place) =>
      placeText(childText(place, "tt:city"), childText(place, "tt:country")) ?? childText(place, "tt:name") ?? null,
  );
  const named = places.filter((place) => place !== null);
  if (named.length > 0) return named.join(" | ");
  const parts = ["city", "state", "region", "country"].map((name) => childText(entry, name));
  return first(entry, names.location) ?? placeText(...parts) ?? undefined;
}

function sectionsOf(entry: XmlElement): readonly HtmlSection[] {
  const further = furtherSections.map(([name, heading]) => {
    const element = childOf(entry, name);
    return { heading, html: element === undefined ? "" : markupIn(element) };
  });
  return [...further, { heading: "Salary", html: first(entry, names.salary) }];
}
