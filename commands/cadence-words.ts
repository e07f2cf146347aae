import { UserError } from "../src/errors.ts";
import { defaultDigestTime } from "../src/filter/defaults.ts";
import type { DeliverySettings, TimeOfDay } from "../src/filter/delivery-settings.ts";
import { workingQuery } from "./read-query.ts";
import type { Subscription } from "./services.ts";

const rhythms: Readonly<Record<NonNullable<DeliverySettings["every"]>, (at: TimeOfDay) => string>> = {
  now: () => "at once",
  hour: () => "every hour",
  day: (at) => `every day at ${at}`,
  week: (at) => `every Monday at ${at}`,
};

/**
 * When and how much is handed over: "every day at 09:00 (Europe/Berlin), quiet from 20:00 to 08:00, at most 10 a day".
 * The zone stands once, behind the first time of day.
 *
 * @param zone That of the times where the settings name none.
 */
export function cadenceWords(
  { every = "now", at = defaultDigestTime, tz, quiet, max }: DeliverySettings,
  zone: string,
): string {
  const parts = [rhythms[every](at)];
  if (quiet !== undefined) parts.push(`quiet from ${quiet.from} to ${quiet.until}`);
  if (max !== undefined) parts.push(`at most ${max.count} ${max.per === "hour" ? "an" : "a"} ${max.per}`);
  if (max !== undefined && every === "now") parts.push(`the rest at ${at}`);
  const timed = parts.findIndex((part) => /\d:\d/.test(part));
  return parts.map((part, index) => (index === timed ? `${part} (${tz ?? zone})` : part)).join(", ");
}

/** The same of a subscription, for a list, which must not fail by one that cannot be read any more. */
export function subscriptionCadence(subscription: Subscription, zone: string): string {
  try {
    return cadenceWords(workingQuery(subscription).delivery, zone);
  } catch (error) {
    if (error instanceof UserError) return "cannot be read any more";
    throw error;
  }
}
