/**
 * What must hold at every moment of a history, in one place although it is long: each check is a promise of the ledger,
 * stated from the outside, by what people see and by what the tables say.
 */
import { budgetSince } from "../../src/delivery/cadence.ts";
import type { Message } from "../../src/delivery/card/digest.ts";
import { silentUntil, type Wanted } from "../../src/delivery/wanted.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import { isClosed, type Posting } from "../../src/posting/posting.ts";
import type { Witness } from "./chat.ts";
import { type CarriedRow, type Ledger, type MessageRow, type SubscriptionHistory, text } from "./ledger.ts";

/** A message that stands, or stood, before people's eyes. */
export interface Seen {
  readonly message: string;
  readonly destination: string;
  readonly subscription: string;
  readonly kind: string;
  readonly reference: string;
  readonly openings: readonly string[];
  /** By the clock of the process that sent it. */
  readonly sentAt: number;
  content: Message;
  /** When it was last made to look different, as the world knows it; null while it never was. */
  editedAt: number | null;
}

/** A posting as it was matched last, and the time before that. */
interface Matched {
  readonly at: number;
  readonly posting: Posting;
  readonly before: Posting | null;
}

export interface Safety extends Witness {
  /** A process is gone, and with it whatever it was told and had not written down. */
  died(): void;
  /** Looks at what was written since the last step. */
  afterStep(touched: ReadonlySet<string>): void;
  readonly seen: readonly Seen[];
  /** Postings as they were matched last, but for those that are only the baseline. */
  matchedAs(id: string): Posting | undefined;
  /** Postings that were changed, closed or opened again after they were stored. */
  readonly revised: ReadonlySet<string>;
}

export interface SafetyPorts {
  readonly ledger: Ledger;
  readonly history: SubscriptionHistory;
  /** As the processes know it. */
  readonly now: () => number;
  readonly worldNow: () => number;
  /** How far clocks of processes may be off one moment or another. */
  readonly slackMs: number;
  readonly violated: (invariant: string, detail: string) => void;
}

const minuteMs = 60_000;
/** A message is claimed, looked for and sent within this. */
const flightMs = 90_000;

