/** Feeds print who hires into the title: `Nordwind: Engineer`, `Engineer at Nordwind`, `Engineer — Nordwind`. */
import { plainName } from "./company-words.ts";
import type { Document } from "./document.ts";
import { namesRole } from "./title-words.ts";
import { matchesOf } from "./phrases.ts";

export interface GivenTitle {
  readonly title: string;
  /** Where in the title as given the name stands; null where it holds none. */
  readonly company: { readonly name: string; readonly start: number } | null;
}

const longestName = 60;

/** The given title without the company, which is looked for only where the source states none. Null without a title. */
export function givenTitleOf(document: Document): GivenTitle | null {
  const { title, company } = document;
  if (title === null) return null;
  const found = company === null ? named(document, title) : undefined;
  return found ?? { title, company: null };
}

function named(document: Document, title: string): GivenTitle | undefined {
  const before = /^(\p{Lu}[^:]{1,58}): (?=\S)/u.exec(title)?.[1];
  if (
    before !== undefined &&
    namesRole(title.slice(before.length)) &&
    isCompany(before) &&
    isMentioned(document, before)
  )
    return { title: title.slice(before.length + 2), company: { name: before, start: 0 } };
  const marks = matchesOf(/ (at|@|—|–|-|\|) (?=\S)/g, title).at(-1);
  if (marks === undefined) return undefined;
  const role = title.slice(0, marks.index);
  const start = marks.index + marks[0].length;
  const name = title.slice(start).trim();
  const isSaid = marks[1] === "at" || marks[1] === "@" || isMentioned(document, name);
  return isSaid && namesRole(role) && isCompany(name) ? { title: role, company: { name, start } } : undefined;
}

function isCompany(name: string): boolean {
  return name.length <= longestName && plainName(name) === name && !namesRole(name) && /\p{Lu}/u.test(name);
}

/** Whether the text writes its first word as a name, or an address holds it: a department is seldom named so. */
function isMentioned({ text }: Document, name: string): boolean {
  const first = /^[\p{L}\p{N}]+/u.exec(name)?.[0] ?? "";
  if (first.length < 3) return false;
  const address = new RegExp(`(?:https?://|@|www\\.)[\\w.-]*${first}`, "i");
  const subject = new RegExp(
    `(?:^|[.!?:(] |\\n)(?:The )?${first}[^.!?\\n]{0,40}(?: is| are| has|\\)|,)|(?<![\\p{L}\\p{N}])${first}['’]s?(?![\\p{L}])|(?:at|join) ${first}`,
    "u",
  );
  const isInstitution = /universit|institut|college|laborator|\b(?:inc|ltd|gmbh|llc|bank)\b/i.test(name);
  return (
    text.startsWith(`${name} ·`) || address.test(text) || (text.includes(name) && (isInstitution || subject.test(text)))
  );
}
