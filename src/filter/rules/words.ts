import { toolVocabulary } from "../../posting/vocabulary/tools.ts";
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import { findPhrase, startsWithWords, type Token, tokenise } from "../tokens.ts";
import { evidenceFor, fail, type Finding, pass, type PostingView, type TermRule, unknown } from "./finding.ts";

/** Beginning of the company's name in whole words: `google` takes "Google DeepMind", and `deep` does not. */
export const companyRule: TermRule = {
  test(wanted, posting) {
    const stated = statedCompanies(posting);
    if (stated.length === 0) return unknown("company not stated");
    const evidence = evidenceFor(posting, "company");
    const phrase = tokenise(wanted);
    const name = stated.find((company) => startsWithWords(tokenise(company), phrase));
    return name === undefined ? fail(`is ${stated[0]}`, evidence) : pass(name, evidence);
  },
};

/** The names of the company, as the text and the source have it. */
export function statedCompanies({ reading, company }: PostingView): readonly string[] {
  return [reading.facts.company, company].filter((name) => name !== null);
}

/** A source by its key (`ashby:acme`) or all boards of its kind (`ashby`). */
export const sourceRule: TermRule = {
  test(wanted, { source }) {
    const own = fold(source);
    return own === wanted || own.startsWith(`${wanted}:`) ? pass(`from ${source}`, []) : fail(`from ${source}`, []);
  },
};

/**
 * A phrase in the title or the text: whole words, whatever case, accents and spaces; for a tool any of its spellings
 * (`k8s` for Kubernetes). Never unknown.
 */
export const textRule: TermRule = {
  test(wanted, posting) {
    const phrase = tokenise(wanted);
    for (const origin of ["title", "text"] as const) {
      const found = phraseIn(posting, origin, phrase);
      if (found !== undefined) return pass(`"${wanted}"`, [{ ...found, field: "text", value: wanted, origin }]);
    }
    const tool = toolVocabulary.resolve(wanted);
    if (tool === undefined || !posting.reading.facts.tools.includes(tool)) return fail("not mentioned", []);
    const evidence = posting.reading.evidence.filter(({ field, value }) => field === "tools" && value === tool);
    return pass(
      tool,
      evidence.map((each) => ({ ...each, field: "text" })),
    );
  },
};

function phraseIn(
  posting: PostingView,
  origin: "title" | "text",
  phrase: readonly Token[],
): Pick<Finding["evidence"][number], "start" | "end" | "quote"> | undefined {
  const text = posting[origin] ?? "";
  if (!mayHold(text, phrase)) return undefined;
  const span = findPhrase(tokensOf(posting, origin), phrase);
  return span === undefined ? undefined : { ...span, quote: text.slice(span.start, span.end) };
}

const ascii = /^[\0-\x7f]*$/;

/** Whether all words stand in the text at all, which is soon seen, and spares most texts the cutting. */
function mayHold(text: string, phrase: readonly Token[]): boolean {
  const folded = ascii.test(text) ? text.toLowerCase() : fold(text);
  return phrase.every((token) => folded.includes(token.text));
}

/** Postings are compared with many filters: their words are cut once, for as long as they are held. */
const tokensByPosting = new WeakMap<PostingView, Partial<Record<"title" | "text", readonly Token[]>>>();

export function tokensOf(posting: PostingView, origin: "title" | "text"): readonly Token[] {
  const known = tokensByPosting.get(posting) ?? {};
  const tokens = known[origin] ?? tokenise(posting[origin] ?? "");
  known[origin] = tokens;
  tokensByPosting.set(posting, known);
  return tokens;
}
