/** What a posting is: the fields of a reading, the words that they rest on, and what a source hands over. */

export const roles = [
  "backend",
  "frontend",
  "fullstack",
  "mobile",
  "infrastructure",
  "sre",
  "devops",
  "cloud",
  "security",
  "networking",
  "database",
  "embedded",
  "hardware",
  "robotics",
  "game",
  "data-engineering",
  "data-science",
  "analytics",
  "machine-learning",
  "research",
  "quant",
  "qa",
  "software",
  "architect",
  "engineering-management",
  "it-support",
  "solutions",
  "developer-relations",
  "technical-writing",
  "product",
  "project",
  "design",
  "marketing",
  "sales",
  "customer",
  "finance",
  "legal",
  "people",
  "operations",
  "healthcare",
  "education",
  "other",
] as const;
export type Role = (typeof roles)[number];

export const levels = ["intern", "junior", "mid", "senior", "staff", "manager", "director", "executive"] as const;
export type Level = (typeof levels)[number];

export const employments = ["full-time", "part-time", "contract", "internship", "temporary"] as const;
export type Employment = (typeof employments)[number];

export const modes = ["remote", "hybrid", "onsite"] as const;
export type Mode = (typeof modes)[number];

export const payPeriods = ["year", "month", "week", "day", "hour"] as const;
export type PayPeriod = (typeof payPeriods)[number];

/** A place where the work can be done. `city` and `region` in English; `country` is ISO 3166-1 alpha-2. */
export interface Place {
  readonly city: string | null;
  /** State or province, only for US, CA (two letters), AU, BR and IN. */
  readonly region: string | null;
  readonly country: string | null;
}

/** Base pay as stated, in whole units of its own currency and period; never converted. An open end is null. */
export interface Pay {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string;
  readonly period: PayPeriod;
}

/** What a posting says. An empty list or null: it does not say. */
export interface Facts {
  readonly title: string | null;
  readonly company: string | null;
  readonly roles: readonly Role[];
  readonly levels: readonly Level[];
  readonly employment: readonly Employment[];
  readonly modes: readonly Mode[];
  readonly places: readonly Place[];
  /** Where a remote worker may be: ISO countries or words such as `worldwide`, `europe`, `eu`, `us-timezones`. */
  readonly remoteFrom: readonly string[];
  /** Programming languages by canonical name, required and optional alike. */
  readonly languages: readonly string[];
  /** The subset of `languages` that is only nice to have. */
  readonly languagesOptional: readonly string[];
  /** Frameworks, databases, platforms and products by canonical name. */
  readonly tools: readonly string[];
  readonly pay: Pay | null;
  readonly closed: boolean;
  /** `YYYY-MM-DD`, when the text states a full date. */
  readonly posted: string | null;
  /** ISO 639-1 codes of the human languages required of the worker. */
  readonly spoken: readonly string[];
  /** ISO 639-1 code of the language that the text is written in. */
  readonly written: string | null;
  readonly visa: "yes" | "no" | null;
}
export type Field = keyof Facts;

/** Where evidence stands: in one of the given strings, in a structured field of the source, or in what a person has corrected. */
export type EvidenceOrigin = "title" | "company" | "location" | "text" | "source" | "correction";

/**
 * The words that one value rests on. `start` and `end` count UTF-16 units in the named string, and
 * `string.slice(start, end) === quote`; for `source` and `correction` they are 0 and the quote's length.
 */
export interface Evidence {
  readonly field: Field;
  /** The value that it supports, printed (`Go`, `Belgrade, RS`, `100000-150000 USD/year`). */
  readonly value: string;
  readonly origin: EvidenceOrigin;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** Name of the rule that decided, for `read` and for people who mend rules. */
  readonly rule: string;
}

/** Facts with the words that they rest on. */
export interface Reading {
  /** Of the reader that made it: a newer reader may read a stored posting again. */
  readonly version: number;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
}

/** What there is to read. `text` is plain text, Markdown or HTML, as `format` says. */
export interface ReadingInput {
  readonly title: string | null;
  readonly company: string | null;
  readonly location: string | null;
  readonly text: string;
  readonly format: "plain" | "markdown" | "html";
  /** When it was fetched, milliseconds since the epoch: what "3 days ago" counts from; without it such words say nothing. */
  readonly fetchedAt?: number;
  /** What the source states in fields of its own: it wins over what the text says. */
  readonly stated?: Partial<Facts>;
}

/** One posting as a source hands it over, before it is read. */
export interface SourcedPosting extends ReadingInput {
  /** The source's own id, stable from poll to poll. */
  readonly externalId: string;
  /** Where a person reads the whole posting, http(s); null where there is none. */
  readonly url: string | null;
  readonly applyUrl?: string;
  /** When the source says that it was published, milliseconds since the epoch; for display only. */
  readonly publishedAt?: number;
}

/** A posting that we keep. Times are milliseconds since the epoch. */
export interface Posting {
  readonly id: string;
  readonly openingId: string;
  /** Key of the source, such as `ashby:perplexity`. */
  readonly source: string;
  readonly externalId: string;
  readonly url: string | null;
  readonly title: string | null;
  readonly company: string | null;
  readonly location: string | null;
  /** Plain text, already extracted from HTML. */
  readonly text: string;
  readonly reading: Reading;
  readonly publishedAt: number | null;
  /** Whom its source wants named wherever it is shown, such as `Remotive`; null where it asks for nothing. */
  readonly credit: string | null;
  /** When we first saw it: what "new" means. */
  readonly firstSeenAt: number;
  readonly closedAt: number | null;
}

/** A posting is closed when its source dropped it or when its own words say so. */
export function isClosed({ closedAt, reading }: Pick<Posting, "closedAt" | "reading">): boolean {
  return closedAt !== null || reading.facts.closed;
}
