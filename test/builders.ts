/** Postings and readings for tests: a whole one, of which a test names only what it is about. */
import type { Evidence, Facts, Posting, Reading, SourcedPosting } from "../src/posting/posting.ts";
import type { PostingDraft } from "../src/storage/posting-store.ts";

/** The moment that the builders take for now. */
export const testNow = Date.UTC(2026, 4, 20, 9);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

const silentFacts: Facts = {
  title: null,
  company: null,
  roles: [],
  levels: [],
  employment: [],
  modes: [],
  places: [],
  remoteFrom: [],
  languages: [],
  languagesOptional: [],
  tools: [],
  pay: null,
  closed: false,
  posted: null,
  spoken: [],
  written: null,
  visa: null,
};

/** A reading that says nothing but what is given. */
export function aReading(facts: Partial<Facts> = {}, evidence: readonly Evidence[] = []): Reading {
  return { version: 1, facts: { ...silentFacts, ...facts }, evidence };
}

/** Proof by the words of the text, wherever they stand in it. */
export function anEvidence(evidence: Pick<Evidence, "field" | "value" | "quote"> & Partial<Evidence>): Evidence {
  return { origin: "text", start: 0, end: evidence.quote.length, rule: "test", ...evidence };
}

/** An open posting of a backend engineer in Belgrade, first seen two days before `testNow`. */
export function aPosting({
  facts,
  evidence,
  ...posting
}: Partial<Posting> & { readonly facts?: Partial<Facts>; readonly evidence?: readonly Evidence[] } = {}): Posting {
  return {
    id: "p2abc",
    openingId: "o2abc",
    source: "ashby:acme",
    externalId: "1",
    url: "https://jobs.example.org/acme/1",
    title: "Backend Engineer",
    company: "Acme",
    location: "Belgrade",
    text: "Acme builds payments. You write Go.",
    reading: aReading(
      {
        title: "Backend Engineer",
        company: "Acme",
        roles: ["backend"],
        places: [{ city: "Belgrade", region: null, country: "RS" }],
        languages: ["Go"],
        ...facts,
      },
      evidence,
    ),
    publishedAt: null,
    credit: null,
    firstSeenAt: testNow - 2 * dayMs,
    closedAt: null,
    ...posting,
  };
}

/** A posting just read, as polling hands it to the store. */
export function aDraft({
  facts,
  ...draft
}: Partial<PostingDraft> & { readonly facts?: Partial<Facts> } = {}): PostingDraft {
  return {
    id: "p2abc",
    source: "folder:x",
    externalId: "1",
    url: null,
    title: null,
    company: null,
    location: null,
    text: "Acme builds payments. You write Go.",
    reading: aReading(facts),
    publishedAt: null,
    credit: null,
    contentHash: "hash",
    openingKeys: ["key"],
    ...draft,
  };
}

/** A posting as a source hands it over. */
export function aSourced(posting: Partial<SourcedPosting> = {}): SourcedPosting {
  return {
    externalId: "1",
    url: null,
    title: "Backend Engineer",
    company: "Acme",
    location: "Belgrade",
    text: "Acme builds payments. You write Go.",
    format: "plain",
    ...posting,
  };
}
