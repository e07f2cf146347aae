/** Reads a posting: the one public entrance to the field readers. */
import type { Evidence, Facts, Field, Reading, ReadingInput } from "../posting.ts";
import { readClosed } from "./closed.ts";
import { readCompany } from "./company.ts";
import { documentOf } from "./document.ts";
import { readEmployment } from "./employment.ts";
import type { FieldReader } from "./field.ts";
import { readLanguages } from "./languages.ts";
import { readLevels } from "./levels.ts";
import { readModes } from "./modes.ts";
import { readPay } from "./pay.ts";
import { readPlaces } from "./places.ts";
import { readPosted } from "./posted.ts";
import { readRoles } from "./roles.ts";
import { readSpoken } from "./spoken.ts";
import { readTitle } from "./title.ts";
import { readTools } from "./tools.ts";
import { readVisa } from "./visa.ts";
import { readWritten } from "./written.ts";

/** Raised with every change that reads a posting differently: `reread` reads stored postings of a lower version again. */
export const readerVersion = 3;

/** The fields that need nothing but the document. */
const readers = {
  title: readTitle,
  company: readCompany,
  employment: readEmployment,
  modes: readModes,
  closed: readClosed,
  posted: readPosted,
  tools: readTools,
  spoken: readSpoken,
  written: readWritten,
  visa: readVisa,
} satisfies { readonly [Name in Field]?: FieldReader<Facts[Name]> };

/** A reading, with the plain text in which its evidence of origin `text` counts. */
export interface ReadPosting extends Reading {
  readonly text: string;
}

/**
 * Everything that a posting says, with proof. Facts that the source states win over those that the text does. Pure and
 * linear in the length of the text; never throws, whatever the text.
 */
export function read(input: ReadingInput): ReadPosting {
  const document = documentOf(input);
  const title = readers.title(document);
  const company = readers.company(document);
  const employment = readers.employment(document);
  const modes = readers.modes(document);
  const closed = readers.closed(document);
  const posted = readers.posted(document);
  const spoken = readers.spoken(document);
  const written = readers.written(document);
  const visa = readers.visa(document);
  const places = readPlaces(document, modes.value);
  const pay = readPay(document, places.value.places);
  const roles = readRoles(document, title.value);
  const levels = readLevels(document, title.value);
  const languages = readLanguages(document);
  const tools = readers.tools(document);
  const facts: Facts = {
    title: title.value,
    company: company.value,
    roles: roles.value,
    levels: levels.value,
    employment: employment.value,
    modes: modes.value,
    ...places.value,
    ...languages.value,
    tools: tools.value,
    pay: pay.value,
    closed: closed.value,
    posted: posted.value,
    spoken: spoken.value,
    written: written.value,
    visa: visa.value,
  };
  const founds = [
    title,
    company,
    roles,
    levels,
    employment,
    modes,
    places,
    languages,
    tools,
    pay,
    closed,
    posted,
    spoken,
    written,
    visa,
  ];
  const evidence = founds.flatMap((found) => found.evidence);
  return { ...withStated({ version: readerVersion, facts, evidence }, input.stated ?? {}), text: document.text };
}

/** The source's own facts over the text's, each with itself as its evidence. */
function withStated(reading: Reading, stated: Partial<Facts>): Reading {
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  const fields = new Set(Object.keys(given));
  return {
    ...reading,
    facts: { ...reading.facts, ...given },
    evidence: [...reading.evidence.filter(({ field }) => !fields.has(field)), ...statedEvidence(given)],
  };
}

function statedEvidence(stated: Partial<Facts>): Evidence[] {
  return (Object.keys(stated) as Field[]).flatMap((field) => {
    const value: unknown = stated[field];
    const values: readonly unknown[] = Array.isArray(value) ? value : value === null || value === false ? [] : [value];
    return values.map((value): Evidence => {
      const quote = typeof value === "string" ? value : JSON.stringify(value);
      return { field, value: quote, origin: "source", start: 0, end: quote.length, quote, rule: "stated" };
    });
  });
}
