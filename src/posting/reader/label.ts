/** A reading as the object that people wrote when they labelled postings: what `read --jsonl` prints. */
import type { Facts, Reading } from "../posting.ts";

/** Every fact of a reading with the posting's id and corpus; all keys are always present. People labelled no `tools`. */
export interface Label extends Facts {
  readonly id: string;
  readonly corpus: string;
}

export function labelOf(id: string, corpus: string, reading: Reading): Label {
  const { facts } = reading;
  return {
    id,
    corpus,
    title: facts.title,
    company: facts.company,
    roles: facts.roles,
    levels: facts.levels,
    employment: facts.employment,
    modes: facts.modes,
    places: facts.places,
    remoteFrom: facts.remoteFrom,
    languages: facts.languages,
    languagesOptional: facts.languagesOptional,
    tools: facts.tools,
    pay: facts.pay,
    closed: facts.closed,
    posted: facts.posted,
    spoken: facts.spoken,
    written: facts.written,
    visa: facts.visa,
  };
}
