/** What the status page shows. Times are milliseconds since the epoch; texts may be a stranger's. */
export interface StatusReport {
  readonly now: number;
  readonly version: string;
  /** Which process of all this is. */
  readonly instance: string;
  /** What it does of the work: "poll, match". */
  readonly roles: string;
  readonly startedAt: number;
  /** What is wrong first; not all where there are very many. */
  readonly sources: readonly SourceStatus[];
  readonly sourceCounts: { readonly all: number; readonly failing: number };
  readonly deliveries: DeliveryStatus;
  /** The newest first. */
  readonly recent: readonly RecentMessage[];
  /** The newest first; not all where there are very many. */
  readonly failures: readonly Failure[];
  readonly hasMoreFailures: boolean;
}

export interface SourceStatus {
  /** Source and board, such as `ashby:perplexity`. */
  readonly key: string;
  readonly state: "waiting" | "ok" | "quiet" | "failing";
  /** The coded reason in words, and what to do; null where nothing is wrong. */
  readonly reason: string | null;
  readonly remedy: string | null;
  /** "about 3 new a week"; null where it has none yet. */
  readonly rhythm: string | null;
  readonly postings: number;
  /** Of the last snapshot. */
  readonly unusable: number;
  readonly lastPollAt: number | null;
  /** Null where it is not asked again. */
  readonly nextPollAt: number | null;
}

/** Messages in each state of the ledger. */
export interface DeliveryStatus {
  readonly pending: number;
  readonly sending: number;
  readonly sent: number;
  readonly dead: number;
  readonly expired: number;
  /** Openings for digests that are not due yet. */
  readonly waiting: number;
  readonly oldestPendingAt: number | null;
}

export interface RecentMessage {
  readonly title: string;
  /** http(s) only. */
  readonly url: string | null;
  readonly company: string | null;
  readonly place: string | null;
  /** How many others came with it in one digest. */
  readonly others: number;
  /** "slack, #jobs". */
  readonly where: string;
  readonly sentAt: number;
}

export interface Failure {
  /** Of the message, as `replay` takes it; null for what has no message yet. */
  readonly id: string | null;
  readonly state: "given up" | "held" | "uncertain";
  readonly title: string;
  readonly where: string;
  readonly reason: string;
  readonly remedy: string;
  readonly at: number;
}
