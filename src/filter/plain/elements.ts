/** What single words and runs of words stand for, in one file: which reading wins is decided by the order of these. */
import { fold } from "../../posting/vocabulary/vocabulary.ts";
import type { BareWord } from "../filter.ts";
import { keys, settingOf } from "../keys.ts";
import { queryError, type Span } from "../query-error.ts";
import type { Measure } from "./measure-patterns.ts";
import { measureAt } from "./measures.ts";
import { type Meaning, meaningsOf } from "./meanings.ts";
import { type Pair, pairsIn, refuseOpenName } from "./pairs.ts";
import { levelledWords, type Token, tokensIn } from "./plain-tokens.ts";
import { suggestionFor } from "./suggestion-for.ts";
import { type Particle, particleOf, longestParticle, workers } from "./word-lists.ts";

/** A stretch of plain words with what it does in the sentence. */
export type Element = Span & { readonly text: string } & (
    | { readonly kind: "value"; readonly meanings: readonly Meaning[]; readonly excluded: boolean }
    | { readonly kind: "company" }
    | { readonly kind: "measure"; readonly said: Measure["said"] }
    | Pair
    | { readonly kind: "comma" | "slash" | "plus" | "worker" | Exclude<Particle, "at"> }
  );

/** What joins, denies, fills, or names the worker, "at" among them. */
type Spoken = Span & { readonly text: string; readonly kind: "worker" | "plus" | Particle };

/** No name of a role or a place has more words. */
const longestName = 4;

/**
 * The words of a query that stand under no key, every one with what it does.
 *
 * @param text That the words stand in.
 * @param companies Names that may stand without "at" before them, folded.
 * @throws UserError `query` at the first word that means nothing.
 */
export function elementsOf(
  words: readonly BareWord[],
  text: string,
  companies: ReadonlySet<string>,
): readonly Element[] {
  const tokens = tokensIn(words, text);
  const levelled = levelledWords(words, text);
  const pairs = pairsIn(text);
  const found: Element[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const passed = pairs.filter(({ start }) => start >= (found.at(-1)?.end ?? 0) && start < token.start);
    if (passed.length > 0) found.push(...passed);
    else if (token.after !== "space" && token.after !== "hyphen" && token.after !== "pair" && found.length > 0) {
      found.push({ kind: token.after, text: ",", start: token.start, end: token.start });
    }
    const before = found.at(-1);
    if (before?.kind === "pair") {
      refuseOpenName(tokens, at, before, text, companies, () => understoodAt(tokens, at, levelled, [], new Set()));
    }
    const element = elementAt(tokens, at, levelled, found, companies);
    if (element.kind === "or" || element.kind === "and") refuseAfterExclusion(element, text);
    found.push(element);
    while ((tokens[at]?.start ?? Number.POSITIVE_INFINITY) < element.end) at += 1;
  }
  return [...found, ...pairs.filter(({ start }) => start >= (found.at(-1)?.end ?? 0))];
}

/** "-location:berlin or paris" would want Paris. */
function refuseAfterExclusion(element: Element, text: string): void {
  const before = text.slice(0, element.start);
  if (!/(?:^|\s)-\p{L}+[:=]\S+\s+$|[:=](?:\S*,)?-[^\s,]+\s+$/u.test(before)) return;
  throw queryError("a comma and a minus for what else is excluded, such as -go,-java", `"${element.text}"`, element);
}

function isUnderstood(tokens: readonly Token[], at: number, levelled: string): boolean {
  return understoodAt(tokens, at, levelled, [], new Set()) !== undefined;
}

/** Whether the text begins with words that mean something, so that the first is nobody's name; one with hyphens may be one. */
export function beginsWithMeaning(words: readonly BareWord[], text: string): boolean {
  const tokens = tokensIn(words, text);
  const [first, second] = tokens;
  const isCompound = second?.after === "hyphen" && second.start < (words[0]?.end ?? 0);
  if (first === undefined || isCompound) return false;
  const levelled = levelledWords(words, text);
  return measureAt(levelled, first.start) !== undefined || isUnderstood(tokens, 0, levelled);
}

function elementAt(
  tokens: readonly Token[],
  at: number,
  levelled: string,
  found: readonly Element[],
  companies: ReadonlySet<string>,
): Element {
  const understood = understoodAt(tokens, at, levelled, found, companies);
  if (understood !== undefined) return understood;
  const { text = "", start = 0, end = 0 } = tokens[at] ?? {};
  throw queryError("key:value or a word that a key knows", `"${text}"`, {
    start,
    end,
    suggestion: suggestionFor(text),
  });
}

