/** From elements to what is wanted and what is not, in one file: each word belongs to one of them, and none is left over. */
import type { TermKey } from "../filter.ts";
import { type Key, keys } from "../keys.ts";
import { levelsBetween } from "../level-spans.ts";
import { printWord } from "../print.ts";
import { queryError, type Span } from "../query-error.ts";
import type { Element } from "./elements.ts";
import { chosen, endsInWord, meaningIn, qualified } from "./settle.ts";

/** What plain words ask for. */
export interface Wants {
  /** As the language has it: `lang:go`, `level:-senior`. */
  readonly pairs: readonly string[];
  /** For people: what was said and yet narrows nothing, with the reason. */
  readonly notes: readonly string[];
}

/** What stands on one side of an "or". */
interface Side extends Span {
  readonly key: Key;
  readonly excluded: boolean;
  readonly text: string;
}

/** One value that is wanted or excluded. */
interface Want extends Side {
  readonly key: TermKey;
  /** Canonical, all of them together. */
  readonly values: readonly string[];
  /** It would do as well, and is not asked for: "remote ok". */
  also: string | undefined;
}

/**
 * What the elements ask for, read from left to right.
 *
 * @throws UserError `query` for what may mean this or that: it names both.
 */
export function wantsOf(elements: readonly Element[]): Wants {
  const all = qualified(elements);
  const wants: Want[] = [];
  const pairs: string[] = [];
  let denial: Denial | undefined;
  let link: Link = "none";
  let isBoth = false;
  let before: Side | undefined;
  for (const [index, element] of all.entries()) {
    switch (element.kind) {
      case "value":
      case "company": {
        const under = denial && { ...denial, isOpen: denial.kind === undefined };
        const { key, value } = meaningIn(element.kind === "value" ? chosen(element, index, all, under) : element);
        const denied: boolean = denial !== undefined && isDenied(denial, link, key, index, all);
        if (denial !== undefined) {
          denial = denied
            ? { ...denial, kind: key, isEnded: denial.isEnded || link === "or" || link === "and" }
            : undefined;
        }
        const want = {
          key,
          values: [value],
          excluded: denied || (element.kind === "value" && element.excluded),
          text: element.text,
          start: element.start,
          end: element.end,
          also: undefined,
        };
        const previous = wants.at(-1);
        if (link === "or" && before !== undefined) refuseEither(before, want);
        before = want;
        if (previous !== undefined && !want.excluded && isTogether(previous, want, link, isBoth)) {
          wants[wants.length - 1] = { ...previous, values: [...previous.values, value], end: want.end };
        } else wants.push(want);
        isBoth = isBoth && link === "none";
        link = "none";
        break;
      }
      case "measure":
        if (denial !== undefined && denial.kind === undefined) refuseDeniedMeasure(denial, element);
        for (const { key, value } of element.said) {
          // "summer internships 2027" are of that summer.
          const same = key === "text" ? pairs.findIndex((pair) => pair.startsWith("text:")) : -1;
          if (same === -1) pairs.push(`${key}:${value}`);
          else pairs[same] += `+${value}`;
        }
        denial = undefined;
        link = "none";
        break;
      case "not":
        denial = { kind: undefined, isEnded: false, start: element.start, end: element.end, text: element.text };
        link = "none";
        break;
      case "both":
        isBoth = true;
        break;
      case "to":
        link = "to";
        break;
      case "above":
      case "below":
        widen(wants, element);
        break;
      case "also":
        markAlso(wants, element);
        break;
      case "needless":
        spare(wants, element);
        break;
      case "wish":
        throw queryError(
          "what is wanted or not wanted, since a filter knows no preferences",
          `"${element.text}"`,
          element,
        );
      case "worker":
        if (!isQualifiedWorker(all, index)) wants.push(workerWant(element, denial));
        break;
      case "or":
      case "and":
      case "comma":
      case "slash":
      case "plus":
        if (element.kind === "plus" && wants.length === 0) {
          throw queryError("values on both sides of the plus, such as lang:go+rust", '"+"', element);
        }
        link = stronger(link, element.kind);
        break;
      case "pair":
        if (denial !== undefined && denial.kind === undefined) refuseDenial(denial, undefined);
        if (link === "or" && before !== undefined) refuseEither(before, element);
        before = element;
        denial = undefined;
        link = "none";
        isBoth = false;
        break;
      case "in":
        if (link === "none") link = "in";
        break;
      case "filler":
        break;
    }
  }
  if (denial !== undefined && denial.kind === undefined) refuseDenial(denial, undefined);
  return asked(spanned(wants, all), pairs);
}

type Link = "none" | "in" | "or" | "and" | "comma" | "slash" | "plus" | "to";

interface Denial extends Span {
  /** Kind of what was denied first; undefined before it. */
  readonly kind: TermKey | undefined;
  /** The last of its list was named, behind an "or" or "and". */
  readonly isEnded: boolean;
  readonly text: string;
}

/** A word says more than the comma before it. */
function stronger(link: Link, kind: Link): Link {
  return kind === "comma" && link !== "none" && link !== "in" ? link : kind;
}

/** How far a "no" reaches: over a list of its kind, and over "or" to anything. */
function isDenied(denial: Denial, link: Link, key: TermKey, index: number, elements: readonly Element[]): boolean {
  if (denial.kind === undefined) return true;
  if (link === "or") return true;
  if (link === "and" || link === "slash" || link === "plus") return key === denial.kind;
  if (link !== "comma" || key !== denial.kind || denial.isEnded) return false;
  if (endsInWord(elements, index, key, "nor")) return true;
  const element = elements[index];
  if (element?.kind !== "value" && element?.kind !== "company") return false;
  const word = printWord(keys[key].values.word(meaningIn(element).value));
  const ways = [`${key}:${word}`, `${key}:-${word}`];
  throw queryError(ways.join(" or "), `"${element.text}", to which the "${denial.text}" before it may reach`, {
    start: element.start,
    end: element.end,
    choices: ways,
  });
}

