import { UserError } from "../src/errors.ts";
import type { DeliverySettings } from "../src/filter/delivery-settings.ts";
import { storedQuery } from "./read-query.ts";
import type { Asker, Subscription } from "./services.ts";

/** What holds where nothing is said, so that saying it makes no other subscription. */
const defaults: ReadonlySet<string> = new Set(["to:me", "every:now"]);

/**
 * The settings without those that say the default. `at:` needs something that comes at that time: a digest by the day or
 * week, or what `max:` holds back from a subscription that is told at once. Hourly digests come on the hour. `max:` counts
 * what is told at once, so a digest has none.
 *
 * @throws UserError `delivery` for a setting that would do nothing.
 */
export function checkedDelivery(settings: DeliverySettings): DeliverySettings {
  const { every = "now", at, max } = settings;
  if (at !== undefined && every === "hour") {
    const message = `at:${at} does nothing with every:hour, whose digests come on the hour. Leave at: out.`;
    throw new UserError("delivery", message, { key: "at" });
  }
  if (at !== undefined && every === "now" && max === undefined) {
    throw new UserError(
      "delivery",
      `at:${at} does nothing without a digest. Add every:day or every:week, or max: for what is over it, or leave at: out.`,
      { key: "at" },
    );
  }
  if (max !== undefined && every !== "now") {
    const message = `max: counts what is sent at once, and every:${every} gathers all of it. Leave max: or every: out.`;
    throw new UserError("delivery", message, { key: "max" });
  }
  const said = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.filter(([key, value]) => !defaults.has(`${key}:${String(value)}`)));
}

/**
 * The printed destination of a `to:`.
 *
 * @throws UserError `channel` where the place has no channels, or not this one for the asker.
 */
export async function destinationOf({ to = "me" }: DeliverySettings, asker: Asker): Promise<string> {
  if (to === "me") return asker.self;
  if (asker.channels !== undefined) return await asker.channels.destination(to);
  throw new UserError("channel", `to:${to} is not possible here: this place has no channels, only to:me.`, {
    key: "to",
    to,
  });
}

/**
 * That the asker may still decide over what a subscription's place gets: rights are lost, and a button outlives them.
 *
 * @throws UserError `channel` where they may not.
 */
export async function checkRights(subscription: Subscription, asker: Asker): Promise<void> {
  const { delivery } = storedQuery(subscription);
  const { to = "me" } = delivery;
  if (to !== "me" && asker.channels?.permit !== undefined) {
    return await asker.channels.permit(subscription.destination, to);
  }
  await destinationOf(delivery, asker);
}

/**
 * The same for one that is to be silent. Where nothing gets through as it is, that takes nothing from anybody: a channel
 * that is archived, or that the bot was removed from, must not keep its subscriptions for ever.
 *
 * @throws UserError `channel` where they may not.
 */
export async function checkRightToSilence(subscription: Subscription, asker: Asker): Promise<void> {
  if (subscription.held === null && isReadable(subscription)) await checkRights(subscription, asker);
}

/** Nothing is sent for one whose query cannot be read any more, and only its end is left. */
function isReadable(subscription: Subscription): boolean {
  try {
    storedQuery(subscription);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
