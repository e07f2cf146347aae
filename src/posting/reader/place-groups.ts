/**
 * Puts the tokens of an expression together: `Paris, TX` is one place, `London, Berlin` are two, `Remote (EU or UK)` are
 * two limits of remote work, `Boston or Remote (US)` is a place and a limit.
 *
 * One file, though a long one: it is a single pass over the tokens, and every rule reads and writes the same open state.
 */
import type { PlaceNode } from "../vocabulary/places.ts";
import {
  isDoubtful,
  isRegionOrCountry,
  isState,
  isUnlistedNamesake,
  preferredContainers,
  within,
} from "./place-containment.ts";
import { type PlaceToken, tokensOf } from "./place-tokens.ts";
import type { PlaceMode } from "./place-words.ts";

/** One place, union or time zone that an expression names. Offsets count in the expression. */
export interface PlaceGroup {
  readonly start: number;
  readonly end: number;
  /** What the words may mean, best first; for a town that is not listed, the region or country that it is said to lie in. */
  readonly nodes: readonly PlaceNode[];
  /** The town's name where it is not listed. */
  readonly town: string | null;
  /** A time zone as a limit: then there are no nodes. */
  readonly zone: string | null;
  /** Whether it is said to be where a remote worker may be. */
  readonly isRemote: boolean;
  /** Whether a region or country beside the name settles which place is meant. */
  readonly isSettled: boolean;
  /** A name that is not believed by itself outside of a location field. */
  readonly isDoubtful: boolean;
}

export interface PlaceExpression {
  readonly groups: readonly PlaceGroup[];
  readonly modes: ReadonlySet<PlaceMode>;
  /** Whether every word was understood. */
  readonly isWhole: boolean;
}

type FoundPlace = PlaceToken & { readonly kind: "place" };
type Draft = { -readonly [Key in keyof PlaceGroup]: PlaceGroup[Key] };

/** What stands between two separators that mean "or". */
interface Alternative {
  readonly drafts: Draft[];
  current: Draft | undefined;
  /** Capitalised words that may be a town: `Cape Canaveral` before `, FL`. */
  unknown: { start: number; end: number; words: number; isEnded: boolean } | undefined;
  readonly modes: Set<PlaceMode>;
  lastMode: PlaceMode | undefined;
  /** Whether brackets after "remote" have said where, so that what stands outside is something else. */
  isRemoteElsewhere: boolean;
  /** Whether "remote" stands before, with no comma since. */
  isAfterRemote: boolean;
  /** Places that "remote" stands directly beside: it says nothing of the others. */
  readonly bound: Set<Draft>;
  /** Whether a comma stands between the last place and here. */
  hasComma: boolean;
}

const longestTown = 4;
const jobWord =
  /\b(?:\w*(?:engineer|developer|manager|lead|director|analyst|scientist|designer|architect|specialist|head)\w*|sales|team|role|remote|hiring|university|college|company|inc|llc|ltd|gmbh)\b/i;
const deepestBracket = 4;

/** Reads an expression. `anyCase` as in `tokensOf`: the text is a location field. Linear in its length. */
export function readPlaceExpression(text: string, anyCase: boolean): PlaceExpression {
  return new Assembly(text, tokensOf(text, anyCase), anyCase).read();
}

class Assembly {
  #at = 0;
  #isWhole = true;
  readonly #text: string;
  readonly #tokens: readonly PlaceToken[];
  readonly #anyCase: boolean;

  constructor(text: string, tokens: readonly PlaceToken[], anyCase: boolean) {
    this.#text = text;
    this.#tokens = tokens;
    this.#anyCase = anyCase;
  }

