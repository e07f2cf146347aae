import type { QuietHours, TimeOfDay } from "./delivery-settings.ts";
import type { Query, UnknownPolicy } from "./filter.ts";

/** When digests come where no `at:` is said. */
export const defaultDigestTime: TimeOfDay = "09:00";

/** What a person wants of all subscriptions that do not say otherwise; what is null was never set. */
export interface Defaults {
  /** IANA zone. */
  readonly tz: string | null;
  /** In the zone of the subscription that they come to hold for. */
  readonly quiet: QuietHours | null;
  readonly unknown: UnknownPolicy | null;
}

/**
 * A query as it works, to be matched and delivered by and never to be stored: what is set today must not become a part
 * of its text.
 */
export function withDefaults<Some extends Pick<Query, "filter" | "delivery">>(query: Some, defaults: Defaults): Some {
  const { filter, delivery } = query;
  const tz = delivery.tz ?? defaults.tz;
  const quiet = delivery.quiet ?? defaults.quiet;
  return {
    ...query,
    filter: { ...filter, unknown: filter.unknown ?? defaults.unknown },
    delivery: { ...delivery, ...(tz === null ? {} : { tz }), ...(quiet === null ? {} : { quiet }) },
  };
}
