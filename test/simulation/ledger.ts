import type { SQLInputValue } from "node:sqlite";
import { type Wanted, wantedBy } from "../../src/delivery/wanted.ts";
import { isClosed, type Posting } from "../../src/posting/posting.ts";
import { readingSchema } from "../../src/storage/reading-schema.ts";
import { parseSettings } from "../../src/storage/setting-store.ts";
import type { StoredSubscription } from "../../src/storage/subscription-store.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";

/** A message's row, as far as checks look at it. */
export interface MessageRow {
  readonly id: string;
  readonly workspace: string;
  readonly destination: string;
  readonly subscription: string;
  readonly position: number;
  readonly kind: string;
  readonly operation: string;
  readonly state: string;
  readonly reason: string | null;
  readonly inDoubt: boolean;
  readonly isUncertain: boolean;
  readonly header: string | null;
  readonly reference: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly dueAt: number;
}

/** What one message carries. */
export interface CarriedRow {
  readonly delivery: string;
  readonly posting: string;
  readonly opening: string;
}

/** The tables, read from outside of the core and between its steps. */
export interface Ledger {
  all(sql: string, ...values: readonly SQLInputValue[]): Record<string, SQLInputValue>[];
  message(id: string): MessageRow | undefined;
  carried(message: string): readonly CarriedRow[];
  /** Subscriptions that a message's deliveries are for. */
  linked(message: string): readonly string[];
  posting(id: string): Posting | undefined;
  /** The posting that stands for one: itself, or another of its opening that is listed while it is closed. */
  standing(id: string): Posting | undefined;
  /** By the beginning of its id, as cards name it. */
  named(reference: string): Posting | undefined;
  /** The opening of a posting that a card names. */
  openingOf(reference: string): string | undefined;
  /** Whether anything of a posting's opening changed since then. */
  isRevisedSince(id: string, from: number): boolean;
  subscriptions(): readonly StoredSubscription[];
  /** Changes with every write to them. */
  subscriptionsVersion(): number;
}

const messageColumns =
  "id, workspace_id, destination, subscription_id, position, kind, operation, state, reason, in_doubt, is_uncertain, " +
  "header, reference, created_at, changed_at, due_at";

/** For the questions that checks ask after each step and the bot never does. */
const indexes = [
  "CREATE INDEX checks_due ON message (destination, due_at) WHERE state = 'pending'",
  "CREATE INDEX checks_posting ON posting (matched_at)",
  "CREATE INDEX checks_delivery ON delivery (created_at)",
  "CREATE INDEX checks_dropped ON delivery (changed_at) WHERE dropped IS NOT NULL",
  "CREATE INDEX checks_expired ON message (changed_at) WHERE state = 'expired'",
];

