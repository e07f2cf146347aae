/** From a saved answer of a board to the source that reads it. */
import { z } from "zod";
import { RolecallError } from "../errors.ts";
import { HttpError } from "../http/http-error.ts";
import { parseJson } from "../http/json.ts";
import { candidatesIn } from "./candidates.ts";
import { type Discovered, samplesOf } from "./discover.ts";
import { sources } from "./index.ts";
import { type Source, type SourceContext, SourceError, type SourceHttp, sourceKey } from "./source.ts";

/** Where a file is said to have been found: nowhere. */
const nowhere = "https://saved.example/file";
/** Those of no vendor go first where several read a file alike. */
const general = ["feed", "page", "indeed-xml", "sitemap"];

/**
 * Which source reads a saved answer, by trying all of them on it.
 *
 * @throws SourceError `schema` where none finds a posting in it.
 */
export async function discoverInFile(text: string, context: SourceContext): Promise<Discovered> {
  let best: Discovered | undefined;
  const order = sources.toSorted((a, b) => Number(general.includes(b.id)) - Number(general.includes(a.id)));
  for (const source of order) {
    const options = someOptions(source);
    if (options === undefined) continue;
    try {
      const found = await tryOn(source, options, text, context);
      const isBetter = usable(found) > (best === undefined ? 0 : usable(best));
      if (isBetter) best = found;
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof RolecallError)) throw error;
    }
  }
  if (best !== undefined) return best;
  throw nothingIn(text);
}

/** What it is instead, and which boards it leads to: those can be asked themselves. */
function nothingIn(text: string): SourceError {
  const { candidates, what } = candidatesIn({ text, url: new URL(nowhere) });
  const boards = candidates.flatMap(({ source, options }) => {
    const parsed = source.options.safeParse(options);
    return parsed.success && !general.includes(source.id) ? [sourceKey(source, parsed.data)] : [];
  });
  const leads = boards.length === 0 ? "" : ` that leads to ${boards.slice(0, mostNamed).join(", ")}`;
  return new SourceError(
    "schema",
    "check",
    `expected an answer of a board, a feed or a page with postings, got ${what}${leads}`,
    {
      instead: boards.length === 0 ? undefined : "Check the address of that board.",
    },
  );
}

const mostNamed = 3;

/** Postings that were read, less those that were not: a source that drops most of a file is not the right one. */
function usable({ snapshot }: Discovered): number {
  return snapshot.postings.length - snapshot.dropped.length / 2;
}

async function tryOn(
  source: Source,
  options: Readonly<Record<string, unknown>>,
  text: string,
  context: SourceContext,
): Promise<Discovered> {
  const http = answeringOnce(text);
  const snapshot = await source.snapshot(source.options.parse(options), { ...context, http });
  // Of a list alone the file lacks what its postings are asked for.
  const { samples } = await samplesOf(snapshot);
  return { source, options, because: "it has its form", snapshot, samples, unread: [] };
}

/** HTTP whose first answer is the file, whatever is asked for; there is nothing else. */
function answeringOnce(text: string): SourceHttp {
  let isAsked = false;
  function answer(address: string): { url: URL; text: string } {
    const url = new URL(address);
    if (isAsked) throw new HttpError("not-found", "a file is all there is", { url: url.origin, status: 404 });
    isAsked = true;
    return { url, text };
  }
  return {
    async json(address, schema) {
      const { url, text: json } = answer(address);
      return parseJson(json, schema, url);
    },
    text: async (address) => ({ ...answer(address), contentType: "" }),
  };
}

/** Any options that the source takes; undefined where it takes none of those, as one that reads no network. */
function someOptions(source: Source): Readonly<Record<string, unknown>> | undefined {
  const guesses = ["saved", nowhere, "wd5", "saved/file"];
  const entries = Object.entries(source.options.shape).flatMap(([key, schema]): [string, unknown][] => {
    if (!(schema instanceof z.ZodType) || schema.safeParse(undefined).success) return [];
    return [[key, guesses.find((guess) => schema.safeParse(guess).success)]];
  });
  const options = Object.fromEntries(entries);
  const isLocal = Object.keys(source.options.shape).includes("path");
  return !isLocal && source.options.safeParse(options).success ? options : undefined;
}
