import { ago } from "../src/delivery/card/age.ts";
import type { Fate } from "./services.ts";

/** Each with its verb: who it is for, and when it came to that. */
const stateWords: Readonly<Record<Fate["state"], (who: string, when: string) => string>> = {
  pending: (who, when) => `Queued for ${who} ${when}, not sent yet`,
  sending: (who) => `Being sent to ${who} right now`,
  sent: (who, when) => `Sent to ${who} ${when}`,
  held: (who, when) => `Held back from ${who} ${when}`,
  dead: (who, when) => `Could not be sent to ${who}, given up ${when}`,
  expired: (who, when) => `Not sent to ${who}, settled ${when}`,
};

/**
 * One destination's fate of a posting, as the asker would say it.
 *
 * @param who "you", or the channel.
 */
export function fateLine({ state, reason, at, subscriptions }: Fate, who: string, now: number): string {
  const because = reason === null || state === "sent" ? "" : ` (${reason})`;
  const cause = subscriptions.length === 0 ? "" : `, for ${subscriptions.join(", ")}`;
  return `${stateWords[state](who, ago(at, now))}${because}${cause}.`;
}
