import type { PayPeriod } from "../posting/posting.ts";
import type { DeliverySettings } from "./delivery-settings.ts";

/** Keys whose values are names or words: each a canonical string that is compared by equality (or, for places, height). */
export const termKeys = [
  "role",
  "level",
  "location",
  "mode",
  "lang",
  "speaks",
  "company",
  "type",
  "visa",
  "source",
  "text",
] as const;
export type TermKey = (typeof termKeys)[number];

/** One alternative of a clause: all of its values together, `go+rust`; nearly always a single one. */
export type Alternative = readonly string[];

/**
 * What is wanted of one field: one of `any` (unless that is empty), and none of `none`.
 * The values are canonical (`Go`, `backend`, a place's id), so that an index can use them as keys.
 */
export interface TermClause {
  readonly key: TermKey;
  readonly any: readonly Alternative[];
  readonly none: readonly string[];
}

/** At least so much, in whole units or cents of its own currency. */
export interface PayFloor {
  readonly amount: number;
  readonly period: PayPeriod;
  /** ISO 4217. */
  readonly currency: string;
}

/** One floor for each currency that would do. */
export interface PayClause {
  readonly key: "pay";
  readonly any: readonly PayFloor[];
}

export interface PostedClause {
  readonly key: "posted";
  readonly maxAgeHours: number;
}

export type Clause = TermClause | PayClause | PostedClause;

/** Postings in which state are wanted at all. */
export const statuses = ["open", "closed", "any"] as const;
export type Status = (typeof statuses)[number];

/** What becomes of a posting that does not say what a clause asks. */
export const unknownPolicies = ["show", "hide", "flag"] as const;
export type UnknownPolicy = (typeof unknownPolicies)[number];

/** Which postings are wanted: every clause must hold. Plain data in canonical form, made by `parseQuery` or `canonicalFilter`. */
export interface Filter {
  /** At most one for each key, in the order of the keys. */
  readonly clauses: readonly Clause[];
  readonly status: Status;
  /** Null where it is not said: as `show`, unless the person has set a default (`withDefaults`). */
  readonly unknown: UnknownPolicy | null;
}

/** A word that belongs to no key, for those who read plain words. Positions are UTF-16 units of the query's text. */
export interface BareWord {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** One line of the subscription language, understood. */
export interface Query {
  readonly filter: Filter;
  readonly delivery: DeliverySettings;
  readonly words: readonly BareWord[];
}

/**
 * Whether no clause narrows the filter; whether that is acceptable is for the caller to decide. The status does not
 * count: all closed postings are still all of them.
 */
export function isEverything(filter: Filter): boolean {
  return filter.clauses.length === 0;
}