export function createSafety({ ledger, history, now, worldNow, slackMs, violated }: SafetyPorts): Safety {
  const seen: Seen[] = [];
  const revised = new Set<string>();
  const byOpening = new Map<string, Seen[]>();
  const byReference = new Map<string, Seen>();
  const askedAt = new Map<string, number>();
  const notBefore = new Map<string, number>();
  const served = new Map<string, number>();
  const audited = {
    matches: new Map<string, Matched>(),
    deliveries: new Set<string>(),
    closed: new Set<string>(),
    ends: new Set<string>(),
  };
  let auditedUntil = 0;

  function inForceSince(ids: readonly string[], from: number): Wanted[] {
    return ids.flatMap((id) => history.since(id, from)).filter(({ subscription }) => subscription.endedAt === null);
  }

  function sending(destination: string, key: string, message: Message): void {
    history.observe(worldNow());
    const row = ledger.message(key);
    if (row === undefined) return violated("known message", `${key} has no row`);
    const at = now();
    const claimedAt = Math.min(row.changedAt, at);
    const carried = ledger.carried(key);
    const linked = ledger.linked(key);
    const inForce = inForceSince(linked, claimedAt - slackMs);
    askedAt.set(key, at);
    if (worldNow() < (notBefore.get(key) ?? 0) - slackMs) violated("back-off", `${key} is tried again too early`);
    if (row.state !== "sending") violated("sent under a claim", `${key} is ${row.state} while it is sent`);
    if (row.destination !== destination)
      violated("right destination", `${key} of ${row.destination} goes to ${destination}`);
    checkTenant(row, destination);
    checkContent(row, message, carried);
    checkWanted(row, carried, claimedAt);
    if (inForce.length === 0) violated("nothing after unsubscribe", `${key} is for ${linked.join(", ")}, all ended`);
    else if (inForce.every((wanted) => isSilent(wanted, [claimedAt, at]))) {
      violated("silence", `${key} is sent although ${linked.join(", ")} want nothing now`);
    }
    checkBudget(row, [claimedAt, at]);
    checkTurn(row, claimedAt);
    if (row.kind === "card") checkMatch(row, message, inForce, claimedAt);
  }

  /** Every opening is for somebody, and a digest for whose it is; what may stand there already is what it was. */
  function checkWanted(row: MessageRow, carried: readonly CarriedRow[], claimedAt: number): void {
    if (row.inDoubt) return;
    const isEnded = (ids: readonly string[]) => inForceSince(ids, claimedAt - slackMs).length === 0;
    for (const { delivery, opening } of carried) {
      if (isEnded(linksOf(delivery))) {
        violated("nothing after unsubscribe", `${row.id} shows ${opening}, which is for nobody any more`);
      }
    }
    if (row.header !== null && isEnded([row.subscription])) {
      violated("nothing after unsubscribe", `${row.id} is a digest of ${row.subscription}, which has ended`);
    }
  }

  function checkTenant(row: MessageRow, destination: string): void {
    const workspace = destination.slice(destination.indexOf(":") + 1).split("-")[0];
    if (workspace !== row.workspace) violated("own workspace", `${row.id} of ${row.workspace} goes to ${destination}`);
  }

  /** A message shows what it carries, each opening once. */
  function checkContent(row: MessageRow, message: Message, carried: readonly CarriedRow[]): void {
    const named = referencesIn(message).map((reference) => ledger.openingOf(reference) ?? reference);
    const shown = named.toSorted().join(" ");
    const expected = carried
      .map(({ opening }) => opening)
      .toSorted()
      .join(" ");
    if (shown !== expected) violated("digest content", `${row.id} carries ${expected} and shows ${shown}`);
    // Parts that nobody wanted any more before they were sent are taken apart, and what stands goes on counting them.
    const isWhole = row.operation === "post" && inForceSince([row.subscription], now()).length > 0;
    if (message.kind === "card" || row.header === null || !isWhole) return;
    const { total } = message.digest;
    // Two digests of one subscription can be laid out in one moment: each has its own first part.
    const [counted] = ledger.all(
      "SELECT count(*) AS n, count(DISTINCT CASE WHEN json_extract(m.header, '$.part') = json_extract(own.header, '$.part') " +
        "THEN m.id END) AS digests FROM message own JOIN message m ON m.destination = own.destination " +
        "AND m.subscription_id = own.subscription_id AND m.created_at = own.created_at AND m.kind = 'digest' " +
        "AND json_extract(m.header, '$.total', '$.parts') = json_extract(own.header, '$.total', '$.parts') " +
        "JOIN delivery d ON d.message_id = m.id WHERE own.id = ?",
      row.id,
    );
    if (counted?.["n"] !== total * Number(counted?.["digests"]))
      violated("digest total", `${row.id} says ${total}, its parts carry ${String(counted?.["n"])}`);
  }

  function checkBudget(row: MessageRow, times: readonly number[]): void {
    if (row.kind !== "card") return;
    const versions = history.since(row.subscription, (times[0] ?? 0) - slackMs);
    const isOver = versions.every(({ plan, subscription }) => {
      if (plan.max === null || subscription.endedAt !== null) return false;
      const { max, tz } = plan;
      return times.every((time) => {
        const since = budgetSince(max, tz, time);
        const before = new Set(
          seen
            .filter((one) => one.subscription === row.subscription && one.kind === "card" && one.sentAt >= since)
            .filter(({ message, subscription: first }) => !isOfAnother(message, first))
            .map(({ message }) => message),
        );
        before.delete(row.id);
        return before.size >= max.count;
      });
    });
    if (isOver) violated("cap", `${row.id} is over the max of ${row.subscription}`);
  }

  /** What was in doubt, and is listed so, counts for the one that it was sent again for. */
  function isOfAnother(message: string, first: string): boolean {
    const row = ledger.message(message);
    return row?.isUncertain === true && row.subscription !== first;
  }

  /** Nothing that waits in the same lane, was never tried and is due may stand before it. */
  function checkTurn(row: MessageRow, claimedAt: number): void {
    const earlier = ledger.all(
      "SELECT id FROM message WHERE destination = ? AND subscription_id = ? AND state = 'pending' AND operation = 'post' " +
        "AND attempts = 0 AND position < ? AND due_at <= ?",
      row.destination,
      row.subscription,
      row.position,
      claimedAt,
    );
    if (earlier.length > 0) violated("order", `${row.id} overtakes ${text(earlier[0]?.["id"])}`);
  }

  function checkMatch(row: MessageRow, message: Message, inForce: readonly Wanted[], at: number): void {
    for (const posting of referencesIn(message).flatMap((reference) => ledger.named(reference) ?? [])) {
      if (ledger.isRevisedSince(posting.id, at - slackMs)) continue;
      if (!matchesAny(posting, inForce, now()))
        violated("matched", `${row.id} shows ${posting.id}, which nobody wants`);
    }
  }

  function posted(appearance: Parameters<Witness["posted"]>[0], key: string): void {
    const row = ledger.message(key);
    if (row === undefined) return violated("known message", `${key} appears without a row`);
    const { destination, reference, message } = appearance;
    const openings = ledger.carried(key).map(({ opening }) => opening);
    const one: Seen = {
      message: key,
      destination,
      subscription: row.subscription,
      kind: row.kind,
      reference,
      openings,
      sentAt: askedAt.get(key) ?? now(),
      content: message,
      editedAt: null,
    };
    seen.push(one);
    byReference.set(`${destination}\n${reference}`, one);
    for (const opening of openings) {
      const before = byOpening.get(`${destination}\n${opening}`) ?? [];
      byOpening.set(`${destination}\n${opening}`, [...before, one]);
      const isAllowed = before.length === 0 || (before.length === 1 && before[0]?.message === key && row.isUncertain);
      if (!isAllowed) {
        violated("no opening twice", `${opening} stands ${before.length + 1} times in ${destination}, last as ${key}`);
      }
    }
  }

  function editing(destination: string, reference: string, message: Message): void {
    const one = byReference.get(`${destination}\n${reference}`);
    if (one === undefined) return violated("edits its own", `${reference} never stood in ${destination}`);
    const row = ledger.message(one.message);
    if (row === undefined) return violated("known message", `${one.message} has no row`);
    checkContent(row, message, ledger.carried(row.id));
    // An edit whose answer was lost is made again: nobody knows that it is the second.
    if (row.inDoubt || one.editedAt === null) return;
    if (worldNow() - one.editedAt < minuteMs - slackMs) {
      violated("one edit a minute", `${row.id} is edited ${worldNow() - one.editedAt} ms after its last edit`);
    }
  }

  function checkQueues(): void {
    const wrong = ledger.all(
      "SELECT name, next_at, (SELECT min(due_at) FROM message WHERE destination = name AND state = 'pending') AS due " +
        "FROM destination WHERE next_at IS NOT due",
    );
    for (const { name, next_at, due } of wrong) {
      violated("next_at", `${text(name)} says ${String(next_at)}, its messages ${String(due)}`);
    }
    const crowded = ledger.all(
      "SELECT destination FROM message WHERE state = 'sending' GROUP BY destination HAVING count(*) > 1",
    );
    for (const { destination } of crowded) violated("one under way", `${text(destination)} has several`);
    for (const { name, position } of ledger.all("SELECT name, position FROM destination")) {
      const before = served.get(text(name)) ?? 0;
      if (Number(position) < before)
        violated("turns only go on", `${text(name)} goes back from ${before} to ${String(position)}`);
      served.set(text(name), Number(position));
    }
  }

  /**
   * Whoever wanted a posting when it was matched has a row for its opening; of one that was matched again after a change,
   * whoever had not wanted it before, and of one that had closed meanwhile, whoever wants it.
   */
  function checkMatches(): void {
    const rows = ledger.all("SELECT id, matched_at FROM posting WHERE baseline = 0 AND matched_at >= ?", auditedUntil);
    for (const row of rows) {
      const id = text(row["id"]);
      const at = Number(row["matched_at"]);
      const last = audited.matches.get(id);
      if (last?.at === at) continue;
      const posting = ledger.posting(id);
      if (posting === undefined) continue;
      // What was closed meanwhile is news for whoever has not seen it.
      const before = last === undefined || audited.closed.delete(id) ? null : { ...last.posting, closedAt: null };
      audited.matches.set(id, { at, posting, before });
      for (const subscription of history.ids()) {
        const versions = history.since(subscription, worldNow() - slackMs - 1);
        const [wanted] = versions;
        if (wanted === undefined || wanted.subscription.createdAt > at - slackMs) continue;
        const isNews = versions.every(
          (version) =>
            version.subscription.endedAt === null &&
            matchesAny(posting, [version], at) &&
            (before === null || !matchesAny(before, [version], at)),
        );
        if (!isNews) continue;
        const found = ledger.all(
          "SELECT id FROM delivery WHERE workspace_id = ? AND destination = ? AND opening_id = ?",
          wanted.subscription.workspace,
          wanted.subscription.destination,
          posting.openingId,
        );
        if (found.length === 0) violated("no match lost", `${id} was matched, and ${subscription} has no row of it`);
      }
    }
  }

  /** Rows are made only for who wants them. */
  function checkDeliveries(): void {
    const rows = ledger.all(
      "SELECT id, workspace_id, destination, posting_id FROM delivery WHERE created_at >= ?",
      auditedUntil,
    );
    for (const row of rows) {
      const id = text(row["id"]);
      if (audited.deliveries.has(id)) continue;
      audited.deliveries.add(id);
      const posting = ledger.posting(text(row["posting_id"]));
      if (posting === undefined) continue;
      const links = linksOf(id);
      const wanted = inForceSince(links, worldNow() - slackMs - 1);
      for (const { subscription } of links.flatMap((link) => history.since(link, worldNow()))) {
        const isItsOwn =
          subscription.workspace === row["workspace_id"] && subscription.destination === row["destination"];
        if (!isItsOwn) violated("own workspace", `delivery ${id} is also for ${subscription.id} of elsewhere`);
      }
      if (!matchesAny(posting, wanted, now())) violated("matched", `delivery ${id} of ${posting.id} is for nobody`);
      const before = audited.matches.get(posting.id)?.before ?? null;
      if (before !== null && wanted.every((one) => matchesAny(before, [one], now()))) {
        violated(
          "only news",
          `delivery ${id} of ${posting.id}, which changed, is for nobody who did not want it before`,
        );
      }
    }
  }

  /** What is not sent says why, and it is so. */
  function checkEnds(): void {
    const rows = ledger.all(
      "SELECT id, posting_id, dropped AS reason FROM delivery WHERE dropped IS NOT NULL AND changed_at >= ? " +
        "UNION ALL SELECT d.id, posting_id, reason FROM message m JOIN delivery d ON d.message_id = m.id " +
        "WHERE m.state = 'expired' AND m.changed_at >= ?",
      auditedUntil,
      auditedUntil,
    );
    for (const row of rows) {
      const id = text(row["id"]);
      if (audited.ends.has(id)) continue;
      audited.ends.add(id);
      const reason = text(row["reason"]);
      const posting = ledger.standing(text(row["posting_id"]));
      const links = linksOf(id);
      const wanting = links.filter((link) => {
        const versions = history.since(link, worldNow() - flightMs);
        return versions.every(
          (version) =>
            version.subscription.endedAt === null &&
            (reason.startsWith("unsubscribed") || (posting !== undefined && matchesAny(posting, [version], now()))),
        );
      });
      const isRevised = posting !== undefined && ledger.isRevisedSince(posting.id, now() - flightMs);
      if (isRevised && !reason.startsWith("unsubscribed")) continue;
      if (wanting.length > 0)
        violated("dropped with reason", `delivery ${id}: "${reason}", but ${wanting.join(", ")} wants it`);
      if (reason.startsWith("closed") && posting !== undefined && !isClosed(posting)) {
        violated("dropped with reason", `delivery ${id}: "${reason}", but ${posting.id} is open`);
      }
    }
  }

  function linksOf(delivery: string): string[] {
    const sql = "SELECT subscription_id AS id FROM delivery_subscription WHERE delivery_id = ?";
    return ledger.all(sql, delivery).map(({ id }) => text(id));
  }

  return {
    seen,
    matchedAs: (id) => audited.matches.get(id)?.posting,
    revised,
    sending,
    died() {
      for (const key of notBefore.keys()) if (ledger.message(key)?.state === "sending") notBefore.delete(key);
    },
    refused(_destination, key, retryAfterMs) {
      notBefore.set(key, worldNow() + retryAfterMs);
    },
    posted,
    editing,
    edited({ destination, reference, message, at }) {
      const one = byReference.get(`${destination}\n${reference}`);
      if (one === undefined) return;
      one.content = message;
      one.editedAt = at;
    },
    afterStep(touched) {
      if (touched.has("subscription") || touched.has("setting")) history.observe(worldNow());
      if (touched.has("posting")) {
        for (const { id } of ledger.all("SELECT id FROM posting WHERE revised_at IS NOT NULL")) revised.add(text(id));
        for (const { id } of ledger.all("SELECT id FROM posting WHERE closed_at >= ?", auditedUntil)) {
          audited.closed.add(text(id));
        }
        checkMatches();
      }
      if (touched.has("message") || touched.has("destination")) checkQueues();
      if (touched.has("delivery")) checkDeliveries();
      if (touched.has("delivery") || touched.has("message")) checkEnds();
      auditedUntil = now() - slackMs - 1;
    },
  };
}

export function referencesIn(message: Message): string[] {
  if (message.kind === "card") return [message.card.postingId];
  return message.digest.groups.flatMap(({ entries }) =>
    entries.map((entry) => (entry.kind === "card" ? entry.card.postingId : entry.line.postingId)),
  );
}

function matchesAny(posting: Posting, wanted: readonly Wanted[], now: number): boolean {
  return wanted.some(({ query }) => evaluate(query.filter, posting, now).outcome === "match");
}

function isSilent(wanted: Wanted, times: readonly number[]): boolean {
  return times.every((time) => silentUntil(wanted, time) !== null);
}
