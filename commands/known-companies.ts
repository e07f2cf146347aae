import { resolveKey } from "../src/filter/keys.ts";
import { lex } from "../src/filter/lexer.ts";
import { keysOnly } from "./query-pairs.ts";
import type { Services } from "./services.ts";

/** More than these are not completed from; the rest can still be typed. */
const mostCompleted = 100;
/** Plain words may name any of so many without "at" before them. */
const mostNamed = 5_000;

type Companies = { readonly postings: Pick<Services["postings"], "companies"> };

/** Those that may be meant by the last of the values that are typed, the largest first. @param typed `acme,-"init`. */
export async function companiesLike(typed: string, { postings }: Companies): Promise<readonly string[]> {
  const beginning = /[^,+"]*$/u.exec(typed)?.[0].replace(/^\s*-/, "") ?? "";
  return await postings.companies(beginning.trim(), mostCompleted);
}

/** Those that may be meant at the end of a text that is typed on; none where no key for them is typed there. */
export async function companiesAt(text: string, services: Companies): Promise<readonly string[]> {
  const { key = "", value = "" } = /(?<key>[\p{L}_-]+)[:=：](?<value>(?:[^\s"]|"[^"]*"?)*)$/u.exec(text)?.groups ?? {};
  return resolveKey(key.replace(/^-/, "")) === "company" ? await companiesLike(value, services) : [];
}

/** Those that words of a query may name; none where it has no words beside its keys. */
export async function companiesFor(query: string, { postings }: Companies): Promise<readonly string[]> {
  return lex(query, keysOnly).every(({ kind }) => kind === "pair") ? [] : await postings.companies("", mostNamed);
}
