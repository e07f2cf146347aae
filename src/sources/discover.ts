/** From an address that a person pastes to a source that can be polled, with a taste of what it brings. */
import { messageOf, RolecallError } from "../errors.ts";
import type { SourcedPosting } from "../posting/posting.ts";
import { type Candidate, candidateOf, candidatesIn, listCandidates } from "./candidates.ts";
import { knownFiles } from "./github-list/address.ts";
import { unsupportedVendor } from "./unsupported-vendors.ts";
import {
  type Dropped,
  NoPosting,
  type Snapshot,
  type Source,
  type SourceContext,
  SourceError,
  type SourceErrorCode,
  type SourceHttp,
  sourceErrorCodes,
  sourceKey,
} from "./source.ts";

/** A source that was tried and works. */
export interface Discovered extends Candidate {
  readonly snapshot: Snapshot;
  /** The first few whole postings. */
  readonly samples: readonly SourcedPosting[];
  /** Those before or among them that were asked for too and could not be read. */
  readonly unread: readonly Dropped[];
}

/** One thing that was tried in vain. */
export interface Tried {
  readonly what: string;
  readonly code: SourceErrorCode;
  readonly why: string;
}

/** What the client allows where nothing else is asked for. */
const pageBytes = 5 * 1024 * 1024;
const mostSamples = 5;
/** Asked for at most until there are so many samples. */
const mostRead = 15;
const mostTried = 6;

/**
 * Finds what can be polled at an address: a board that is known by its form, else what is found there, else what one of the
 * site's own pages about jobs leads to.
 *
 * @throws What `permit` does; SourceError with the reason that says most, in its fields `tried`, what did not do and why, and `instead`, what else
 * to do.
 */
export async function discover(url: URL, context: SourceContext, permit: Permit = async () => {}): Promise<Discovered> {
  const known = candidateOf(url);
  const search: Search = { context, permit, tried: [], seen: new Set(), empty: undefined };
  const found = await (known === undefined ? lookAround(url, search) : tryOut([known], search));
  if (found !== undefined) return found;
  if (search.empty !== undefined) return search.empty;
  throw nothingAt(url, search.tried);
}

/** Called before a board is asked, by its key; throws where that must not be. */
export type Permit = (key: string, source: Source) => Promise<void>;

interface Search {
  readonly context: SourceContext;
  readonly permit: Permit;
  readonly tried: Tried[];
  readonly seen: Set<string>;
  /** A board that works and has nothing open: the answer only where nothing better is found. */
  empty: Discovered | undefined;
}

/** A repository has its list in one of a few files; everything else is a page. */
async function lookAround(url: URL, search: Search): Promise<Discovered | undefined> {
  const lists = listCandidates(url);
  if (lists.length === 0) return await lookAt(url, search, true);
  const found = await tryOut(lists, search);
  const isNone = search.tried.every(({ code }) => code === "not-found" || code === "schema");
  if (found === undefined && isNone) {
    const files = knownFiles.join(" nor in ");
    throw new SourceError(
      "schema",
      "check",
      `expected a list of postings in ${url.pathname.slice(1)}, found it neither in ${files}`,
      {
        tried: search.tried,
        instead: "Take the address of the file that has the list.",
      },
    );
  }
  return found;
}

async function lookAt(url: URL, search: Search, mayGoOn: boolean): Promise<Discovered | undefined> {
  let found: ReturnType<typeof candidatesIn>;
  try {
    found = candidatesIn(await search.context.http.text(url.href, { isPage: true }));
  } catch (error) {
    search.tried.push(triedAs(url.href, error));
    return undefined;
  }
  const { candidates, further, what, isTelling } = found;
  if (candidates.length === 0) {
    // The first is what is told.
    search.tried[isTelling ? "unshift" : "push"]({ what: url.href, code: "schema", why: `it is ${what}` });
  }
  const working = await tryOut(candidates, search);
  if (working !== undefined || search.empty !== undefined || !mayGoOn) return working;
  for (const page of further) {
    const board = await lookAt(page, search, false);
    if (board !== undefined) return board;
  }
  return undefined;
}

