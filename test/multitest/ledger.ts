import { Client } from "pg";
import { systemRandom } from "../../src/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import type { Audience } from "../killtest/ledger.ts";

/** A subscription of each destination to all that comes up. */
export async function subscribeAll(address: string, audiences: readonly Audience[]): Promise<void> {
  const storage = await openStorage(address, systemRandom);
  for (const { platform, destinations } of audiences) {
    await storage.workspaces.ensure(platform, platform.split(":", 1)[0] ?? platform, Date.now());
    for (const destination of destinations) {
      await storage.subscriptions.add({
        workspace: platform,
        owner: destination,
        name: "now",
        destination,
        query: "role:backend",
        createdAt: Date.now(),
        zone: "UTC",
      });
    }
  }
  await storage.close();
}

/** What waits, is being sent, or was not matched yet; by what it is. */
export async function unsettled(address: string): Promise<ReadonlyMap<string, number>> {
  const rows = await asked<{ readonly what: string; readonly count: string }>(
    address,
    `select state as what, count(*) from message where state in ('pending', 'sending') group by state
      union all select 'unmatched', count(*) from posting where matched_at is null having count(*) > 0`,
  );
  return new Map(rows.map(({ what, count }) => [what, Number(count)]));
}

/** What messages carry that are listed as uncertain: "destination mark". */
export async function uncertainCards(address: string): Promise<ReadonlySet<string>> {
  const rows = await asked<{ readonly card: string }>(
    address,
    `select delivery.destination || ' ' || external_id as card from delivery join posting on posting.id = posting_id
      join message on message.id = message_id where is_uncertain = 1`,
  );
  return new Set(rows.map(({ card }) => card));
}

async function asked<Row extends object>(address: string, query: string): Promise<readonly Row[]> {
  const client = new Client(address);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
