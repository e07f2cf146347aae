import { lineage } from "../../posting/vocabulary/places.ts";
import type { TermKey } from "../filter.ts";
import { keys } from "../keys.ts";
import { printWord } from "../print.ts";
import { queryError, type Span } from "../query-error.ts";
import type { Element } from "./elements.ts";
import { type Meaning, placesInside } from "./meanings.ts";

export type Value = Extract<Element, { kind: "value" }>;

/**
 * The one meaning of a value: that of the kind of its neighbours in a list, where only one is.
 *
 * @param denied The "no" that it stands under, open where nothing stands between.
 * @throws UserError `query` where that does not tell.
 */
export function chosen(
  element: Value,
  index: number,
  all: readonly Element[],
  denied: (Span & { readonly isOpen: boolean }) | undefined,
): Value {
  if (element.meanings.length < 2) return element;
  const beside = [neighbour(all, index, -1), neighbour(all, index, 1)].flatMap((other) =>
    other?.kind === "value" && other.meanings.length === 1 ? other.meanings : [],
  );
  const fitting = element.meanings.filter(({ key }) => beside.some((other) => other.key === key));
  const kinds = new Set(element.meanings.map(({ key }) => key));
  if (kinds.size > 1 && fitting.length === 1) return { ...element, meanings: fitting };
  const sign = denied === undefined ? "" : "-";
  const ways = element.meanings.map(({ key, value }) => `${key}:${sign}${printWord(keys[key].values.word(value))}`);
  const or = new Intl.ListFormat("en", { type: "disjunction" }).format(ways);
  throw queryError(or, `"${element.text}", which may be each of them`, {
    start: denied?.isOpen === true ? denied.start : element.start,
    end: element.end,
    // In the midst of a list that is denied, one of them would be left standing without its "no".
    choices: denied?.isOpen === false ? [] : ways,
  });
}

function neighbour(all: readonly Element[], index: number, step: 1 | -1): Element | undefined {
  const link = all[index + step];
  const isLink = link !== undefined && (linking.has(link.kind) || (link.kind === "comma" && endsInWord(all, index)));
  return isLink ? all[index + 2 * step] : undefined;
}

const linking: ReadonlySet<Element["kind"]> = new Set(["or", "and", "slash", "plus", "to"]);

/** A place with the one that it lies in behind it is the narrower: "Berlin, Germany", "Cambridge (US)". */
export function qualified(elements: readonly Element[]): readonly Element[] {
  const kept: Element[] = [];
  for (const [index, element] of elements.entries()) {
    const before = kept.findLast(({ kind }) => kind !== "comma" && kind !== "in" && kind !== "slash");
    const between = before === undefined ? [] : kept.slice(kept.indexOf(before) + 1);
    const within =
      element.kind === "value" && before?.kind === "value"
        ? placesWithin(before, element, isPair(elements, before, index))
        : [];
    if (before?.kind !== "value" || within.length === 0 || between.some(({ kind }) => kind === "slash")) {
      kept.push(element);
      continue;
    }
    kept.splice(kept.indexOf(before), kept.length, { ...before, meanings: within, end: element.end });
  }
  return kept;
}

/** Whether no other place stands before or behind the two: "London, Canada, Germany" is a list. */
function isPair(elements: readonly Element[], inner: Value, outer: number): boolean {
  const first = elements.findIndex(({ kind, start }) => kind === "value" && start === inner.start);
  return [listed(elements, first, -1), listed(elements, outer, 1)].every(
    (other) => other?.kind !== "value" || other.meanings.every(({ key }) => key !== "location"),
  );
}

/** What stands beside it in a list, with a comma or a word between. */
function listed(elements: readonly Element[], index: number, step: 1 | -1): Element | undefined {
  const link = elements[index + step]?.kind;
  return link === "comma" || link === "or" || link === "and" || link === "slash"
    ? elements[index + 2 * step]
    : undefined;
}

function placesWithin(inner: Value, outer: Value, isAlone: boolean): readonly Meaning[] {
  if (outer.excluded !== inner.excluded && outer.excluded) return [];
  const containers = outer.meanings.filter(({ key }) => key === "location").map(({ value }) => value);
  const within = inner.meanings.filter(
    ({ key, value }) =>
      key === "location" && containers.some((container) => container !== value && lineage(value).has(container)),
  );
  const isPlace = inner.meanings.every(({ key }) => key === "location");
  return within.length > 0 || !isPlace
    ? within
    : containers.flatMap((container) => placesInside(inner.text, container, isAlone));
}

/** Whether the list of one kind that goes on here has an "or" or "and" before its last, or that very word. */
export function endsInWord(elements: readonly Element[], from: number, key?: TermKey, word?: string): boolean {
  for (const element of elements.slice(from)) {
    if (element.kind === "or" || element.kind === "and" || element.kind === "slash") {
      return word === undefined || element.text.toLowerCase() === word;
    }
    const isListed =
      element.kind === "comma" ||
      ((element.kind === "value" || element.kind === "company") &&
        (key === undefined || meaningIn(element).key === key));
    if (!isListed) return false;
  }
  return false;
}

/** The meaning that is taken; of a company its name. */
export function meaningIn(element: Value | Extract<Element, { kind: "company" }>): Meaning {
  if (element.kind === "company")
    return { key: "company", value: keys.company.values.resolve(element.text) ?? element.text };
  const [meaning] = element.meanings;
  if (meaning === undefined) throw new TypeError(`plain words: expected a meaning of "${element.text}", got none`);
  return meaning;
}
