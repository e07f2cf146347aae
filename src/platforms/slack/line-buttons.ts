import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { cardChoice } from "../../../commands/card-buttons.ts";
import type { Choice } from "../../../commands/reply.ts";
import type { CardButton } from "../../delivery/card/card.ts";
import { inert } from "../../delivery/card/inert.ts";

const maxLabel = 75;
/** Of a button; an option of a menu takes less. */
const maxLine = 2_000;
const maxOptionLine = 150;
const mostButtons = 25;

/** Buttons that run lines of /jobs as whoever presses them. Undefined where there is none. */
export function lineButtons(choices: readonly Choice[]): ActionsBlock | undefined {
  const buttons = choices
    .filter(({ line }) => line.length <= maxLine)
    .slice(0, mostButtons)
    .map((choice, index) => buttonOf(choice, index));
  return buttons.length === 0 ? undefined : { type: "actions", elements: buttons };
}

export function buttonOf({ label, line, isDanger = false }: Choice, index: number): Button {
  return {
    type: "button",
    action_id: `line:${index}`,
    text: plain(label),
    value: line,
    ...(isDanger ? { style: "danger", confirm: confirmation(label) } : {}),
  };
}

/** The same for a card among others, folded into one menu. Undefined where it has none. */
export function cardMenu(buttons: readonly CardButton[], postingId: string): ActionsBlock | undefined {
  const options = buttons
    .map((button) => cardChoice(button, postingId))
    .filter(({ line }) => line.length <= maxOptionLine)
    .map(({ label, line }) => ({ text: plain(label), value: line }));
  if (options.length === 0) return undefined;
  const menu: Overflow = { type: "overflow", action_id: `line:${postingId}`.slice(0, 255), options };
  return { type: "actions", elements: [menu] };
}

export function plain(text: string, maxLength = maxLabel) {
  return { type: "plain_text", text: inert(text, maxLength) || "…", emoji: false } as const;
}

function confirmation(label: string): NonNullable<Button["confirm"]> {
  return {
    title: plain(label),
    text: plain("This cannot be taken back by a button."),
    confirm: plain(label, 30),
    deny: plain("Keep it"),
    style: "danger",
  };
}
