import { UserError } from "../../errors.ts";

/** Why somebody may not subscribe a channel: a mistake in `to:`, said in the same words on every platform. */
export function channelRefusal(message: string): UserError {
  return new UserError("channel", message, { key: "to" });
}

/** @param hint Nearest name and what to do about it. */
export function channelNotSeen(reference: string, hint: string): UserError {
  return channelRefusal(`I see no channel ${reference}.${hint}`);
}

/** @param remedy How an admin can change that; may be empty. */
export function adminsOnly(named: string, who: string, remedy: string): UserError {
  return channelRefusal(`Only ${who} may subscribe channels here, so to:${named} is not possible; to:me is.${remedy}`);
}
