/**
 * One history in one place, although it is long: who lives in it, when they act, and where a process starts and dies all
 * hang on the same clock, and its order of events is what a seed stands for.
 */
import { createBoards } from "./boards.ts";
import { type Chat, chatKinds, createChat } from "./chat.ts";
import { between, createFaults, type FaultKind } from "./faults.ts";
import { type Instance, startInstance } from "./instance.ts";
import { createLedger, createSubscriptionHistory } from "./ledger.ts";
import { checkLiveness } from "./liveness.ts";
import { createPeople } from "./people.ts";
import type { Plant } from "./plants.ts";
import { createSafety } from "./safety.ts";
import { createScheduler } from "./scheduler.ts";
import { createSimulatedDatabase } from "./simulated-database.ts";
import { seededRandom } from "../doubles/seeded-random.ts";

export interface HistoryOptions {
  readonly seed: number;
  /** With faults; after them come as many without as everything needs to come to an end. */
  readonly days: number;
  readonly sources: number;
  readonly subscriptions: number;
  readonly faults: readonly FaultKind[];
  readonly plant?: Plant;
}

export interface Violation {
  readonly at: number;
  readonly invariant: string;
  readonly detail: string;
}

export interface Report {
  readonly violations: readonly Violation[];
  /** What happened, in order. */
  readonly trace: readonly string[];
  readonly counts: {
    readonly steps: number;
    readonly postings: number;
    readonly deliveries: number;
    readonly shown: number;
    readonly edited: number;
    readonly crashes: number;
    readonly uncertain: number;
  };
}

/** What a violation may name, by the rows that tell more of it. */
const namedBy = [
  "SELECT DISTINCT m.* FROM message m LEFT JOIN delivery d ON d.message_id = m.id WHERE ? IN (m.id, m.subscription_id, d.id, d.posting_id)",
  "SELECT * FROM delivery WHERE id = ?",
  "SELECT s.* FROM subscription s JOIN delivery_subscription l ON l.subscription_id = s.id WHERE l.delivery_id = ?",
  "SELECT id, opening_id, source_key, external_id, title, closed_at, absences, matched_at, revised_at FROM posting WHERE id = ?",
  "SELECT * FROM source WHERE key = ?",
];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 2, 20);
/** Time for a weekly digest, after a day in which a held destination is tried again and the longest retries end. */
const restDays = 10;
const tickMs = 5_000;

