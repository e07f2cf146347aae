import { clearableKeys, correctableKeys } from "../src/filter/correction/said.ts";
import { UserError } from "../src/errors.ts";
import { complete } from "../src/filter/complete.ts";
import { keyNames, resolveKey } from "../src/filter/keys.ts";
import { channelRights, defaultKeys, rightKeys, rightNames } from "./changed-settings.ts";
import { commands } from "./index.ts";
import type { Takes } from "./command.ts";
import { momentExamples } from "./moment.ts";
import { afterSlash, optionAtCursor } from "./typed-options.ts";
import { nextWord } from "./words.ts";

/** `value` may take the place of the line from `start` to `end`, in UTF-16 units. */
export interface Candidate {
  readonly value: string;
  /** What is said of it in a menu; may be empty. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

/** What the line cannot tell by itself. */
export interface CompletionContext {
  /** Names of the asker's subscriptions. */
  readonly subscriptions: readonly string[];
  /** Whether the place has channels, as `Asker.channels` tells; false when left out. */
  readonly hasChannels?: boolean;
  /** Known ones, best first; none when left out. */
  readonly companies?: readonly string[];
}

/** What is typed there is known to nobody before. */
function isFree(takes: Takes): takes is "word" | "lines" | "text" | "posting" | "name" {
  return takes === "word" || takes === "lines" || takes === "text" || takes === "posting" || takes === "name";
}

type Offer = Pick<Candidate, "value" | "detail">;

/**
 * What may stand at the cursor, best first: verbs, and then what the verb takes there. Never throws, whatever the line.
 */
export function completeLine(line: string, cursor: number, context: CompletionContext): readonly Candidate[] {
  const at = Math.max(0, Math.min(cursor, line.length));
  try {
    return candidates(line, at, context);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function candidates(line: string, cursor: number, context: CompletionContext): readonly Candidate[] {
  const { subscriptions, hasChannels = false, companies = [] } = context;
  const verbs = commands.map(({ verb, summary }) => ({ value: verb, detail: summary }));
  const names = subscriptions.map((value) => ({ value, detail: "your subscription" }));
  const start = afterSlash(line);
  const verb = nextWord(line, start);
  if (verb === null || verb.end >= cursor) return beginning(verbs, line, start, cursor);
  const command = commands.find((one) => one.verb === verb.text.toLowerCase());
  const option = command && optionAtCursor(command, line, verb.end, cursor);
  if (option === undefined) return [];
  const { takes, at } = option;
  if (takes === "verb") return beginning(verbs, line, at, cursor);
  if (takes === "subscription") return beginning(names, line, at, cursor);
  if (takes === "moment") return beginning(moments, line, at, cursor);
  if (takes === "settings") return settingCandidates(line, at, cursor, hasChannels);
  if (isFree(takes)) return [];
  const query = queryCandidates(line, at, cursor, hasChannels, companies);
  if (takes === "changes") return changeCandidates(query, line, at, cursor);
  if (takes === "search") return query;
  if (takes === "facts")
    return [...alone(undo, line, at, cursor), ...factCandidates(query, line, at, cursor, hasChannels)];
  const whole = takes === "query" ? (hasChannels ? [everything] : []) : names;
  return [...alone(whole, line, at, cursor), ...query];
}

const everything: Offer = { value: "everything", detail: "all that is open, for a channel" };

const moments: readonly Offer[] = momentExamples.map((value) => ({ value, detail: "" }));

/** Those that begin with the word at the cursor, in any case. */
function beginning(offers: readonly Offer[], line: string, at: number, cursor: number): readonly Candidate[] {
  const word = nextWord(line, at);
  const [start, end] = word === null || word.start > cursor ? [cursor, cursor] : [word.start, word.end];
  const typed = line.slice(start, cursor).toLowerCase();
  return offers.filter(({ value }) => value.toLowerCase().startsWith(typed)).map((offer) => ({ ...offer, start, end }));
}

/** What stands for the whole query is offered for its first word only. */
function alone(offers: readonly Offer[], line: string, at: number, cursor: number): readonly Candidate[] {
  const isFirst = !/\S\s/u.test(line.slice(at, cursor).trimStart());
  return isFirst ? beginning(offers, line, at, cursor) : [];
}

function queryCandidates(
  line: string,
  at: number,
  cursor: number,
  hasChannels: boolean,
  companies: readonly string[] = [],
): readonly Candidate[] {
  return complete(line.slice(at), cursor - at, companies)
    .filter(({ text }) => hasChannels || text !== "#")
    .map(({ text, detail, start, end }) => ({ value: text, detail, start: at + start, end: at + end }));
}

const undo: readonly Offer[] = [{ value: "undo", detail: "takes the last correction back" }];

const forAll: Offer = { value: "for:all", detail: "holds for everybody here" };

/** Of queries what says something of a posting; after a minus the keys of which it says nothing. */
function factCandidates(
  query: readonly Candidate[],
  line: string,
  at: number,
  cursor: number,
  hasChannels: boolean,
): readonly Candidate[] {
  const { word } = wordBefore(line, at, cursor);
  if (word.startsWith("-")) return clearings(clearableKeys, line, at, cursor);
  const audience = beginning(hasChannels ? [forAll] : [], line, cursor - word.length, cursor);
  const typed = keyOf(word);
  if (typed !== undefined && !correctableKeys.some((key) => key === resolveKey(typed))) return audience;
  const isOther = (value: string) => value.endsWith(":") && !correctableKeys.some((key) => value === `${key}:`);
  return [...query.filter(({ value }) => !isOther(value)), ...audience];
}

/** After a minus keys stand without their colon. */
function changeCandidates(query: readonly Candidate[], line: string, at: number, cursor: number): readonly Candidate[] {
  if (!wordBefore(line, at, cursor).word.startsWith("-")) return query;
  return [...clearings(keyNames, line, at, cursor), ...query.filter(({ value }) => !value.endsWith(":"))];
}

/** `-key` for the word at the cursor, whose minus is typed. */
function clearings(names: readonly string[], line: string, at: number, cursor: number): readonly Candidate[] {
  const { start } = wordBefore(line, at, cursor);
  const offers = names.map((name) => ({ value: `-${name}`, detail: `clears ${name}:` }));
  return beginning(offers, line, start, cursor);
}

/** Only keys that are settings, and their values. */
function settingCandidates(line: string, at: number, cursor: number, hasChannels: boolean): readonly Candidate[] {
  const names: readonly string[] = hasChannels ? [...defaultKeys, ...rightNames] : defaultKeys;
  const { word, start } = wordBefore(line, at, cursor);
  const key = keyOf(word);
  const rights = rightNames.flatMap((name) =>
    channelRights.map((right) => ({ value: `${name}:${right}`, detail: rightKeys[name].detail })),
  );
  if (rightNames.some((name) => name === key)) return hasChannels ? beginning(rights, line, start, cursor) : [];
  const own = queryCandidates(line, at, cursor, hasChannels);
  if (key !== undefined) return names.includes(resolveKey(key) ?? "") ? own : [];
  if (word.startsWith("-")) return clearings(names, line, at, cursor);
  return [
    ...own.filter(({ value }) => names.includes(value.slice(0, -1))),
    ...(hasChannels ? beginning(rights, line, start, cursor) : []),
  ];
}

/** Of `key:` and what follows. */
function keyOf(word: string): string | undefined {
  return /^(?<key>[^:=]+)[:=]/u.exec(word)?.groups?.["key"];
}

/** What is typed of the word at the cursor. */
function wordBefore(line: string, at: number, cursor: number): { readonly word: string; readonly start: number } {
  const word = /\S*$/u.exec(line.slice(at, cursor))?.[0] ?? "";
  return { word, start: cursor - word.length };
}
