import type { SearchWords } from "../commands/services.ts";
import { alternativesOf, facetsFor, languageFacetOf, wordsOf } from "./filter/facets.ts";
import type { Filter } from "./filter/filter.ts";
import { evaluate } from "./filter/verdict.ts";
import type { Posting } from "./posting/posting.ts";
import type { Clock } from "./clock.ts";
import type { SearchTerms } from "./storage/search-engine.ts";
import type { SearchStore } from "./storage/search-store.ts";
import type { Storage } from "./storage/storage.ts";

/** Candidates are looked at in runs of so many: about a page, of which most match. */
const runSize = 20;
/** Of one kind of finding at most; what else there is is found by asking for it more exactly. */
const mostLookedAt = 2_000;

/** What is asked of a search, and of whom. */
export interface SearchQuery {
  readonly workspace: string;
  readonly filter: Filter;
  readonly words: SearchWords;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How a posting reads to whoever asks, who finds it by the words that it was read with; null where they have corrected none. */
  readonly view: ((posting: Posting) => Posting) | null;
}

/**
 * Stored postings that match, the best first. Where a word names a language, those that ask for the language come before those
 * that hold the word ("go-to-market"); then those with the words in their title before those with them elsewhere, among these
 * those that say what the filter asks before those that leave it unsaid, and the newest first. Each once, and no more is
 * looked at than is taken.
 */
export async function* search(store: SearchStore, query: SearchQuery): AsyncGenerator<Posting> {
  const given = new Set<string>();
  for (const kind of kindsOf(query)) {
    for await (const posting of walk(store, kind, query)) {
      if (given.has(posting.openingId)) continue;
      given.add(posting.openingId);
      yield posting;
    }
  }
}

interface Kind {
  readonly terms: SearchTerms;
  /** Only those that are listed as they were read. */
  readonly isListed: boolean;
  /** Only those that somebody of the workspace has corrected. */
  readonly isCorrected: boolean;
}

/**
 * What to look for, the best findings first; what is found by one is found by those after it too. What was corrected is not
 * found by what it was read to say, nor by whether it is listed.
 */
function kindsOf({ filter, words, view }: SearchQuery): readonly Kind[] {
  const wanted = words.map(({ text, isPhrase }) => (isPhrase ? [wordsOf(text)] : alternativesOf(text)));
  const languages = words.flatMap(({ text, isPhrase }) => (isPhrase ? [] : (languageFacetOf(text) ?? [])));
  const places = wanted.length === 0 ? [false] : [true, false];
  const facets = facetsFor(filter, true);
  const isSaid = filter.unknown === "hide" || facets.length === 0 ? [true] : [true, false];
  return (languages.length === 0 ? [[]] : [languages.map((language) => [language]), []]).flatMap((asked) =>
    places.flatMap((isInTitle): Kind[] => [
      ...isSaid.map((said) => ({
        terms: { words: wanted, isInTitle, facets: [...asked, ...(said ? facets : facetsFor(filter, false))] },
        isListed: filter.status === "open",
        isCorrected: false,
      })),
      ...(view === null || asked.length > 0
        ? []
        : [{ terms: { words: wanted, isInTitle, facets: [] }, isListed: false, isCorrected: true }]),
    ]),
  );
}

async function* walk(store: SearchStore, kind: Kind, query: SearchQuery): AsyncGenerator<Posting> {
  const { workspace, filter, now } = query;
  const view = query.view ?? ((posting: Posting) => posting);
  let before: number | undefined;
  for (let looked = 0; looked < mostLookedAt; looked += runSize) {
    const found = await store.find({
      workspace,
      ...kind,
      ...(before === undefined ? {} : { before }),
      limit: runSize,
    });
    for (const posting of found.map((one) => view(one.posting))) {
      if (evaluate(filter, posting, now).outcome === "match") yield posting;
    }
    if (found.length < runSize) return;
    before = found.at(-1)?.number;
  }
}

/** Words that no posting has of which a workspace may know, with the nearest that companies are called by. */
export async function respellingsOf(
  store: SearchStore,
  workspace: string,
  words: SearchWords,
): Promise<readonly { readonly typed: string; readonly meant: string }[]> {
  const respellings: { typed: string; meant: string }[] = [];
  for (const { text, isPhrase } of words) {
    if (isPhrase || (await store.knows(workspace, text))) continue;
    const meant = await store.nearestCompanyWord(text);
    if (meant !== undefined) respellings.push({ typed: text, meant });
  }
  return respellings;
}

/** Postings of one transaction: few, since nothing else is done meanwhile. */
const takenInAtOnce = 50;

/**
 * Makes findable what is stored.
 *
 * @param most Postings, about: all of them where it is left out.
 */
export async function takeIn(storage: Storage, clock: Clock, most = Infinity): Promise<void> {
  // Mostly there is nothing, and no need for a transaction that others wait for.
  for (let taken = 0; taken < most && (await storage.search.isBehind()); taken += takenInAtOnce) {
    const count = await storage.transaction(({ search: store }) => store.takeIn(takenInAtOnce));
    if (count < takenInAtOnce) return;
    await clock.sleep(0);
  }
}
