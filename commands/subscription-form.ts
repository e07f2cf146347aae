import { UserError } from "../src/errors.ts";
import { complete } from "../src/filter/complete.ts";
import { isTermKey, type Key, keyNames, keys } from "../src/filter/keys.ts";
import { queryOptions } from "../src/filter/options.ts";
import { parseOptions, parseQuery } from "../src/filter/parse.ts";
import { printQuery } from "../src/filter/print.ts";
import { pairsIn, printPairs } from "./query-pairs.ts";
import { readQuery } from "./read-query.ts";
import { SubscriptionName } from "./subscription-name.ts";

/**
 * The form of a subscription, whatever platform draws it: a field for each key of the language, made from its
 * declaration, and one for whatever no field can hold.
 *
 * - `words`: several of a vocabulary, each as the language has it (`go`, `-java`, `go+rust`), completed by `suggestions`.
 * - `choice`: one of few. - `time`: of the day, HH:MM. - `text`: as it is typed. - `place`: `me` or a channel.
 */
export interface FormField {
  readonly key: Key;
  readonly label: string;
  /** What it is for, with an example. */
  readonly hint: string;
  readonly example: string;
  readonly kind: "words" | "choice" | "time" | "text" | "place";
  /** Of a choice. */
  readonly choices: readonly FormChoice[];
}

export interface FormChoice {
  /** As the language has it. */
  readonly value: string;
  readonly label: string;
}

/** What most people fill in, first; the keys not named here follow as they are declared. */
const first: readonly Key[] = ["role", "level", "location", "mode", "lang", "pay", "to", "every", "at"];
const mostChoices = 25;

export const formFields: readonly FormField[] = [...new Set([...first, ...keyNames])].map(fieldOf);

function fieldOf(key: Key): FormField {
  const { example, values, title: label } = keys[key];
  const hint = queryOptions.shape[key]?.description ?? "";
  if (isTermKey(key)) {
    const kind = keys[key].values.isClosed || key === "company" ? "words" : "text";
    return { key, label, hint, example, kind, choices: [] };
  }
  if (key === "at") return { key, label, hint, example, kind: "time", choices: [] };
  if (key === "to") return { key, label, hint, example, kind: "place", choices: [] };
  const choices = ["status", "every", "unknown"].includes(key)
    ? values.complete("", mostChoices).map(({ word, detail }) => ({ value: word, label: `${word}: ${detail}` }))
    : [];
  return { key, label, hint, example, kind: choices.length > 0 ? "choice" : "text", choices };
}

/**
 * What may be meant by what is typed into a field of `words` or `text`, best first; `-` or `not` before it excludes.
 *
 * @param companies Known ones, best first.
 */
export function suggestions(
  key: string,
  typed: string,
  limit: number,
  companies: readonly string[] = [],
): readonly FormChoice[] {
  const field = formFields.find((one) => one.key === key);
  if (field === undefined) return [];
  const { minus = "", word = "" } = /^\s*(?<minus>-|not\s+)?(?<word>.*)$/isu.exec(typed)?.groups ?? {};
  const sign = minus === "" ? "" : "-";
  // In a field a space divides nothing.
  const text = `${field.key}:${/\s/u.test(word) ? `"${word.replaceAll('"', "")}` : word}`;
  const offered = complete(text, text.length, companies).map((offer) => ({
    value: `${text.slice(field.key.length + 1, offer.start)}${offer.text}`,
    detail: offer.detail,
  }));
  const signed = offered.map(({ value, detail }) => ({
    value: `${sign}${value}`,
    label: [`${sign === "" ? "" : "not "}${value}`, detail].filter((part) => part !== "").join(" · "),
  }));
  const own = itself(field.key, `${sign}${word.trim()}`);
  const isThere = signed.some(({ value }) => value === own?.value);
  return [...(own === undefined || isThere ? [] : [own]), ...signed].slice(0, limit);
}

/** All that a field of `words` may hold, exclusions last, where that is few enough to be looked through; else nothing. */
export function allWords({ key, kind }: FormField): readonly FormChoice[] {
  if (kind !== "words") return [];
  const known = suggestions(key, "", mostChoices);
  const all = [...known, ...known.map(({ value }) => ({ value: `-${value}`, label: `not ${value}` }))];
  return all.length > mostChoices ? [] : all;
}

/** What was typed, where the language takes it as it is: a company, `go+rust`. */
function itself(key: Key, typed: string): FormChoice | undefined {
  try {
    const value = pairsIn(printQuery(parseOptions({ [key]: typed }))).get(key);
    return value === undefined ? undefined : { value, label: value.startsWith("-") ? `not ${value.slice(1)}` : value };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What stands in the form: by key as the language has it, and the rest. */
export interface FormValues {
  readonly name?: string;
  readonly values: ReadonlyMap<Key, string>;
  readonly rest: string;
}

/** A query as what its form begins with. @throws UserError where it cannot be read. */
export function formOf(query: string): FormValues {
  const { query: read, saysEverything } = readQuery(query);
  return { values: pairsIn(printQuery(read)), rest: saysEverything ? "everything" : "" };
}

/** The values of a list, which commas between quotes do not divide. */
export function listed(values: string): readonly string[] {
  return values.match(/(?:"[^"]*"|[^,"])+/gu) ?? [];
}

/** Keys of a form, with the name and the rest. */
export type FormPlace = Key | "name" | "rest";

export type ReadForm =
  | { readonly isRead: true; readonly query: string; readonly name: string | undefined }
  | { readonly isRead: false; readonly errors: Readonly<Partial<Record<FormPlace, string>>> };

/** What was filled in as canonical text, or what is wrong in which place. */
export function readForm({ name, values, rest }: FormValues): ReadForm {
  const errors: Partial<Record<FormPlace, string>> = {};
  const pairs: string[] = [];
  for (const [key, text] of values) {
    if (text.trim() !== "") tried(key, () => pairs.push(printQuery(parseOptions({ [key]: text }))));
  }
  let query = "";
  tried("rest", () => {
    const { query: said, saysEverything } = readQuery(rest);
    const together = printQuery(parseQuery([...pairs, printQuery(said)].join(" ")));
    query = saysEverything ? `everything ${together}` : together;
  });
  const given = name?.trim() ?? "";
  const named = SubscriptionName.safeParse(given);
  if (given !== "" && !named.success) errors.name = named.error.issues[0]?.message ?? "That cannot be a name.";
  if (Object.keys(errors).length > 0) return { isRead: false, errors };
  return { isRead: true, query: query.trim(), name: given === "" ? undefined : given };

  function tried(place: FormPlace, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The place is the field itself.
      errors[place] = error.message.replace(/^Query, column \d+: e/, "E");
    }
  }
}

/**
 * What `edit` takes so that a subscription says what the form does: all that it holds, and `-key` for what it held.
 *
 * @param before Keys that the subscription had when the form was drawn.
 */
export function editOf(query: string, before: readonly string[]): string {
  const pairs = pairsIn(query);
  const cleared = before.filter((key) => ![...pairs.keys()].some((kept) => kept === key)).map((key) => `-${key}`);
  return [printPairs(pairs), ...cleared].filter((part) => part !== "").join(" ");
}
