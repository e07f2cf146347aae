import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemRandom } from "../../src/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";

/** Who is subscribed: a person of a platform, at some of its addresses. */
export interface Audience {
  readonly platform: string;
  readonly destinations: readonly string[];
}

/** One subscription of each destination is told at once, the other by the day. */
const queries = { now: "role:backend", daily: "role:design every:day" } as const;

export function databaseIn(folder: string): string {
  return join(folder, "rolecall.sqlite");
}

export async function subscribe(folder: string, { platform, destinations }: Audience): Promise<void> {
  const storage = await openStorage(databaseIn(folder), systemRandom);
  await storage.workspaces.ensure(platform, platform, Date.now());
  for (const destination of destinations) {
    for (const [name, query] of Object.entries(queries)) {
      await storage.subscriptions.add({
        workspace: platform,
        owner: destination === destinations[0] ? "me" : destination,
        name,
        destination,
        query,
        createdAt: Date.now(),
        zone: "UTC",
      });
    }
  }
  await storage.close();
}

/** As if hours had passed while the bot was down: every poll, digest, retry and edit is due. */
export function hasten(folder: string): void {
  using database = new DatabaseSync(databaseIn(folder));
  database.exec(`
    update source set next_poll_at = 0, not_before = 0;
    update delivery set due_at = 1 where due_at is not null;
    update message set due_at = 1 where state = 'pending';
    update destination set not_before = 0, next_at = 1 where next_at is not null`);
}

/** Whether all has been done that is due, and every source was polled since then. */
export function isQuiet(folder: string, since: number): boolean {
  using database = new DatabaseSync(databaseIn(folder), { readOnly: true, timeout: 5_000 });
  const left = database
    .prepare(`
      select (select count(*) from source where last_success_at is null or last_success_at < :since)
        + (select count(*) from posting where matched_at is null or revised_at is not null)
        + (select count(*) from delivery where due_at <= :now)
        + (select count(*) from message where state = 'sending' or (state = 'pending' and due_at <= :now)) as count`)
    .get({ since, now: Date.now() });
  return left?.["count"] === 0;
}

/** How much waits for a later time. */
export function waiting(folder: string): number {
  using database = new DatabaseSync(databaseIn(folder), { readOnly: true, timeout: 5_000 });
  const row = database
    .prepare(`
      select (select count(*) from delivery where due_at is not null)
        + (select count(*) from message where state in ('pending', 'sending')) as count`)
    .get();
  return Number(row?.["count"]);
}

/** The same in full, for whoever has to find out why. */
export function whatWaits(folder: string): string {
  using database = new DatabaseSync(databaseIn(folder), { readOnly: true, timeout: 5_000 });
  const messages = database
    .prepare(
      "select id, message.destination, operation, state, reason, attempts, in_doubt, due_at, not_before, next_at, held " +
        "from message join destination on name = destination where state in ('pending', 'sending')",
    )
    .all();
  const deliveries = database
    .prepare(
      "select id, destination, due_at, held from delivery join destination on name = destination where due_at > 0",
    )
    .all();
  return JSON.stringify({ now: Date.now(), messages, deliveries });
}

/** What messages carry, and where to. */
export function carriedBy(
  folder: string,
  messages: readonly string[],
): readonly { readonly destination: string; readonly posting: string }[] {
  using database = new DatabaseSync(databaseIn(folder), { readOnly: true, timeout: 5_000 });
  return database
    .prepare(`
      select delivery.destination, external_id from delivery join posting on posting.id = posting_id
        where message_id in (select value from json_each(?))`)
    .all(JSON.stringify(messages))
    .map(({ destination, external_id }) => ({ destination: String(destination), posting: String(external_id) }));
}
