/** How much of a bot that many share one workspace may take. */
export interface Quotas {
  /** Subscriptions in force, of all its people together. */
  readonly subscriptions: number;
  /** Of one of its people. */
  readonly subscriptionsPerPerson: number;
  /** Sources that its people have added. */
  readonly sources: number;
  /**
   * Addresses that its people may have looked at in a minute: each asks a stranger's server. Each process counts for itself: it
   * is against floods, and a count that all share would be a write for each look.
   */
  readonly checksPerMinute: number;
  /** Corrections of postings that one of its people may make in 24 hours: each may have cards edited. */
  readonly correctionsPerDay: number;
}

/** Generous: they are for mistakes and for malice. */
export const defaultQuotas: Quotas = {
  subscriptions: 5_000,
  subscriptionsPerPerson: 200,
  sources: 25,
  checksPerMinute: 5,
  correctionsPerDay: 100,
};