  read(): PlaceExpression {
    const groups: PlaceGroup[] = [];
    const modes = new Set<PlaceMode>();
    // A bracket that was never opened ends nothing.
    while (this.#at < this.#tokens.length) {
      const { drafts, modes: said } = this.#alternatives(0, false);
      groups.push(...drafts);
      for (const mode of said) modes.add(mode);
    }
    return { groups, modes, isWhole: this.#isWhole };
  }

  /** Everything up to the end or the closing bracket. In brackets after a place an unknown name is a quarter of it. */
  #alternatives(
    depth: number,
    isAfterPlace: boolean,
  ): { drafts: Draft[]; modes: Set<PlaceMode>; startsWithOr: boolean } {
    const drafts: Draft[] = [];
    const modes = new Set<PlaceMode>();
    const startsWithOr = this.#tokens[this.#at]?.kind === "or";
    let open = emptyAlternative();
    const close = (): void => {
      drafts.push(...finished(open));
      for (const mode of open.modes) modes.add(mode);
      if (open.unknown !== undefined && !(isAfterPlace && open.unknown.words < longestTown)) this.#isWhole = false;
      open = emptyAlternative();
    };
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at++];
      if (token === undefined || token.kind === "close") break;
      if (token.kind === "or") close();
      else if (token.kind === "open") {
        if (depth < deepestBracket)
          bracket(open, this.#alternatives(depth + 1, this.#tokens[this.#at - 2]?.kind === "place"));
      } else this.#add(open, token);
    }
    close();
    return { drafts, modes, startsWithOr };
  }

  #add(open: Alternative, token: PlaceToken): void {
    if (token.kind === "mode") {
      open.modes.add(token.mode);
      open.lastMode = token.mode;
      open.isAfterRemote = token.mode === "remote";
    } else if (token.kind === "comma") {
      open.hasComma = true;
      open.isAfterRemote = false;
      if (open.unknown !== undefined) open.unknown.isEnded = true;
    } else if (token.kind === "zone") {
      if (token.limit !== null) open.drafts.push(draftOf(token, [], { zone: token.limit, isRemote: true }));
    } else if (token.kind === "unknown") this.#addUnknown(open, token);
    else if (token.kind === "place") {
      this.#addPlace(open, token);
      open.hasComma = false;
      open.isAfterRemote = false;
    }
  }

  #addUnknown(open: Alternative, { start, end }: PlaceToken): void {
    const isName = /^\p{Lu}/u.test(this.#text.slice(start, start + 2));
    if (open.unknown !== undefined && !open.unknown.isEnded) {
      open.unknown = { ...open.unknown, end, words: open.unknown.words + (isName ? 1 : longestTown) };
      return;
    }
    if (open.unknown !== undefined) {
      this.#isWhole = false;
      // `Kenmare, Kerry, Ireland`: the first of several unknown names in a location field is the town.
      if (this.#anyCase && open.unknown.words <= longestTown) return;
    }
    open.unknown = { start, end, words: isName || this.#anyCase ? 1 : longestTown + 1, isEnded: false };
  }

  #addPlace(open: Alternative, token: FoundPlace): void {
    const { current, unknown } = open;
    const isBound = this.#isBoundToRemote(open);
    if (token.isArea && current === undefined && unknown?.isEnded === true) return;
    if (current !== undefined && this.#belongsTo(current, open, token, isBound)) return;
    const town = this.#townBefore(unknown, token);
    if (town !== undefined && unknown !== undefined) {
      open.unknown = undefined;
      const nodes = preferredContainers(token.nodes.filter(isRegionOrCountry));
      const span = { start: unknown.start, end: token.end };
      open.current = draftOf(span, nodes, { town, isSettled: true });
      open.drafts.push(open.current);
      return;
    }
    if (current !== undefined && !isBound && isNarrowedBy(current, open, token)) return;
    if (token.isCode && !(this.#anyCase && isRegionOrCountry(token.nodes[0]))) {
      this.#isWhole = false;
      return;
    }
    const name = this.#text.slice(token.start, token.end);
    open.current = draftOf(token, token.nodes, { isDoubtful: isDoubtful(name, token.nodes), isRemote: isBound });
    open.drafts.push(open.current);
    if (isBound) open.bound.add(open.current);
  }

  /** Whether the token only says where the place before it lies, or names it again. */
  #belongsTo(current: Draft, open: Alternative, token: FoundPlace, isBound: boolean): boolean {
    const inside = isBound ? [] : within(current.nodes, token.nodes);
    if (inside.length > 0) {
      settle(current, inside, token.end);
      open.unknown = undefined;
      return true;
    }
    if (token.isArea && open.unknown === undefined) return true;
    if (current.town !== null) return false;
    if (open.hasComma && !current.isSettled && isUnlistedNamesake(current.nodes, token)) {
      current.town = this.#text.slice(current.start, current.end);
      settle(current, token.nodes.filter(isState), token.end);
      return true;
    }
    return current.nodes.some((node) => token.nodes.includes(node));
  }

  /** Whether "remote" stands directly before this place, or directly after it at the end of a list. */
  #isBoundToRemote(open: Alternative): boolean {
    if (open.isAfterRemote) return true;
    const next = this.#tokens[this.#at];
    return next?.kind === "mode" && next.mode === "remote" && open.drafts.length > 1;
  }

  /** The name of a town that is not listed, when what follows is the region or country that it lies in. */
  #townBefore(unknown: Alternative["unknown"], token: FoundPlace): string | undefined {
    if (unknown === undefined || unknown.words > longestTown) return undefined;
    if (!token.nodes.some(isRegionOrCountry) || (!unknown.isEnded && !(this.#anyCase && token.isCode)))
      return undefined;
    const name = this.#text.slice(unknown.start, unknown.end);
    // In prose and titles `Support Engineer, Germany` is no town: a state must follow, and no word of work be in it.
    if (!this.#anyCase && (token.nodes[0]?.kind === "country" || jobWord.test(name))) return undefined;
    return /^(?!\p{Lu}{2,4}$)[\p{L}\p{M}.'’ -]{2,40}$/u.test(name) ? name : undefined;
  }
}

function emptyAlternative(): Alternative {
  return {
    drafts: [],
    current: undefined,
    unknown: undefined,
    modes: new Set(),
    lastMode: undefined,
    isRemoteElsewhere: false,
    isAfterRemote: false,
    bound: new Set(),
    hasComma: false,
  };
}

function draftOf(span: { start: number; end: number }, nodes: readonly PlaceNode[], more: Partial<Draft>): Draft {
  const { start, end } = span;
  const nothing = { town: null, zone: null, isRemote: false, isSettled: false, isDoubtful: false };
  return { start, end, nodes, ...nothing, ...more };
}

function settle(draft: Draft, nodes: readonly PlaceNode[], end: number): void {
  draft.nodes = nodes;
  draft.end = end;
  draft.isSettled = true;
}

/** `Germany, Cologne` is one place; `Remote US, Seattle` are two, `Remote, US, Seattle` is one. */
function isNarrowedBy(current: Draft, open: Alternative, token: FoundPlace): boolean {
  const [outer] = current.nodes;
  if (current.town !== null || !(isRegionOrCountry(outer) || outer?.kind === "worldwide")) return false;
  if (open.bound.has(current) && open.hasComma && token.nodes[0]?.kind === "city") return false;
  const inside = within(token.nodes, current.nodes);
  if (inside.length === 0) return false;
  settle(current, inside, token.end);
  return true;
}

/** What stands in brackets after a place or a mode: its country, its districts, or alternatives of their own. */
function bracket(open: Alternative, inner: { drafts: Draft[]; modes: Set<PlaceMode>; startsWithOr: boolean }): void {
  const { current } = open;
  if (inner.drafts.length === 0) {
    if (!inner.startsWithOr) for (const mode of inner.modes) open.modes.add(mode);
    return;
  }
  if (current !== undefined && open.lastMode !== "remote") {
    const [only] = inner.drafts;
    const narrowed = inner.drafts.length === 1 && only !== undefined ? within(current.nodes, only.nodes) : [];
    if (only !== undefined && narrowed.length > 0 && only.town === null) {
      settle(current, narrowed, only.end);
      return;
    }
    if (inner.drafts.every((draft) => within(draft.nodes, current.nodes).length > 0)) {
      open.drafts.splice(open.drafts.lastIndexOf(current), 1);
      for (const draft of inner.drafts) draft.nodes = within(draft.nodes, current.nodes);
      open.drafts.push(...inner.drafts);
      open.current = undefined;
      return;
    }
    // A quarter that happens to be called like a town elsewhere: `Boston (Charlestown)`.
    if (inner.drafts.length === 1 && only !== undefined && only.nodes[0]?.kind === "city" && !only.isRemote) return;
  }
  if (open.lastMode === "remote") {
    for (const draft of inner.drafts) draft.isRemote = true;
    open.isRemoteElsewhere = true;
  }
  open.drafts.push(...inner.drafts);
}

/** The drafts of an alternative, with the remote mode of its words upon them. */
function finished(open: Alternative): Draft[] {
  const isRemote = open.modes.has("remote") && !open.modes.has("onsite") && !open.modes.has("hybrid");
  if (!isRemote || open.isRemoteElsewhere) return open.drafts;
  const cities = open.drafts.filter(({ nodes }) => nodes[0]?.kind === "city").length;
  const isOfAll = open.bound.size === open.drafts.length || (open.bound.size === 0 && cities < 2);
  if (isOfAll) for (const draft of open.drafts) draft.isRemote = true;
  return open.drafts;
}
