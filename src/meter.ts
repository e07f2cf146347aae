/** What can be measured of the bot: one table, so that rules, dashboards and documents can be checked against it. */
interface Metric {
  readonly kind: "counter" | "gauge" | "histogram";
  /** What it counts, with its unit where that is none of its name. */
  readonly help: string;
  /** Names of labels, whose values are closed lists: a label that grows with use fills the memory of whoever scrapes. */
  readonly labels: readonly string[];
  /** Upper bounds, in the metric's unit. */
  readonly buckets?: readonly number[];
}

export const metrics = {
  rolecall_polls_total: {
    kind: "counter",
    help: "Polls, by source and what they came to: read, unchanged, postponed, stopped or the code of a failure",
    labels: ["source", "code"],
  },
  rolecall_parse_errors_total: {
    kind: "counter",
    help: "Postings that a source listed and that could not be read",
    labels: ["source"],
  },
  rolecall_postings_total: {
    kind: "counter",
    help: "Postings stored, by what became of them: new, baseline (there before its source was watched), changed, closed, reopened",
    labels: ["source", "change"],
  },
  rolecall_matches_total: {
    kind: "counter",
    help: "Matches: a posting for a destination, however many subscriptions there want it",
    labels: [],
  },
  rolecall_delivery_outcomes_total: {
    kind: "counter",
    help: "What trying a message came to",
    labels: ["platform", "outcome"],
  },
  rolecall_send_failures_total: {
    kind: "counter",
    help: "Messages that a platform did not take, by the class of its error",
    labels: ["platform", "class"],
  },
  rolecall_refused_requests_total: {
    kind: "counter",
    help: "Requests that a platform refused with HTTP status 401, 403 or 429",
    labels: ["platform", "status"],
  },
  rolecall_delivery_delay_seconds: {
    kind: "histogram",
    help: "From when a posting was first seen to when it was sent; digests wait for their time",
    labels: ["kind"],
    buckets: [1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400, 604_800],
  },
  rolecall_deliveries: {
    kind: "gauge",
    help: "Messages of the ledger that are not at rest, and dead ones; `waiting` are openings that wait for a digest",
    labels: ["state"],
  },
  rolecall_oldest_pending_seconds: {
    kind: "gauge",
    help: "Age of the oldest message that is not sent yet, held and put off ones included; 0 without any",
    labels: [],
  },
  rolecall_oldest_due_seconds: {
    kind: "gauge",
    help: "How long the message that should have gone first is overdue; 0 without any. Held destinations are left out",
    labels: [],
  },
  rolecall_uncertain_deliveries: {
    kind: "gauge",
    help: "Messages that were sent again without knowing whether they had arrived",
    labels: [],
  },
  rolecall_sources: {
    kind: "gauge",
    help: "Configured boards, by source and how they fare",
    labels: ["source", "state"],
  },
  rolecall_poll_overdue_seconds: {
    kind: "gauge",
    help: "How long the board that should have been polled first is overdue; 0 without any",
    labels: [],
  },
  rolecall_index_subscriptions: {
    kind: "gauge",
    help: "Subscriptions that the matching index of this process holds",
    labels: [],
  },
  rolecall_index_filters: {
    kind: "gauge",
    help: "Filters that differ among them",
    labels: [],
  },
  rolecall_index_claims: {
    kind: "gauge",
    help: "Values and words that those filters ask for",
    labels: [],
  },
  rolecall_database_up: {
    kind: "gauge",
    help: "Whether the database answered the last scrape: 1 or 0; at 0 the gauges that are read from it are missing",
    labels: [],
  },
  rolecall_database_connections: {
    kind: "gauge",
    help: "Connections of this process to the database, and what waits for one; missing where there is no pool",
    labels: ["state"],
  },
  rolecall_platform_connected: {
    kind: "gauge",
    help: "Whether this process hears what people say there: 1 or 0; missing where it is not to listen",
    labels: ["platform"],
  },
  rolecall_discord_sessions_remaining: {
    kind: "gauge",
    help: "Sessions that the bot may still begin today, as Discord last told: who uses them up loses the token",
    labels: [],
  },
  rolecall_discord_sessions_reserve: {
    kind: "gauge",
    help: "Of those, how many are kept for restarts by hand",
    labels: [],
  },
} as const satisfies Readonly<Record<`rolecall_${string}`, Metric>>;

export type MetricName = keyof typeof metrics;
type NameOf<Kind extends Metric["kind"]> = {
  [Name in MetricName]: (typeof metrics)[Name]["kind"] extends Kind ? Name : never;
}[MetricName];
export type LabelName = (typeof metrics)[MetricName]["labels"][number];
type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof metrics)[Name]["labels"][number], string>>;

/** The smallest meter that the core needs. None of these throws; a value that its label does not know counts as `other`. */
export interface Meter {
  /** @param by One by default. */
  count<Name extends NameOf<"counter">>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends NameOf<"histogram">>(name: Name, labels: LabelsOf<Name>, value: number): void;
  set<Name extends NameOf<"gauge">>(name: Name, labels: LabelsOf<Name>, value: number): void;
}

export const silentMeter: Meter = { count() {}, observe() {}, set() {} };