/** The first that has postings. */
async function tryOut(candidates: readonly Candidate[], search: Search): Promise<Discovered | undefined> {
  for (const candidate of candidates) {
    const { source } = candidate;
    const parsed = source.options.safeParse(candidate.options);
    if (!parsed.success) continue;
    const key = sourceKey(source, parsed.data);
    if (search.seen.has(key) || search.seen.size >= mostTried) continue;
    search.seen.add(key);
    await search.permit(key, source);
    try {
      const snapshot = await source.snapshot(parsed.data, contextFor(source, search.context));
      const { samples, unread, fault } = await samplesOf(snapshot);
      // A list of which nothing can be read is none.
      if (samples.length === 0 && fault !== undefined) throw fault;
      const discovered = { ...candidate, snapshot, samples, unread };
      if (snapshot.postings.length > 0) return discovered;
      search.empty ??= discovered;
    } catch (error) {
      search.context.signal.throwIfAborted();
      search.tried.push(triedAs(key, error));
    }
  }
  return undefined;
}

/** Whole boards are large, and only a vendor's may be: of what stands at anybody's address no more is read than of a page. */
function contextFor(source: Source, context: SourceContext): SourceContext {
  const isVendors = !Object.hasOwn(source.options.shape, "url");
  return isVendors ? context : { ...context, http: asPages(context.http) };
}

function asPages(http: SourceHttp): SourceHttp {
  return {
    json: (url, schema, options) => http.json(url, schema, { ...options, maxBytes: pageBytes }),
    text: (url, options) => http.text(url, { ...options, maxBytes: pageBytes }),
  };
}

/** Whole postings of the first few, and the first reason why one of them could not be read. */
export async function samplesOf({ postings }: Snapshot): Promise<Samples> {
  const samples: SourcedPosting[] = [];
  const unread: Dropped[] = [];
  let fault: RolecallError | undefined;
  let failures = 0;
  for (const listed of postings.slice(0, mostRead)) {
    if (samples.length + failures >= mostSamples) break;
    try {
      samples.push("read" in listed ? await listed.read() : listed);
    } catch (error) {
      if (!(error instanceof RolecallError)) throw error;
      fault ??= error;
      unread.push({ what: listed.externalId, why: error.message });
      // Lists of pages begin with those that are about jobs in general.
      if (!(error instanceof NoPosting)) failures += 1;
    }
  }
  return { samples, unread, fault };
}

interface Samples extends Pick<Discovered, "samples" | "unread"> {
  readonly fault: RolecallError | undefined;
}

function triedAs(what: string, error: unknown): Tried {
  if (!(error instanceof RolecallError)) throw error;
  const code = sourceErrorCodes.find((one) => one === error.code) ?? "unreachable";
  return { what, code, why: messageOf(error) };
}

const problems: Readonly<Record<SourceErrorCode, string>> = {
  "not-found": "does not exist there",
  gone: "is gone for good",
  blocked: "does not let us in",
  unreachable: "cannot be reached",
  "too-large": "answers with more than is allowed",
  schema: "answers in another form",
  "not-a-feed": "is no feed",
};

/** What says most: a board that was found and does not work, before a page that has none. */
function nothingAt(url: URL, tried: readonly Tried[]): SourceError {
  const vendor = unsupportedVendor(url);
  if (vendor !== undefined) {
    return new SourceError(
      "schema",
      "check",
      `${vendor} boards cannot be polled yet, nor can anything else at ${url.host}`,
      {
        tried,
        instead: "Look for a feed of it, or for the same postings on another board.",
      },
    );
  }
  const board = tried.find(({ what }) => !/^https?:/.test(what));
  const { code = "schema", why = "nothing there can be polled" } = board ?? tried[0] ?? {};
  const message =
    board === undefined
      ? `expected a job board, a feed or a page with postings at ${url.host}; ${why}`
      : `${board.what} is what ${url.host} leads to, but it ${problems[code]}: ${why}`;
  return new SourceError(code, "check", message, { tried, instead: instead[code] });
}

/** What a person can do about it, where that is known. */
const instead: Readonly<Partial<Record<SourceErrorCode, string>>> = {
  "not-found":
    "Open the board in a browser and take its address from there: names of boards are not always the company's.",
  blocked: "The site keeps programs out. Look for a feed of it, or for the board that its postings are on.",
  "too-large":
    "Less is read to look at an address than to poll it: whoever runs this bot may put it into the configuration unseen.",
  schema: "Open one of its postings and take that address: postings are often on a board's own site.",
};
