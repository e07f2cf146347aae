import { fold } from "../posting/vocabulary/vocabulary.ts";
import type { TermKey } from "./filter.ts";
import { isTermKey, type Key, keyNames, keys, resolveKey, settingOf } from "./keys.ts";
import { plainSigns } from "./lexer.ts";
import { printWord } from "./print.ts";
import type { Offer } from "./values/terms.ts";

/** What may stand in place of `start` to `end` of the text. */
export interface Candidate {
  readonly text: string;
  /** What is said of it in a menu; may be empty. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

/** What Discord shows at most. */
const mostCandidates = 25;
/** Of each key, where no key was typed yet. */
const mostOfEach = 4;
/** As people name them, places before what they name seldom. */
const plainKeys = [
  "role",
  "level",
  "mode",
  "type",
  "lang",
  "location",
  "company",
  "text",
  "speaks",
  "visa",
] as const satisfies readonly TermKey[];
/** So many words before the cursor may be one name: `san francisco b`. */
const mostWords = 3;

/**
 * What may be meant by the word at the cursor, best first: after a key its values, the last of a comma list; elsewhere
 * keys, then values of any key. Never throws, whatever the text.
 *
 * @param companies Known ones, best first.
 */
export function complete(text: string, cursor: number, companies: readonly string[] = []): readonly Candidate[] {
  const plain = plainSigns(text);
  const at = Math.max(0, Math.min(cursor, plain.length));
  const head = headOf(plain.slice(0, at));
  const end = at + (/^[^\s,"]*/u.exec(plain.slice(at))?.[0].length ?? 0);
  const pair = /^(?<minus>-?)(?<key>\p{L}[\p{L}\p{M}_-]*)(?:[:=]|(?=[<>≤≥]))(?<list>.*)$/su.exec(head)?.groups;
  if (pair === undefined) {
    const phrases = [...valuesWithSpaces(plain, at, end), ...phrasesFor(plain, at, end)];
    return [...phrases, ...wordsFor(plain, head, at, end, companies)].slice(0, mostCandidates);
  }
  const key = resolveKey(pair["key"] ?? "");
  return key === undefined ? [] : valuesFor(key, pair["list"] ?? "", at, end, companies).slice(0, mostCandidates);
}

/** The last word before the cursor, with what belongs to it: a quotation, the list that it continues, its key. */
function headOf(before: string): string {
  let start = 0;
  let isQuoted = false;
  for (const [index, sign] of [...before.matchAll(/\s+|"/gu)].map((match) => [match.index, match[0]] as const)) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && !/[,:=]$/.test(before.slice(0, index)) && before[index + sign.length] !== ",") {
      start = index + sign.length;
    }
  }
  return before.slice(start);
}

function valuesFor(
  key: Key,
  list: string,
  at: number,
  end: number,
  companies: readonly string[],
): readonly Candidate[] {
  if (!isTermKey(key)) {
    const typed = list.trimStart();
    const setting = settingOf(key);
    const begun = setting.complete(typed, mostCandidates);
    const whole = begun.length > 0 || typed === "" ? undefined : setting.suggest(typed);
    const offers = whole === undefined ? begun : [{ word: whole, detail: "" }];
    return offers.map((offer) => ({ text: offer.word, detail: offer.detail, start: at - typed.length, end }));
  }
  const { values } = keys[key];
  const listed = list.split(",");
  const last = (listed.pop() ?? "").trimStart().replace(/^-/, "");
  const taken = new Set(listed.map((item) => values.resolve(item.trim().replace(/^-/, "").replaceAll('"', ""))));
  const second = values.allowsBoth && last.includes("+") ? [last.slice(last.lastIndexOf("+") + 1)] : [];
  return [last, ...second].flatMap((open) =>
    offersFor(key, open.replace(/^"/, ""), mostCandidates + taken.size, companies)
      .filter(({ word }) => !taken.has(values.resolve(word)))
      .map(({ word, detail }) => ({ text: printWord(word), detail, start: at - open.length, end })),
  );
}

/** Keys that begin with the word and are not there yet, then values that do. */
function wordsFor(
  plain: string,
  head: string,
  at: number,
  end: number,
  companies: readonly string[],
): readonly Candidate[] {
  const word = head.replace(/^[-"]/, "");
  const start = at - word.length;
  const typed = word.toLowerCase();
  const present = new Set([...plain.matchAll(/(?<key>[\p{L}_-]+)[:=<>]/gu)].map((match) => resolveKey(match[1] ?? "")));
  const free = keyNames.filter((key) => !present.has(key));
  const named = free.filter((key) => key.startsWith(typed));
  const called = free.filter((key) => !named.includes(key) && keys[key].also.some((name) => name.startsWith(typed)));
  const keysOf = (offered: readonly Key[]) => offered.map((key) => ({ text: `${key}:`, detail: keys[key].summary }));
  const values = typed === "" ? [] : plainKeys.flatMap((key) => offersOf(key, typed, companies));
  // What begins so by its own name, or whose name is longer in another spelling (golang), goes before what is also called so.
  const [own, other] = [true, false].map((isOwn) => values.filter((value) => value.isOwn === isOwn));
  const further = typed === "" ? [] : keysOf(called);
  return [...keysOf(named), ...(own ?? []), ...further, ...(other ?? [])]
    .map(({ text, detail }) => ({ text, detail, start, end }))
    .slice(0, mostCandidates);
}

/** The value of a key that goes on behind a space: `location:new y`. */
function valuesWithSpaces(plain: string, at: number, end: number): readonly Candidate[] {
  const { key: name = "", value = "" } =
    /(?:^|\s)-?(?<key>\p{L}[\p{L}_-]*)[:=](?:[^\s,"]+,\s*)*-?(?<value>[^\s,":=]+\s[^,":=]*)$/u.exec(plain.slice(0, at))
      ?.groups ?? {};
  const key = resolveKey(name);
  if (key === undefined || !isTermKey(key) || value.trim().split(/\s+/u).length > mostWords) return [];
  const offers = keys[key].values.complete(value, mostOfEach);
  return offers.map(({ word, detail }) => ({ text: printWord(word), detail, start: at - value.length, end }));
}

/** Names of which the last words before the cursor are the beginning: `machine l`. */
function phrasesFor(plain: string, at: number, end: number): readonly Candidate[] {
  const tail =
    /(?:^|[\s,])(?<words>[^\s,":=<>]+(?: [^\s,":=<>]*)+)$/u.exec(plain.slice(0, at))?.groups?.["words"] ?? "";
  const words = tail.split(" ").slice(-mostWords);
  return words.slice(0, -1).flatMap((_, index) => {
    const typed = words.slice(index).join(" ");
    const start = at - typed.length;
    return plainKeys.flatMap((key) => {
      const offers = keys[key].values.complete(typed, mostOfEach);
      return offers.map(({ word, detail }) => ({ text: `${key}:${printWord(word)}`, detail, start, end }));
    });
  });
}

function offersOf(
  key: TermKey,
  typed: string,
  companies: readonly string[],
): readonly { text: string; detail: string; isOwn: boolean }[] {
  const offers = offersFor(key, typed, mostOfEach, companies);
  return offers.map(({ word, detail }) => ({
    text: `${key}:${printWord(word)}`,
    detail,
    isOwn: fold(word).startsWith(fold(typed)) || fold(typed).startsWith(fold(word)),
  }));
}

function offersFor(key: TermKey, typed: string, limit: number, companies: readonly string[]): readonly Offer[] {
  return key === "company" ? companiesLike(typed, companies, limit) : keys[key].values.complete(typed, limit);
}

/** Those that begin so, then those of which a later word does. */
function companiesLike(typed: string, companies: readonly string[], limit: number): readonly Offer[] {
  const wanted = fold(typed);
  const names = companies.flatMap((company) => keys.company.values.resolve(company) ?? []);
  const begun = names.filter((name) => name.startsWith(wanted));
  const within = names.filter((name) => !name.startsWith(wanted) && name.includes(` ${wanted}`));
  return [...new Set([...begun, ...within])].slice(0, limit).map((word) => ({ word, detail: "" }));
}
