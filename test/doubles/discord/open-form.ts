import type { Json } from "./json.ts";
import type { DoubleState, OpenForm } from "./state.ts";
import type { DiscordChannel, DiscordMessage, DiscordUser } from "./world.ts";

/** Opens a form for somebody; whatever stood open before is closed. */
export function aFormFor(
  state: DoubleState,
  user: DiscordUser,
  channel: DiscordChannel,
  source: DiscordMessage | undefined,
  modal: Json,
): OpenForm {
  for (const form of state.forms) if (form.user === user) form.isOpen = false;
  return { id: state.world.nextId(), user, channel, source, modal, isOpen: true };
}
