import type { Filter, TermClause } from "../filter.ts";
import type { Claims } from "./claims.ts";
import { addClause, addExcluded, addStatus, addTerm } from "./claims-of.ts";

/**
 * A filter as a run of words of 32 bits: its claims in the order of its clauses, and marks. The low bits of a word are its
 * marks, the others the number of a claim.
 */
export type Words = readonly number[];

const markBits = 5;
/** Together with the next one: `go+rust`. */
const and = 1;
/** The last of its clause. */
const clauseEnd = 2;
/** The last of the filter. */
const filterEnd = 4;
/** It must not hold. */
const excluded = 8;
/** With the end of a clause: what is unknown fails. */
const mustPass = 16;

export function claimOf(word: number): number {
  return word >>> markBits;
}

export function isWithNext(word: number): boolean {
  return (word & and) !== 0;
}

export function endsClause(word: number): boolean {
  return (word & clauseEnd) !== 0;
}

export function endsFilter(word: number): boolean {
  return (word & filterEnd) !== 0;
}

export function isExcluded(word: number): boolean {
  return (word & excluded) !== 0;
}

export function hidesUnknown(word: number): boolean {
  return (word & mustPass) !== 0;
}

/** The words of a filter in canonical form, each of whose claims has one use more from then on. */
export function encode(claims: Claims, { clauses, status, unknown }: Filter): number[] {
  const end = clauseEnd | (unknown === "hide" ? mustPass : 0);
  const words: number[] = [];
  for (const clause of clauses) {
    if ("none" in clause) encodeTerms(claims, clause, end, words);
    else words.push((addClause(claims, clause) << markBits) | end);
  }
  // Last, since every filter has it: those without clauses too.
  words.push((addStatus(claims, status) << markBits) | end | filterEnd);
  return words;
}

function encodeTerms(claims: Claims, { key, any, none }: TermClause, end: number, words: number[]): void {
  for (const value of none) words.push((addExcluded(claims, key, value) << markBits) | excluded);
  for (const [at, values] of any.entries()) {
    for (const [place, value] of values.entries()) {
      const isLast = place === values.length - 1;
      const marks = isLast ? (at === any.length - 1 ? end : 0) : and;
      words.push((addTerm(claims, key, value) << markBits) | marks);
    }
  }
}
