import { cardOf } from "../../src/delivery/card/card-of.ts";
import type { Card } from "../../src/delivery/card/card.ts";
import type { DigestLine, Message } from "../../src/delivery/card/digest.ts";
import { evaluate } from "../../src/filter/verdict.ts";
import { postingReference } from "../../src/posting/identity.ts";
import { isClosed } from "../../src/posting/posting.ts";
import { closedReason } from "../../src/storage/delivery-store.ts";
import type { Board } from "./boards.ts";
import { type Ledger, type SubscriptionHistory, text } from "./ledger.ts";
import type { Safety, Seen } from "./safety.ts";

export interface LivenessPorts {
  readonly ledger: Ledger;
  readonly boards: readonly Board[];
  readonly seen: readonly Seen[];
  readonly matchedAs: Safety["matchedAs"];
  readonly revised: ReadonlySet<string>;
  readonly history: SubscriptionHistory;
  /** Platforms on which what stands can be changed. */
  readonly editing: ReadonlySet<string>;
  readonly now: number;
  readonly violated: (invariant: string, detail: string) => void;
}

/** What must hold once nothing goes wrong any more and enough time has passed. */
export function checkLiveness(ports: LivenessPorts): void {
  checkStored(ports);
  checkSettled(ports);
  checkReopened(ports);
  checkStanding(ports);
  checkShown(ports);
}

/** The stored postings are those of the boards: open if they stand there, closed if not, and as they stand there. */
function checkStored({ ledger, boards, violated }: LivenessPorts): void {
  for (const { key, ads } of boards) {
    const standing = new Map(ads().map((ad) => [ad.externalId, ad]));
    for (const { id } of ledger.all("SELECT id FROM posting WHERE source_key = ?", key)) {
      const posting = ledger.posting(text(id));
      if (posting === undefined) continue;
      const ad = standing.get(posting.externalId);
      standing.delete(posting.externalId);
      const isSame =
        posting.title === ad?.title &&
        posting.location === ad?.place &&
        posting.text.includes(`write ${ad?.language} every`) &&
        posting.text.includes("Salary:") === (ad?.pay !== null) &&
        posting.text.includes(ad?.pay ?? "");
      if (isClosed(posting) !== (ad === undefined)) {
        violated(
          "postings follow boards",
          `${posting.id} of ${key} is ${isClosed(posting) ? "closed" : "open"} here, not there`,
        );
      } else if (ad !== undefined && !isSame)
        violated("postings follow boards", `${posting.id} of ${key} differs from its board`);
    }
    for (const ad of standing.values())
      violated("postings follow boards", `${key} has ${ad.externalId}, which is not stored`);
  }
}

/** Each delivery came to an end, or says why not. */
function checkSettled(ports: LivenessPorts): void {
  const { ledger, matchedAs, now, violated } = ports;
  for (const { id, matched_at } of ledger.all("SELECT id, matched_at FROM posting WHERE baseline = 0")) {
    const [stored, matched] = [ledger.posting(text(id)), matchedAs(text(id))];
    if (matched_at === null) violated("all is matched", `${text(id)} is not`);
    else if (
      stored?.text !== matched?.text ||
      stored?.title !== matched?.title ||
      stored?.location !== matched?.location
    )
      violated("all is matched", `${text(id)} is not matched as it is now`);
  }
  const rows = ledger.all(
    "SELECT d.id, d.posting_id, d.subscription_id, d.created_at, d.due_at, d.message_id, m.state, m.reason, m.attempts, m.is_plain, m.is_uncertain, o.held " +
      "FROM delivery d JOIN destination o ON o.name = d.destination LEFT JOIN message m ON m.id = d.message_id " +
      "WHERE d.dropped IS NULL",
  );
  for (const row of rows) {
    const id = text(row["id"]);
    const { state, reason, held } = row;
    const isEnd = state === "dead" || state === "expired";
    if (isEnd && reason === null) violated("all is settled", `delivery ${id} is ${state} without a reason`);
    // Eight tries, or refused in either form, or sent a second time without knowing of the first.
    const wasTried = Number(row["attempts"]) >= 8 || row["is_plain"] === 1 || row["is_uncertain"] === 1;
    if (state === "dead" && !wasTried)
      violated("all is tried", `delivery ${id} is dead after ${String(row["attempts"])} tries: ${String(reason)}`);
    if (isEnd || state === "sent" || (row["message_id"] !== null && held !== null)) continue;
    if (row["message_id"] === null && row["due_at"] === null)
      violated("all is settled", `delivery ${id} waits for nothing`);
    const waitsFor = pausedOnly(
      ports,
      id,
      text(row["posting_id"]),
      text(row["subscription_id"]),
      Number(row["created_at"]),
    );
    if (!waitsFor)
      violated("all is settled", `delivery ${id} still waits (${String(state ?? row["due_at"])}), now ${now}`);
  }
}

