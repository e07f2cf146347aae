import type { SlackMessage } from "../../../src/platforms/slack/render-message.ts";
import { charactersIn, problemsOfBlocks } from "../../doubles/slack/block-kit.ts";
import { visibleOf } from "../../doubles/slack/visible.ts";

/** What Slack would refuse of a message; beyond 10,000 characters it may, beyond 13,000 it does. */
export function refusedOf({ text, blocks = [] }: SlackMessage): readonly string[] {
  return [
    ...problemsOfBlocks(blocks),
    ...(charactersIn(blocks) > 10_000 ? [`${charactersIn(blocks)} characters`] : []),
    ...(text === "" || text.length > 4_000 ? [`text of ${text.length} characters`] : []),
  ];
}

/** What people read of a message, buttons and menus included. */
export function readOf(message: SlackMessage): string {
  return visibleOf(message).text;
}

/** What a message does beside being read: mentions and formatting that strangers asked for. */
export function effectsOf(message: SlackMessage): readonly string[] {
  return visibleOf(message).effects;
}

/** The lines of /jobs behind buttons and menus. */
export function linesOf({ blocks = [] }: SlackMessage): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type !== "actions") return [];
    return block.elements.flatMap((element) => {
      if (element.type === "overflow") return element.options.flatMap(({ value }) => value ?? []);
      return element.type === "button" ? (element.value ?? []) : [];
    });
  });
}
