import type { Command } from "../../../commands/command.ts";
import { completeLine } from "../../../commands/complete.ts";
import { formFields, listed, suggestions } from "../../../commands/subscription-form.ts";
import { canClear, clearing, typedKeys } from "../../../commands/typed-keys.ts";
import { inert } from "../../delivery/card/inert.ts";

/** What a person may choose instead of typing on: what they read, and what is filled in. */
export interface Completion {
  readonly name: string;
  readonly value: string;
}

/** What the text cannot tell by itself. All of it may be empty: nothing is waited for. */
export interface AutocompleteContext {
  /** The asker's own. */
  readonly subscriptions: readonly { readonly name: string; readonly query: string }[];
  /** Those that may be meant by what is typed, best first. */
  readonly postings: readonly { readonly reference: string; readonly about: string }[];
  /** Known ones, best first. */
  readonly companies: readonly string[];
  /** Names of the server's channels, without the sign; null where there are none. */
  readonly channels: readonly string[] | null;
}

export const mostCompletions = 25;
/** Of a name and of a value. */
const mostText = 100;
/** Between what is filled in and what is said of it: a sign that nobody types (U+22C5), so that the two can be told apart. */
const divider = " \u22c5 ";

interface Offer {
  readonly value: string;
  readonly detail: string;
}

/**
 * What may be meant by what is typed into an option, best first. It takes the place of all of it, so it begins with what was
 * typed before the word that is completed. Free text is never offered: Discord takes it as it is.
 *
 * @param focused Name of the option: one of the command's own, or a key.
 */
export function autocomplete(
  command: Command,
  focused: string,
  typed: string,
  context: AutocompleteContext,
): readonly Completion[] {
  const isOwn = command.takes[focused] !== undefined;
  const offers = isOwn ? ownOffers(command, focused, typed, context) : keyOffers(command, focused, typed, context);
  const fitting = new Map(offers.filter(({ value }) => isFilledIn(value)).map((offer) => [offer.value, offer]));
  return Array.from(fitting.values(), ({ value, detail }) => ({
    name: nameOf(value, detail),
    value,
  })).slice(0, mostCompletions);
}

/** What is filled in stands in it whole. */
function nameOf(value: string, detail: string): string {
  const hasRoom = detail !== "" && value.length + divider.length + 2 <= mostText;
  return inert(hasRoom ? `${value}${divider}${detail}` : value, mostText);
}

/** Discord sometimes hands over what a completion is called instead of what it stands for. */
export function withoutDetail(text: string): string {
  return text.split(divider)[0] ?? text;
}

/** A longer one cannot be offered, and one of blanks or hidden signs has no name. */
function isFilledIn(value: string): boolean {
  return value.length <= mostText && inert(value, mostText) !== "";
}

/** As in a typed line, whose words before this option do not matter. */
function ownOffers(
  command: Command,
  focused: string,
  typed: string,
  { subscriptions, postings, companies, channels }: AutocompleteContext,
): readonly Offer[] {
  const how = command.takes[focused];
  if (how === "name" || how === "word") return [];
  if (how === "posting") return postings.map(({ reference, about }) => ({ value: reference, detail: about }));
  const names = Object.keys(command.takes);
  const before = names.slice(0, names.indexOf(focused)).map(() => "x");
  const head = `${["/jobs", command.verb, ...before].join(" ")} `;
  const line = head + typed;
  const found = completeLine(line, line.length, {
    subscriptions: subscriptions.map(({ name }) => name),
    hasChannels: channels !== null,
    companies,
  });
  return found.map(({ value, detail, start, end }) => ({
    value: `${line.slice(head.length, start)}${value}${line.slice(end)}`,
    detail: how === "subscription" ? (subscriptions.find(({ name }) => name === value)?.query ?? "") : detail,
  }));
}

function keyOffers(
  { takes }: Command,
  key: string,
  typed: string,
  { companies, channels }: AutocompleteContext,
): readonly Offer[] {
  const how = Object.values(takes).find((one) => typedKeys(one).some((known) => known.key === key));
  if (how === undefined) return [];
  const clear =
    canClear(how) && ["", clearing].includes(typed.trim()) ? [{ value: clearing, detail: "no longer" }] : [];
  if (key === "to") return [...destinations(typed, channels), ...clear];
  const isList = formFields.find((field) => field.key === key)?.kind === "words";
  const before = isList ? (/^(?:[^"]|"[^"]*")*,\s*/u.exec(typed)?.[0] ?? "") : "";
  const taken = new Set(listed(before).map((value) => unsigned(value.trim())));
  const offers = suggestions(key, typed.slice(before.length), mostCompletions + taken.size, companies)
    .filter(({ value }) => !taken.has(unsigned(value)))
    .map(({ value, label }) => ({ value: `${before}${value}`, detail: label.split(" · ")[1] ?? "" }));
  return [...clear.filter(() => typed !== ""), ...offers, ...clear.filter(() => typed === "")];
}

function unsigned(value: string): string {
  return value.toLowerCase().replace(/^-/, "");
}

function destinations(typed: string, channels: readonly string[] | null): readonly Offer[] {
  const wanted = typed.trim().toLowerCase();
  const all = [
    { value: "me", detail: "a direct message" },
    ...(channels ?? []).map((name) => ({ value: `#${name}`, detail: "" })),
  ];
  return all.filter(({ value }) => [value, value.slice(1)].some((text) => text.toLowerCase().startsWith(wanted)));
}