/** One run of the bot from an empty database, the same for the same options. */
export async function runHistory({
  seed,
  days,
  sources,
  subscriptions,
  faults: kinds,
  plant = {},
}: HistoryOptions): Promise<Report> {
  const scheduler = createScheduler(start);
  const faults = createFaults(seed, kinds);
  const database = createSimulatedDatabase();
  const prepared = await database.connect(() => {}).open(seededRandom(seed));
  const ledger = createLedger(database);
  const history = createSubscriptionHistory(ledger);
  const random = faults.random("history");
  const isShared = faults.strikes("second-worker", 0.5);
  const trace: string[] = [];
  const violations: Violation[] = [];
  let steps = 0;
  let crashes = 0;
  let skewMs = 0;
  let calmUntil = start;

  function note(what: string): void {
    if (what !== "") trace.push(`${new Date(scheduler.now()).toISOString()} ${what}`);
  }

  function violated(invariant: string, detail: string): void {
    violations.push({ at: scheduler.now(), invariant, detail });
    note(`VIOLATED ${invariant}: ${detail}`);
    // What the ledger says of all that is named.
    for (const word of new Set(detail.split(/[^\w:-]+/))) {
      for (const sql of namedBy) for (const row of ledger.all(sql, word)) note(JSON.stringify(row));
    }
  }

  const safety = createSafety({
    ledger,
    history,
    now: () => scheduler.now() + skewMs,
    worldNow: scheduler.now,
    slackMs: faults.has("clock-steps") ? 31_000 : 0,
    violated,
  });
  const witness = {
    ...safety,
    posted(appearance: Parameters<typeof safety.posted>[0], key: string) {
      note(
        `${appearance.destination} shows ${key} of ${ledger.message(key)?.subscription} as ${appearance.reference}: ${titlesOf(appearance.message)}`,
      );
      safety.posted(appearance, key);
    },
    edited(appearance: Parameters<typeof safety.edited>[0]) {
      note(`${appearance.destination} edits ${appearance.reference}: ${titlesOf(appearance.message)}`);
      safety.edited(appearance);
    },
  };
  const chats = chatKinds.map((kind): Chat => createChat({ ...kind, scheduler, faults, witness }));
  const boards = createBoards(sources, scheduler, faults);
  const people = createPeople(faults);
  const running = new Map<string, Instance>();
  const naps = new Set<() => void>();
  const unanswered: ((instance: Instance) => Promise<string>)[] = [];

  async function launch(name: string): Promise<void> {
    const instance = await startInstance({
      name,
      isSole: !isShared,
      database,
      boards,
      chats,
      scheduler,
      faults,
      random: seededRandom(between(faults.random("ids"), 0, 2 ** 32)),
      skew: () => skewMs,
      mayCrash: () => scheduler.now() >= calmUntil,
      plant,
      onDeath(why) {
        crashes += 1;
        safety.died();
        note(`${name} dies ${why}`);
        running.delete(name);
        calmUntil = scheduler.now() + calmMs();
        const isLong = faults.strikes("downtime", 0.1);
        const downMs = isLong ? between(random, hourMs, 60 * hourMs) : between(random, 1_000, 2 * minuteMs);
        scheduler.at(scheduler.now() + downMs, () => void launch(name));
      },
      onOwnFault: (what) => violated("no fault of its own", what),
    });
    if (instance === undefined) return;
    wakeAll();
    note(`${name} starts`);
    running.set(name, instance);
    for (const what of unanswered.splice(0))
      scheduler.at(scheduler.now() + between(random, 0, minuteMs), () => ask(what));
    void everyFewSeconds(instance, instance.poll, pollDueAt);
    void everyFewSeconds(instance, instance.deliver, deliveryDueAt);
  }

  /**
   * Crashes come by time and not by work: a big market would otherwise be down most of its days. Some follow each other at
   * once, since a process that comes back has much to tidy up.
   */
  function calmMs(): number {
    const chance = faults.random("calm");
    return chance.next() < 0.4 ? 0 : between(chance, 0, 20 * hourMs);
  }

  /** Does what it would find due if it looked every few seconds; looking in vain is left out. */
  async function everyFewSeconds(instance: Instance, work: () => Promise<void>, dueAt: () => number): Promise<void> {
    while (instance.isAlive()) {
      if (dueAt() <= scheduler.now() + skewMs) await work();
      const wait = Math.max(dueAt() - scheduler.now() - skewMs, 0);
      const nap = tickMs + Math.min(wait, 6 * hourMs) + between(random, 0, tickMs);
      await new Promise<void>((resolve) => {
        function wake() {
          naps.delete(wake);
          resolve();
        }
        naps.add(wake);
        scheduler.at(scheduler.now() + nap, wake);
      });
    }
  }

  /** Something new may be due, which nobody who sleeps knows of. */
  function wakeAll(): void {
    for (const wake of naps) scheduler.at(scheduler.now() + between(random, 0, tickMs), wake);
    naps.clear();
  }

  function pollDueAt(): number {
    return earliest("SELECT min(max(next_poll_at, not_before, coalesce(lease_until, 0))) AS at FROM source");
  }

  function deliveryDueAt(): number {
    return earliest(
      "SELECT min(at) AS at FROM (" +
        "SELECT min(max(next_at, not_before, coalesce(lease_until, 0), CASE WHEN held IS NULL THEN 0 ELSE probe_at END)) " +
        "AS at FROM destination WHERE next_at IS NOT NULL " +
        "UNION ALL SELECT min(lease_until) FROM message WHERE state = 'sending' " +
        "UNION ALL SELECT min(max(due_at, CASE WHEN held IS NULL THEN 0 ELSE probe_at END)) FROM delivery " +
        "JOIN destination ON destination.name = delivery.destination WHERE due_at IS NOT NULL " +
        "UNION ALL SELECT min(0) FROM posting WHERE revised_at IS NOT NULL " +
        "UNION ALL SELECT min(0) FROM posting WHERE matched_at IS NULL)",
    );
  }

  function earliest(sql: string): number {
    const at = ledger.all(sql)[0]?.["at"];
    return typeof at === "number" ? at : Number.MAX_SAFE_INTEGER;
  }

  function somebody(): Instance | undefined {
    return running.values().next().value;
  }

  /** Does it with the help of a process that lives, now or soon after there is one. */
  function ask(what: (instance: Instance) => Promise<string>): void {
    const instance = somebody();
    if (instance === undefined) return void unanswered.push(what);
    what(instance)
      .then(note, (error: unknown) => {
        if (instance.isAlive()) violated("no fault of its own", String(error));
      })
      .finally(wakeAll);
  }

  function peopleLive(): void {
    if (faults.isOver()) return;
    ask((instance) => people.act(instance.services));
    scheduler.at(scheduler.now() + between(random, hourMs, (240 / subscriptions) * hourMs), peopleLive);
  }

  function stepClock(): void {
    if (faults.has("clock-steps")) skewMs = between(random, -15_000, 15_000);
    scheduler.at(scheduler.now() + between(random, hourMs, 30 * hourMs), stepClock);
  }

  function afterStep(): boolean {
    steps += 1;
    safety.afterStep(database.touched());
    return violations.length > 0;
  }

  for (const { id, platform } of people.workspaces) await prepared.workspaces.ensure(id, platform, start);
  database.touched();
  scheduler.at(start, () => void launch("first"));
  if (isShared) scheduler.at(start + minuteMs, () => void launch("second"));
  for (let i = 0; i < subscriptions; i++) {
    scheduler.at(start + between(random, minuteMs, Math.min(2, days) * dayMs), () => {
      ask((instance) => people.subscribe(instance.services));
    });
  }
  scheduler.at(start + dayMs, peopleLive);
  if (faults.has("clock-steps")) scheduler.at(start + hourMs, stepClock);

  await scheduler.runUntil(start + days * dayMs, afterStep);
  if (violations.length === 0) {
    note("faults stop");
    faults.stop();
    await scheduler.runUntil(start + (days + restDays) * dayMs, afterStep);
  }
  if (violations.length === 0) {
    checkLiveness({
      ledger,
      boards,
      seen: safety.seen,
      matchedAs: safety.matchedAs,
      revised: safety.revised,
      history,
      editing: new Set(chats.filter(({ shown }) => shown.capabilities.editsInPlace).map(({ shown }) => shown.id)),
      now: scheduler.now(),
      violated,
    });
  }
  const [counted] = ledger.all(
    "SELECT (SELECT count(*) FROM posting) AS postings, (SELECT count(*) FROM delivery) AS deliveries, " +
      "(SELECT count(*) FROM message WHERE is_uncertain = 1) AS uncertain",
  );
  database.close();
  return {
    violations,
    trace,
    counts: {
      steps,
      crashes,
      postings: Number(counted?.["postings"]),
      deliveries: Number(counted?.["deliveries"]),
      uncertain: Number(counted?.["uncertain"]),
      shown: safety.seen.length,
      edited: safety.seen.filter(({ editedAt }) => editedAt !== null).length,
    },
  };
}

function titlesOf(message: Parameters<ReturnType<typeof createSafety>["sending"]>[2]): string {
  if (message.kind === "card") return `${message.card.postingId} ${message.card.title} (${message.card.state})`;
  const { digest } = message;
  const count = digest.groups.reduce((sum, { entries }) => sum + entries.length, 0);
  return `part ${digest.part} of ${digest.parts} of "${digest.name}", ${count} of ${digest.total}`;
}
