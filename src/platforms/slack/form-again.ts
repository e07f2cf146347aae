import type { SlackViewAction } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/types";
import type { Reply } from "../../../commands/reply.ts";
import { renderReplyBlocks } from "./render-reply.ts";

type Submitted = SlackViewAction["view"];
type Filled = Submitted["state"]["values"][string][string];

const mostBlocks = 100;

/** A form as it was submitted, with all that was filled in, below what was wrong with it. */
export function formAgain(
  { callback_id, private_metadata, title, submit, close, blocks, state }: Submitted,
  reply: Reply,
): ModalView {
  const fields = blocks.map((block) => {
    if (block.type !== "input" || !("element" in block) || block.block_id === undefined) return block;
    const filled = Object.values(state.values[block.block_id] ?? {})[0];
    return filled === undefined ? block : { ...block, element: { ...block.element, ...beginningWith(filled) } };
  });
  return {
    type: "modal",
    callback_id,
    private_metadata,
    title,
    ...(submit === null ? {} : { submit }),
    ...(close === null ? {} : { close }),
    // They came from Slack as the form was drawn.
    blocks: [...renderReplyBlocks(reply).slice(0, mostBlocks - fields.length), ...(fields as KnownBlock[])],
  };
}

/** What a field begins with; undefined, which is not sent, for what was left empty. */
function beginningWith(filled: Filled) {
  const several = filled.selected_options ?? [];
  return {
    initial_value: filled.value || undefined,
    initial_time: filled.selected_time ?? undefined,
    initial_option: filled.selected_option ?? undefined,
    initial_options: several.length === 0 ? undefined : several,
    initial_conversation: filled.selected_conversation ?? undefined,
  };
}
