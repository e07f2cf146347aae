import { cardChoice } from "../../../commands/card-buttons.ts";
import { keyInDirect } from "./direct-key.ts";
import { allCardButtons, type CardButton } from "../../delivery/card/card.ts";

/**
 * What the buttons, menus and forms of our messages carry, at most 100 characters. All of it comes back from whoever presses,
 * who may have made it up: it names what they ask for, and gives no right to it. What ends in the key of a delivery is how the
 * message is found again.
 */
export type Pressed =
  /** A line of /jobs. */
  | { readonly kind: "line"; readonly line: string }
  /** A line of /jobs that is kept under this key. */
  | { readonly kind: "kept"; readonly key: string }
  /** The same, of what takes something away: it is asked for again before it is done. */
  | { readonly kind: "sure"; readonly key: string }
  /** A line that opens the form of a subscription, kept under this key. */
  | { readonly kind: "edit"; readonly key: string }
  /** A menu of one's subscriptions: the values are their ids. */
  | { readonly kind: "own" }
  /** A menu of openings: the values are ids of postings. */
  | { readonly kind: "openings" }
  /** Opens a form again with what is kept under this key. */
  | { readonly kind: "again"; readonly key: string }
  /** Opens an empty form. */
  | { readonly kind: "subscribe" };

const posting = /^[\w-]{1,40}$/;
const cardPattern = /^card:(?<button>\w+):(?<posting>[\w-]{1,40}):/;
const keptPattern = /^(?<kind>kept|sure|edit|again):(?<key>\w+)$/;
const keptKinds = ["kept", "sure", "edit", "again"] as const;

/** Undefined for an id that no button can carry. */
export function cardButtonId(button: CardButton, postingId: string, key: string): string | undefined {
  return isPostingId(postingId) ? `card:${button}:${postingId}:${key}` : undefined;
}

export function isPostingId(text: string): boolean {
  return posting.test(text);
}

/** A button that lists one's subscriptions: for messages that have no other button to carry the key. */
export function listId(key: string): string {
  return `list:${key}`;
}

/** @param index Of the menu in its message. */
export function openingsId(index: number, key: string): string {
  return `openings:${index}:${key}`;
}

export function keptId(keptUnder: string): string {
  return `kept:${keptUnder}`;
}

/**
 * A button that holds its line itself, and so works for as long as its message stands.
 *
 * @param line At most 95 characters.
 */
export function lineId(line: string): string {
  return `line:${line}`;
}

export function sureId(keptUnder: string): string {
  return `sure:${keptUnder}`;
}

export function editId(keptUnder: string): string {
  return `edit:${keptUnder}`;
}

/** @param index Of the menu in its message. @param guild Whose subscriptions are meant; null outside of servers. */
export function ownId(index: number, guild: string | null): string {
  return `own:${keyInDirect(guild, String(index))}`;
}

export function againId(keptUnder: string): string {
  return `again:${keptUnder}`;
}

/** A button that opens an empty form. */
export const subscribeId = "subscribe";

/** What a press asks for; undefined for an id that is none of ours, or no longer. */
export function readPressed(customId: string): Pressed | undefined {
  if (customId === subscribeId) return { kind: "subscribe" };
  if (customId.startsWith("own:")) return { kind: "own" };
  if (customId.startsWith("openings:")) return { kind: "openings" };
  if (customId.startsWith("line:")) return { kind: "line", line: customId.slice("line:".length) };
  if (customId.startsWith("list:")) return { kind: "line", line: "/jobs list" };
  const { button, posting: postingId } = cardPattern.exec(customId)?.groups ?? {};
  const known = allCardButtons.find((one) => one === button);
  if (known !== undefined && postingId !== undefined) return { kind: "line", line: cardChoice(known, postingId).line };
  const { kind, key } = keptPattern.exec(customId)?.groups ?? {};
  const keptKind = keptKinds.find((one) => one === kind);
  return key === undefined || keptKind === undefined ? undefined : { kind: keptKind, key };
}
