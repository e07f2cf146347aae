import { cardChoice } from "../../../commands/card-buttons.ts";
import { type CardButton, cardButtons } from "../../delivery/card/card.ts";

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
  /** A menu of openings: the values are ids of postings. */
  | { readonly kind: "openings" }
  /** Opens a form again with what is kept under this key. */
  | { readonly kind: "again"; readonly key: string }
  /** Opens an empty form. */
  | { readonly kind: "subscribe" };

const posting = /^[\w-]{1,40}$/;
const cardPattern = /^card:(?<button>\w+):(?<posting>[\w-]{1,40}):/;
const keptPattern = /^(?<kind>kept|again):(?<key>\w+)$/;

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

export function againId(keptUnder: string): string {
  return `again:${keptUnder}`;
}

/** A button that opens an empty form. */
export const subscribeId = "subscribe";

/** What a press asks for; undefined for an id that is none of ours, or no longer. */
export function readPressed(customId: string): Pressed | undefined {
  if (customId === subscribeId) return { kind: "subscribe" };
  if (customId.startsWith("openings:")) return { kind: "openings" };
  if (customId.startsWith("list:")) return { kind: "line", line: "/jobs list" };
  const { button, posting: postingId } = cardPattern.exec(customId)?.groups ?? {};
  const known = cardButtons.find((one) => one === button);
  if (known !== undefined && postingId !== undefined) return { kind: "line", line: cardChoice(known, postingId).line };
  const { kind, key } = keptPattern.exec(customId)?.groups ?? {};
  if (key === undefined) return undefined;
  return kind === "kept" ? { kind: "kept", key } : { kind: "again", key };
}
