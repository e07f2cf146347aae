import type { CardButton } from "../src/delivery/card/card.ts";
import type { Choice } from "./reply.ts";

/** What each button of a card is called and runs. A button names no state: who presses it says whose mark it is. */
const buttons = {
  save: { label: "Save", line: (id) => `/jobs mark ${id} saved` },
  applied: { label: "Applied", line: (id) => `/jobs mark ${id} applied` },
  hide: { label: "Hide", line: (id) => `/jobs mark ${id} hidden` },
  less: { label: "Less like this", line: (id) => `/jobs less ${id}` },
  later: { label: "Remind me tomorrow", line: (id) => `/jobs remind ${id} tomorrow` },
  similar: { label: "Similar", line: (id) => `/jobs similar ${id}` },
  why: { label: "Why", line: (id) => `/jobs why ${id}` },
} as const satisfies Record<CardButton, { readonly label: string; readonly line: (posting: string) => string }>;

/** A button of the card of a posting, by the id that the card shows. */
export function cardChoice(button: CardButton, postingId: string): Choice {
  const { label, line } = buttons[button];
  return { label, line: line(postingId) };
}
