import type { Facts } from "../../posting/posting.ts";
import type { Terms } from "../values/terms.ts";
import { evidenceFor, fail, pass, type PostingView, type TermRule, unknown } from "./finding.ts";

/** The fields of a reading that list names of a vocabulary. */
type ListField = "roles" | "levels" | "modes" | "languages" | "spoken" | "employment";

/**
 * A field that lists what it says: an empty list says nothing, one that lacks the value denies it.
 *
 * @param name Of the field, for people: "level".
 */
export function listedRule(field: ListField, name: string, terms: Terms): TermRule {
  return {
    test(value, posting) {
      const listed: readonly string[] = posting.reading.facts[field];
      if (listed.length === 0) return unknown(`${name} not stated`);
      if (!listed.includes(value)) {
        return fail(`says ${listed.map((other) => terms.title(other)).join(", ")}`, evidenceFor(posting, field));
      }
      const title = terms.title(value);
      return pass(
        isOptional(field, value, posting) ? `${title} (nice to have)` : title,
        evidenceFor(posting, field, value),
      );
    },
  };
}

function isOptional(field: ListField, value: string, { reading }: PostingView): boolean {
  return field === "languages" && reading.facts.languagesOptional.includes(value);
}

/** Whether a visa is sponsored: said or not, and then one or the other. */
export const visaRule: TermRule = {
  test(value, posting) {
    const stated: Facts["visa"] = posting.reading.facts.visa;
    if (stated === null) return unknown("visa sponsorship not stated");
    const says = stated === "yes" ? "sponsors a visa" : "sponsors no visa";
    const evidence = evidenceFor(posting, "visa");
    return stated === value ? pass(says, evidence) : fail(says, evidence);
  },
};
