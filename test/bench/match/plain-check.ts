import type { Posting } from "../../../src/posting/posting.ts";
import { nodeOfPlace } from "../../../src/posting/vocabulary/places.ts";
import { heightsOf } from "../../../src/filter/heights.ts";
import type { PlainFilter } from "./workload.ts";

/** A posting of the workload as peers compare it. An empty set: it does not say. */
export interface PlainPosting {
  readonly roles: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly languages: ReadonlySet<string>;
  readonly levels: ReadonlySet<string>;
  readonly employments: ReadonlySet<string>;
  readonly modes: ReadonlySet<string>;
  readonly company: string;
  readonly words: ReadonlySet<string>;
  readonly mostPay: number | null;
}

export function plainPosting({ company, text, reading: { facts } }: Posting): PlainPosting {
  return {
    roles: new Set(facts.roles),
    places: new Set(facts.places.flatMap((place) => [...heightsOf(nodeOfPlace(place)?.id ?? "")])),
    languages: new Set(facts.languages),
    levels: new Set(facts.levels),
    employments: new Set(facts.employment),
    modes: new Set(facts.modes),
    company: company ?? "",
    words: new Set(text.split(" ")),
    mostPay: facts.pay?.max ?? null,
  };
}

/** The loop's body: knows nothing of the index, and gives up at the first thing that fails. */
export function isWanted(filter: PlainFilter, posting: PlainPosting): boolean {
  const takesUnsaid = !filter.hidesUnknown;
  return (
    takes(filter.roles, posting.roles, takesUnsaid) &&
    takes(filter.places, posting.places, takesUnsaid) &&
    takes(filter.languages, posting.languages, takesUnsaid) &&
    takes(filter.levels, posting.levels, takesUnsaid) &&
    takes(filter.employments, posting.employments, takesUnsaid) &&
    takes(filter.modes, posting.modes, takesUnsaid) &&
    (filter.leastPay === 0 || (posting.mostPay === null ? takesUnsaid : posting.mostPay >= filter.leastPay)) &&
    (filter.company === null || filter.company === posting.company) &&
    filter.words.every((word) => posting.words.has(word)) &&
    !filter.withoutRoles.some((role) => posting.roles.has(role)) &&
    !filter.withoutLanguages.some((language) => posting.languages.has(language)) &&
    !filter.muted.includes(posting.company)
  );
}

function takes(wanted: readonly string[], said: ReadonlySet<string>, takesUnsaid: boolean): boolean {
  if (wanted.length === 0) return true;
  return said.size === 0 ? takesUnsaid : wanted.some((value) => said.has(value));
}