/** @param database With its tables made. */
export function createLedger(database: SimulatedDatabase): Ledger {
  const { all } = database;
  for (const sql of indexes) all(sql);
  const readings = new Map<string, Posting["reading"]>();
  const openings = new Map<string, string>();

  function readingOf(json: string): Posting["reading"] {
    const known = readings.get(json) ?? readingSchema.parse(JSON.parse(json));
    readings.set(json, known);
    return known;
  }

  function posting(id: string): Posting | undefined {
    const [row] = all("SELECT * FROM posting WHERE id = ?", id);
    if (row === undefined) return undefined;
    return {
      id,
      openingId: text(row["opening_id"]),
      source: text(row["source_key"]),
      externalId: text(row["external_id"]),
      url: textOrNull(row["url"]),
      title: textOrNull(row["title"]),
      company: textOrNull(row["company"]),
      location: textOrNull(row["location"]),
      text: text(row["text"]),
      reading: readingOf(text(row["reading"])),
      publishedAt: numberOrNull(row["published_at"]),
      credit: textOrNull(row["credit"]),
      firstSeenAt: Number(row["first_seen_at"]),
      closedAt: numberOrNull(row["closed_at"]),
    };
  }

  return {
    all,
    message(id) {
      return all(`SELECT ${messageColumns} FROM message WHERE id = ?`, id).map(messageOf)[0];
    },
    carried(message) {
      const sql = "SELECT id, posting_id, opening_id FROM delivery WHERE message_id = ? ORDER BY ordinal";
      return all(sql, message).map((row) => ({
        delivery: text(row["id"]),
        posting: text(row["posting_id"]),
        opening: text(row["opening_id"]),
      }));
    },
    linked(message) {
      const sql =
        "SELECT DISTINCT s.subscription_id AS id FROM delivery_subscription s JOIN delivery d ON d.id = s.delivery_id " +
        "WHERE d.message_id = ?";
      return all(sql, message).map(({ id }) => text(id));
    },
    posting,
    standing(id) {
      const own = posting(id);
      if (own === undefined || !isClosed(own)) return own;
      const sql =
        "SELECT id FROM posting WHERE opening_id = ? AND closed_at IS NULL ORDER BY first_seen_at, id LIMIT 1";
      const [row] = all(sql, own.openingId);
      const other = row === undefined ? undefined : posting(text(row["id"]));
      return other === undefined || isClosed(other) ? own : other;
    },
    named(reference) {
      const [row] = all("SELECT id FROM posting WHERE id >= ? AND id < ?", reference, `${reference}~`);
      return row === undefined ? undefined : posting(text(row["id"]));
    },
    openingOf(reference) {
      const known = openings.get(reference);
      if (known !== undefined) return known;
      const [row] = all("SELECT opening_id FROM posting WHERE id >= ? AND id < ?", reference, `${reference}~`);
      if (row === undefined) return undefined;
      openings.set(reference, text(row["opening_id"]));
      return text(row["opening_id"]);
    },
    isRevisedSince(id, from) {
      const sql =
        "SELECT id FROM posting WHERE opening_id = (SELECT opening_id FROM posting WHERE id = ?) " +
        "AND (revised_at >= ? OR first_seen_at >= ?)";
      return all(sql, id, from, from).length > 0;
    },
    subscriptions() {
      const sql =
        "SELECT s.*, t.settings FROM subscription s LEFT JOIN setting t " +
        "ON t.workspace_id = s.workspace_id AND t.owner = s.owner ORDER BY s.created_at, s.id";
      return all(sql).map((row) => ({
        id: text(row["id"]),
        workspace: text(row["workspace_id"]),
        owner: text(row["owner"]),
        name: text(row["name"]),
        destination: text(row["destination"]),
        query: text(row["query"]),
        createdAt: Number(row["created_at"]),
        zone: text(row["zone"]),
        pausedUntil: numberOrNull(row["paused_until"]),
        endedAt: numberOrNull(row["ended_at"]),
        settings: parseSettings(textOrNull(row["settings"])),
      }));
    },
    subscriptionsVersion: () => database.version("subscription") + database.version("setting"),
  };
}

/** What subscriptions were at each moment: what a person changes while something is on its way cannot count for it. */
export interface SubscriptionHistory {
  /** Looks at the table again. */
  observe(now: number): void;
  /** All that it was from a moment until now, newest last; nothing if it was not there. */
  since(id: string, from: number): readonly Wanted[];
  /** Ids of all there ever were. */
  ids(): readonly string[];
}

export function createSubscriptionHistory(ledger: Ledger): SubscriptionHistory {
  const versions = new Map<string, { readonly from: number; readonly printed: string; readonly wanted: Wanted }[]>();
  let observed = -1;
  return {
    observe(now) {
      if (ledger.subscriptionsVersion() === observed) return;
      observed = ledger.subscriptionsVersion();
      for (const subscription of ledger.subscriptions()) {
        const list = versions.get(subscription.id) ?? [];
        const printed = JSON.stringify(subscription);
        if (list.at(-1)?.printed === printed) continue;
        list.push({ from: now, printed, wanted: wantedBy(subscription) });
        versions.set(subscription.id, list);
      }
    },
    since(id, from) {
      const list = versions.get(id) ?? [];
      return list.filter((_, i) => (list[i + 1]?.from ?? Number.POSITIVE_INFINITY) >= from).map(({ wanted }) => wanted);
    },
    ids: () => [...versions.keys()],
  };
}

function messageOf(row: Record<string, SQLInputValue>): MessageRow {
  return {
    id: text(row["id"]),
    workspace: text(row["workspace_id"]),
    destination: text(row["destination"]),
    subscription: text(row["subscription_id"]),
    position: Number(row["position"]),
    kind: text(row["kind"]),
    operation: text(row["operation"]),
    state: text(row["state"]),
    reason: textOrNull(row["reason"]),
    inDoubt: row["in_doubt"] === 1,
    isUncertain: row["is_uncertain"] === 1,
    header: textOrNull(row["header"]),
    reference: textOrNull(row["reference"]),
    createdAt: Number(row["created_at"]),
    changedAt: Number(row["changed_at"]),
    dueAt: Number(row["due_at"]),
  };
}

export function text(value: SQLInputValue | undefined): string {
  return String(value);
}

function textOrNull(value: SQLInputValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOrNull(value: SQLInputValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
