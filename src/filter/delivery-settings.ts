/** How often what matched is handed over: at once, or gathered. */
export const cadences = ["now", "hour", "day", "week"] as const;
export type Cadence = (typeof cadences)[number];

/** `HH:MM`, 00:00 to 23:59, in the subscription's own zone. */
export type TimeOfDay = `${number}:${number}`;

/** A stretch of every day in which nothing is sent; it runs over midnight when it ends before it begins. */
export interface QuietHours {
  readonly from: TimeOfDay;
  readonly until: TimeOfDay;
}

/** How much may be sent at most; what is over it waits for the next digest. */
export interface Budget {
  readonly count: number;
  readonly per: Exclude<Cadence, "now">;
}

/** A channel by its name, or a thread by a link to its first message. */
export type ChannelReference = `#${string}` | `https://${string}`;

/** Where, when and how much. What is absent was not said: defaults are the business of delivery. */
export interface DeliverySettings {
  readonly to?: "me" | ChannelReference;
  readonly every?: Cadence;
  readonly at?: TimeOfDay;
  /** IANA zone. */
  readonly tz?: string;
  readonly quiet?: QuietHours;
  readonly max?: Budget;
}