/** What was not sent since its posting had closed does not stay so where the posting is open, and wanted all along. */
function checkReopened({ ledger, history, now, violated }: LivenessPorts): void {
  const closed = ledger.all(
    "SELECT d.id, d.posting_id, d.created_at FROM delivery d LEFT JOIN message m ON m.id = d.message_id WHERE d.dropped = ? " +
      "OR (m.state = 'expired' AND m.reason = ? AND m.in_doubt = 0)",
    closedReason,
    closedReason,
  );
  for (const { id, posting_id, created_at } of closed) {
    const posting = ledger.standing(text(posting_id));
    if (posting === undefined || isClosed(posting)) continue;
    const links = ledger.all("SELECT subscription_id AS id FROM delivery_subscription WHERE delivery_id = ?", text(id));
    const isWanted = links.some((link) =>
      history
        .since(text(link["id"]), Number(created_at))
        .every(
          ({ subscription, query }) =>
            subscription.endedAt === null && evaluate(query.filter, posting, now).outcome === "match",
        ),
    );
    if (isWanted) {
      violated("reopened is shown", `delivery ${text(id)} was given up as closed, and ${posting.id} is open`);
    }
  }
}

/** Whether a delivery waits for the end of a pause, and nobody else has wanted it all the time. */
function pausedOnly(
  { ledger, history, revised, now }: LivenessPorts,
  delivery: string,
  postingId: string,
  lane: string,
  createdAt: number,
): boolean {
  const isPaused = (id: string) => {
    const subscription = history.since(id, now).at(-1)?.subscription;
    return subscription?.endedAt === null && (subscription.pausedUntil ?? 0) > now;
  };
  const posting = ledger.posting(postingId);
  const links = ledger.all("SELECT subscription_id AS id FROM delivery_subscription WHERE delivery_id = ?", delivery);
  const others = links.map(({ id }) => text(id)).filter((id) => !isPaused(id));
  const wanting = others.filter((id) =>
    history
      .since(id, createdAt)
      .every(
        ({ subscription, query }) =>
          subscription.endedAt === null &&
          posting !== undefined &&
          evaluate(query.filter, posting, now).outcome === "match",
      ),
  );
  return isPaused(lane) && (wanting.length === 0 || revised.has(postingId));
}

/** What the ledger calls sent stands where it says. */
function checkStanding({ ledger, seen, violated }: LivenessPorts): void {
  const standing = new Set(seen.map(({ message, reference }) => `${message} ${reference}`));
  for (const { id, reference } of ledger.all("SELECT id, reference FROM message WHERE state = 'sent'")) {
    if (!standing.has(`${text(id)} ${text(reference)}`))
      violated("sent is shown", `${text(id)} stands nowhere as ${text(reference)}`);
  }
}

/** Where the platform can edit, what stands there says how each posting is now. */
function checkShown({ ledger, seen, editing, now, violated }: LivenessPorts): void {
  for (const one of seen) {
    const [row] = ledger.all("SELECT state, reference FROM message WHERE id = ?", one.message);
    const platform = one.destination.slice(0, one.destination.indexOf(":"));
    if (!editing.has(platform) || row?.["state"] !== "sent" || row["reference"] !== one.reference) continue;
    for (const { posting: id } of ledger.carried(one.message)) {
      const posting = ledger.standing(id);
      if (posting === undefined) continue;
      const shown = openingIn(one.content, postingReference(posting.id));
      const expected = cardOf(posting, [], now);
      const difference = shown === undefined ? "is missing" : differenceOf(shown, expected);
      if (difference !== undefined)
        violated("shown as it is", `${one.message} in ${one.destination}: ${id} ${difference}`);
    }
  }
}

function openingIn(message: Message, reference: string): Card | DigestLine | undefined {
  const all =
    message.kind === "card"
      ? [message.card]
      : message.digest.groups.flatMap(({ entries }) =>
          entries.map((entry) => (entry.kind === "card" ? entry.card : entry.line)),
        );
  return all.find(({ postingId }) => postingId === reference);
}

function differenceOf(shown: Card | DigestLine, expected: Card): string | undefined {
  if (shown.state !== expected.state) return `is ${expected.state} and shown as ${shown.state}`;
  if (shown.title !== expected.title) return `is "${expected.title}" and shown as "${shown.title}"`;
  for (const { name, value } of expected.facts) {
    const isSaid =
      "about" in shown
        ? (name !== "place" && name !== "pay") || shown.about.includes(value)
        : name === "age" || shown.facts.some((fact) => fact.name === name && fact.value === value);
    if (!isSaid) return `has ${name} "${value}", which is not shown`;
  }
  if ("about" in shown) return undefined;
  const old = shown.facts.find(({ name }) => !expected.facts.some((fact) => fact.name === name));
  return old === undefined ? undefined : `shows ${old.name} "${old.value}", which it has no more`;
}