function understoodAt(
  tokens: readonly Token[],
  at: number,
  levelled: string,
  found: readonly Element[],
  companies: ReadonlySet<string>,
): Element | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.quoted) return quotedElement(token);
  const to = /^<?#./u.test(token.text) ? settingOf("to").read(token.text) : undefined;
  if (to !== undefined) return { ...spanOf(token), kind: "measure", said: [{ key: "to", value: to }] };
  const measure = token.after === "slash" ? undefined : measureAt(levelled, token.start);
  if (measure !== undefined && "expected" in measure) {
    const { expected, suggestion, end } = measure;
    const got = tokens.filter((one) => one.start >= token.start && one.start < end).map((one) => one.text);
    throw queryError(expected, `"${got.join(" ")}"`, { start: token.start, end, suggestion });
  }
  if (measure !== undefined) {
    return {
      kind: "measure",
      said: measure.said,
      text: levelled.slice(token.start, measure.end),
      start: token.start,
      end: measure.end,
    };
  }
  const phrases = phrasesAt(tokens, at);
  const named = longestFirst(phrases.slice(0, longestName), (phrase) => valueOf(phrase, found.at(-1)));
  const particle = longestFirst(phrases, (phrase) => particleElement(phrase, token));
  const joined = longestFirst(phrases, (phrase) => (isJoinedName(phrase.text, companies) ? phrase : undefined));
  if (joined !== undefined) return { ...joined, kind: "company" };
  const isName = named !== undefined && (particle === undefined || named.end > particle.end);
  if (particle?.kind === "at" && !isName) {
    const length = particle.text.split(" ").length;
    return companyAfter(tokens, at + length, levelled, companies) ?? { ...particle, kind: "in" };
  }
  if (isName) return named;
  if (particle !== undefined) return { ...particle, kind: particle.kind === "at" ? "in" : particle.kind };
  if (isListedCompany(token, found)) return companyFrom(tokens, at, levelled, companies);
  return longestFirst(phrases.slice(0, longestName), (phrase) =>
    companies.has(fold(phrase.text)) ? { ...phrase, kind: "company" } : undefined,
  );
}

/** Longest first, as the words stand: what is joined by spaces or hyphens alone. */
function phrasesAt(tokens: readonly Token[], at: number): readonly (Span & { readonly text: string })[] {
  const [first, ...more] = tokens.slice(at, at + longestParticle);
  if (first === undefined) return [];
  const phrases = [{ text: first.text, start: first.start, end: first.end }];
  for (const { text, quoted, after, end } of more) {
    if (quoted || (after !== "space" && after !== "hyphen")) break;
    phrases.push({
      text: `${phrases.at(-1)?.text ?? ""}${after === "hyphen" ? "-" : " "}${text}`,
      start: first.start,
      end,
    });
  }
  return phrases;
}

function longestFirst<Found>(
  phrases: readonly (Span & { readonly text: string })[],
  find: (phrase: Span & { readonly text: string }) => Found | undefined,
): Found | undefined {
  for (const phrase of phrases.toReversed()) {
    const found = find(phrase);
    if (found !== undefined) return found;
  }
  return undefined;
}

function particleElement(phrase: Span & { readonly text: string }, { after, isCapital }: Token): Spoken | undefined {
  const plain = fold(phrase.text.replaceAll("’", "'")).replaceAll("-", " ");
  const isShouted = isCapital && phrase.text === phrase.text.toUpperCase();
  // Behind a slash stands what could stand before it, as in FE/BE.
  if (plain === "+") return { ...phrase, kind: after === "hyphen" ? "above" : "plus" };
  const particle = plain === "|" ? "or" : particleOf(plain, isShouted);
  if (particle !== undefined && (after !== "slash" || particle === "or" || particle === "and"))
    return { ...phrase, kind: particle };
  return workers.has(plain) ? { ...phrase, kind: "worker" } : undefined;
}

function valueOf(phrase: Span & { readonly text: string }, before: Element | undefined): Element | undefined {
  const excluded = /^[-!]\S/u.test(phrase.text);
  const name = excluded ? phrase.text.slice(1) : phrase.text;
  const meanings = meaningsOf(name, before?.kind === "in");
  return meanings.length === 0 ? undefined : { ...phrase, kind: "value", meanings, excluded };
}

function spanOf({ text, start, end }: Token): Span & { readonly text: string } {
  return { text, start, end };
}

