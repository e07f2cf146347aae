import { isDeepStrictEqual } from "node:util";
import {
  employments,
  type Evidence,
  type Facts,
  type Field,
  levels,
  modes,
  type Posting,
  roles,
} from "../../posting/posting.ts";
import { placeOf, type PlaceNode } from "../../posting/vocabulary/places.ts";
import { gazetteer } from "../../posting/vocabulary/places/gazetteer.ts";
import { printFacts } from "./print-facts.ts";
import { parseSaid, type Said } from "./said.ts";

/** One correction, as far as it decides how a posting reads. */
export interface Correction {
  /** Canonical text: `location:eu mode:remote`. */
  readonly says: string;
  /** Null where nobody else is there, or it is not known. */
  readonly authorName: string | null;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

/**
 * The posting as it reads with corrections, one after the other: each field that they change rests on them, and no longer on
 * the posting's words. What the reader has found meanwhile by itself is left as it found it, and one that closed after somebody
 * said that it is open is closed.
 */
export function corrected(posting: Posting, corrections: readonly Correction[]): Posting {
  return corrections.reduce((view, correction) => withOne(view, correction), posting);
}

function withOne(posting: Posting, correction: Correction): Posting {
  const said = parseSaid(correction.says);
  const { facts, evidence } = posting.reading;
  const stated = factsSaid(said, facts);
  const after = { ...facts, ...stated };
  const changed = new Set(fieldsOf(stated).filter((field) => !isDeepStrictEqual(facts[field], after[field])));
  const isReopened = said.status === "open" && posting.closedAt !== null && posting.closedAt <= correction.madeAt;
  if (isReopened) changed.add("closed");
  if (changed.size === 0) return posting;
  const quote = quoteOf(correction);
  const proof = [...changed].map((field): Evidence => {
    const value = printFacts(after, null)[field] ?? "";
    return { field, value, origin: "correction", start: 0, end: quote.length, quote, rule: "correction" };
  });
  return {
    ...posting,
    closedAt: isReopened ? null : posting.closedAt,
    reading: {
      ...posting.reading,
      facts: after,
      evidence: [...evidence.filter(({ field }) => !changed.has(field)), ...proof],
    },
  };
}

function fieldsOf(stated: Partial<Facts>): readonly Field[] {
  return Object.keys(stated) as Field[];
}

function quoteOf({ authorName, madeAt }: Correction): string {
  const day = new Date(madeAt).toISOString().slice(0, 10);
  return authorName === null ? `corrected on ${day}` : `corrected by ${authorName} on ${day}`;
}

/** What is said, as fields of a reading. Where the work is done decides what a place means. */
function factsSaid({ values, pay, status, nothingOf }: Said, facts: Facts): Partial<Facts> {
  const listed = <Name extends string>(key: Parameters<typeof values.get>[0], names: readonly Name[]) => {
    const said = values.get(key);
    if (said !== undefined) return names.filter((name) => said.includes(name));
    return nothingOf.has(key) ? [] : undefined;
  };
  const said = {
    roles: listed("role", roles),
    levels: listed("level", levels),
    employment: listed("type", employments),
    modes: listed("mode", modes),
    languages: values.get("lang") ?? (nothingOf.has("lang") ? [] : undefined),
    spoken: values.get("speaks") ?? (nothingOf.has("speaks") ? [] : undefined),
    tools: values.get("text"),
  };
  const work = said.modes ?? facts.modes;
  const visa = values.get("visa")?.[0];
  return {
    ...given(said),
    ...(said.languages === undefined
      ? {}
      : { languagesOptional: facts.languagesOptional.filter((name) => said.languages?.includes(name)) }),
    ...(values.has("location") || nothingOf.has("location")
      ? whereabouts(values.get("location") ?? [], work.includes("remote"))
      : said.modes === undefined || work.includes("remote")
        ? {}
        : { remoteFrom: [] }),
    ...(pay === null
      ? nothingOf.has("pay")
        ? { pay: null }
        : {}
      : { pay: { min: pay.amount, max: null, currency: pay.currency, period: pay.period } }),
    ...(visa === "yes" || visa === "no" ? { visa } : nothingOf.has("visa") ? { visa: null } : {}),
    ...(status === null ? {} : { closed: status === "closed" }),
  };
}

function given<Some extends object>(values: Some): { [Key in keyof Some]?: NonNullable<Some[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Some]?: NonNullable<Some[Key]>;
  };
}

/** Of remote work countries and what is larger are limits; what is no country or lower is never a place of its own. */
function whereabouts(ids: readonly string[], isRemote: boolean): Pick<Facts, "places" | "remoteFrom"> {
  const nodes = ids.flatMap((id) => gazetteer().byId.get(id) ?? []);
  return {
    places: nodes.flatMap((node) => placeOf(node) ?? []),
    remoteFrom: nodes.flatMap((node) => (isWide(node) || (isRemote && node.kind === "country") ? limitOf(node) : [])),
  };
}

function isWide({ country }: PlaceNode): boolean {
  return country === null;
}

function limitOf({ id, country }: PlaceNode): string {
  return country ?? id;
}

/** Of places that are said, the first that is larger than a country while the work is not remote: nobody works at it. */
export function unreachablePlace(said: Said, facts: Facts): PlaceNode | undefined {
  const work: readonly string[] = said.values.get("mode") ?? (said.nothingOf.has("mode") ? [] : facts.modes);
  if (work.includes("remote")) return undefined;
  return (said.values.get("location") ?? []).flatMap((id) => gazetteer().byId.get(id) ?? []).find(isWide);
}
