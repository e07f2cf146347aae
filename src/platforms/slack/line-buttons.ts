import type { ActionsBlock, Button, KnownBlock, Overflow } from "@slack/types";
import { cardChoice } from "../../../commands/card-buttons.ts";
import type { Choice } from "../../../commands/reply.ts";
import type { CardButton } from "../../delivery/card/card.ts";
import { inert } from "../../delivery/card/inert.ts";
import { preformatted, richText, section, span } from "./rich-text.ts";

const maxLabel = 75;
/** Of a button. */
const maxLine = 2_000;
/** Of what is shown to be typed: near to what a whole message holds. */
const maxTyped = 9_000;
const mostButtons = 25;

/** Buttons that run lines of /jobs as whoever presses them; a line that is too long for a button is shown, to be typed. */
export function choiceBlocks(choices: readonly Choice[]): readonly KnownBlock[] {
  const buttons = choices.filter(({ line }) => line.length <= maxLine).map(buttonOf);
  const rows = Array.from({ length: Math.ceil(buttons.length / mostButtons) }, (_, row): ActionsBlock => {
    return { type: "actions", elements: buttons.slice(row * mostButtons, (row + 1) * mostButtons) };
  });
  const typed = choices.filter(({ line }) => line.length > maxLine).map(typedBlock);
  return [...rows, ...typed];
}

function typedBlock({ label, line }: Choice): KnownBlock {
  const said = `${inert(label, maxLabel)}: too long for a button. To do it, type this:`;
  return richText(section(span(said)), preformatted(inert(line, maxTyped)));
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