function refuseDenial(denial: Denial, next: Element | undefined): never {
  throw queryError(
    `what is not wanted after "${denial.text}"`,
    next === undefined ? "nothing" : `"${next.text}"`,
    next ?? denial,
  );
}

/** All keys hold together: what is wanted under one or under another cannot be said. */
function refuseEither(previous: Side, { key, excluded, text, start, end }: Side): void {
  if (previous.key === key || excluded || previous.excluded) return;
  const place = [previous.key, key].includes("location") && [previous.key, key].includes("mode");
  const because = place
    ? ", which takes remote work that may be done from there"
    : ", for different keys hold together";
  const expected = place ? `a place alone${because}` : `one kind on both sides of "or"${because}`;
  throw queryError(expected, `"${previous.text} or ${text}"`, { start: Math.min(previous.start, start), end });
}

function refuseDeniedMeasure(
  { text, start }: Denial,
  { text: denied, end, said }: Extract<Element, { kind: "measure" }>,
): never {
  const ways = said[0]?.key === "visa" ? ["visa:yes", "visa:no"] : [];
  const expected =
    ways.length > 0 ? `${ways.join(" or ")}, for a "no" before it may mean either` : `nothing like "${text}" before it`;
  throw queryError(expected, `"${text} ${denied}"`, { start, end, choices: ways });
}

function isTogether(previous: Want, want: Want, link: Link, isBoth: boolean): boolean {
  if (previous.key !== want.key || previous.excluded || !keys[want.key].values.allowsBoth) return false;
  return link === "plus" || (isBoth && link === "and");
}

/** "mid to senior", "junior-senior": all between them. */
function spanned(wants: readonly Want[], elements: readonly Element[]): readonly Want[] {
  return wants.flatMap((want, index): readonly Want[] => {
    const next = wants[index + 1];
    const isSpan =
      next !== undefined &&
      want.key === "level" &&
      next.key === "level" &&
      elements.some(({ kind, start }) => kind === "to" && start >= want.end && start < next.start);
    if (!isSpan) return [want];
    return levelsBetween(want.values[0], next.values[0]).map((value) => ({ ...want, values: [value] }));
  });
}

/** "German not required" is no wish to be without German, and yet nothing that asks for it would do. */
function spare(wants: Want[], element: Element): void {
  const first = wants.findLastIndex(({ key, excluded }) => key !== "speaks" || excluded) + 1;
  if (first === wants.length) {
    throw queryError(
      "what is wanted or not, for what is not required needs no word, but a human language: german not required",
      `"${element.text}"`,
      element,
    );
  }
  wants.splice(first, wants.length, ...wants.slice(first).map((want) => ({ ...want, excluded: true })));
}

function widen(wants: Want[], element: Element): void {
  const last = wants.findLast(({ key }) => key !== "role");
  if (last?.key !== "level")
    throw queryError("a level before it, as in senior and above", `"${element.text}"`, element);
  const all = element.kind === "above" ? levelsBetween(last.values[0]) : levelsBetween(undefined, last.values[0]);
  wants.push(...all.filter((value) => value !== last.values[0]).map((value) => ({ ...last, values: [value] })));
}

function markAlso(wants: readonly Want[], element: Element): void {
  const last = wants.at(-1);
  if (last === undefined || last.excluded)
    throw queryError("what would do before it, as in remote ok", `"${element.text}"`, element);
  last.also = `${last.text} ${element.text}`;
}

/** What would do as well widens what else is asked under its key; where nothing is, it is let through already. */
function asked(wants: readonly Want[], pairs: readonly string[]): Wants {
  const asks = (key: TermKey) => wants.some((want) => want.key === key && !want.excluded && want.also === undefined);
  const counted = wants.filter((want) => want.also === undefined || asks(want.key));
  const notes = wants
    .filter((want) => !counted.includes(want))
    .map(({ key, also }) => `"${also}" narrows nothing: where no ${key}: is asked for, every one is let through.`);
  return { pairs: [...counted.map(printed), ...pairs], notes };
}

function printed({ key, values, excluded }: Want): string {
  const words = values.map((value) => printWord(keys[key].values.word(value)));
  return `${key}:${excluded ? "-" : ""}${words.join("+")}`;
}

/** Whether a worker is told by a role, a language or a tool beside it, or by a role under its key. */
function isQualifiedWorker(elements: readonly Element[], index: number): boolean {
  if (elements.some((element) => element.kind === "pair" && element.key === "role" && !element.excluded)) return true;
  const isTelling = (element: Element | undefined) =>
    element?.kind === "value" && element.meanings.some(({ key }) => key === "role" || key === "lang" || key === "text");
  for (let at = index - 1; elements[at]?.kind === "value" || elements[at]?.kind === "worker"; at--)
    if (isTelling(elements[at])) return true;
  for (let at = index + 1; elements[at]?.kind === "value" || elements[at]?.kind === "filler"; at++)
    if (isTelling(elements[at])) return true;
  return false;
}

function workerWant({ text, start, end }: Element, denial: Denial | undefined): Want {
  return { key: "role", values: ["software"], excluded: denial !== undefined, text, start, end, also: undefined };
}