/** A quoted phrase that is no name is one of the posting's. */
function quotedElement(token: Token): Element {
  const [first] = meaningsOf(token.text);
  const text = keys.text.values.resolve(token.text);
  if (first === undefined && text === undefined) {
    throw queryError("a word or a phrase between the quotes", `"${token.text}"`, token);
  }
  const meaning = first ?? { key: "text" as const, value: text ?? "" };
  return { kind: "value", meanings: [meaning], excluded: false, text: token.text, start: token.start, end: token.end };
}

/** What stands behind "at", if it can be a name: its first word may have another meaning only where it is a capital. */
function companyAfter(
  tokens: readonly Token[],
  at: number,
  levelled: string,
  companies: ReadonlySet<string>,
): Element | undefined {
  const first = tokens[at];
  if (first === undefined || first.after !== "space") return undefined;
  if (first.quoted) return { ...spanOf(first), kind: "company" };
  const known = meaningAt(tokens, at, levelled);
  const isLong =
    /^\p{Lu}/u.test(first.text) && (tokens[at + 1]?.text === "of" || isPartner(tokens, at, levelled, companies));
  const isTaken = !isLong && known?.kind === "value" && known.meanings.some(({ key }) => key !== "text");
  if (isTaken || (known !== undefined && !/^\p{Lu}/u.test(first.text))) return undefined;
  return companyFrom(tokens, at, levelled, companies);
}

/** A name goes up to the next word that means something; its first word is its own. */
function companyFrom(
  tokens: readonly Token[],
  at: number,
  levelled: string,
  companies: ReadonlySet<string>,
): Element | undefined {
  const phrases = phrasesAt(tokens, at);
  const listed = phrases.findLast(({ text }) => companies.has(fold(text)));
  let size = 1;
  while (size < phrases.length) {
    // "Bank of America", where both of the words mean something else by themselves.
    if (tokens[at + size]?.text === "of" && size + 1 < phrases.length) size += 2;
    else if (isPartner(tokens, at + size - 1, levelled, companies)) size += 2;
    else if (meaningAt(tokens, at + size, levelled) === undefined) size += 1;
    else break;
  }
  const name = listed ?? phrases[size - 1];
  return name === undefined ? undefined : { ...name, kind: "company" };
}

/** A known name with a sign that elsewhere divides a list: "Marks & Spencer". */
function isJoinedName(name: string, companies: ReadonlySet<string>): boolean {
  return name.includes(" & ") && companies.has(fold(name));
}

/**
 * Whether the word and what "&" joins to it are one name: "Procter & Gamble". Two that are known by themselves are a
 * list, and so are words that mean something.
 */
function isPartner(tokens: readonly Token[], at: number, levelled: string, companies: ReadonlySet<string>): boolean {
  const [first, sign, second] = tokens.slice(at, at + 3);
  if (sign?.text !== "&" || sign.after !== "space" || second?.after !== "space" || second.quoted) return false;
  if (!/^\p{Lu}/u.test(second.text) || isOwnWord(meaningAt(tokens, at + 2, levelled), meaningAt(tokens, at, levelled)))
    return false;
  const [one, other] = [fold(first?.text ?? ""), fold(second.text)];
  return one === other || !companies.has(one) || !companies.has(other);
}

/** Surnames are places somewhere: Young. Two places are a list all the same. */
function isOwnWord(meant: Element | undefined, before: Element | undefined): boolean {
  if (meant === undefined) return false;
  return before !== undefined || meant.kind !== "value" || meant.meanings.some(({ key }) => key !== "location");
}

/** The same but for companies. */
function meaningAt(tokens: readonly Token[], at: number, levelled: string): Element | undefined {
  const token = tokens[at];
  const isMeasure = token !== undefined && !token.quoted && measureAt(levelled, token.start) !== undefined;
  if (token === undefined || isMeasure) return token && { ...spanOf(token), kind: "filler" };
  const phrases = phrasesAt(tokens, at);
  const particle = longestFirst(phrases, (phrase) => particleElement(phrase, token));
  if (particle !== undefined) return { ...spanOf(token), kind: "filler" };
  return longestFirst(phrases.slice(0, longestName), (phrase) => valueOf(phrase, undefined));
}

/** Whether a list of companies goes on: "at SAP, Siemens or bosch". */
function isListedCompany({ text }: Token, found: readonly Element[]): boolean {
  const last = found.findLastIndex(({ kind }) => !listing.has(kind));
  const links = found.slice(last + 1);
  const isLinked = links.some(({ kind }) => kind !== "comma") || (links.length > 0 && /^\p{Lu}/u.test(text));
  return found[last]?.kind === "company" && isLinked;
}

const listing: ReadonlySet<Element["kind"]> = new Set(["or", "and", "comma", "slash", "not"]);
