import type { App } from "../../../src/app.ts";
import { postingId, openingKeys } from "../../../src/posting/identity.ts";
import { read } from "../../../src/posting/reader/read.ts";
import type { PostingDraft } from "../../../src/storage/posting-store.ts";
import type { Storage } from "../../../src/storage/storage.ts";

/** Subscribers of one size for all measures: tenants with channels, each channel with one subscription. */
export const workspaces = 40;
export const destinations = 400;
export const sourceKey = "folder:bench";

function townsfolk(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    workspace: `w${i % workspaces}`,
    user: `person${i}`,
    self: `discard:c${i}`,
    zone: "Europe/Belgrade",
  }));
}

/** Subscribes so many destinations in a bare storage, the n-th with the n-th query in turns. */
export async function settleTown(
  storage: Storage,
  queries: readonly string[],
  now: number,
  count = destinations,
): Promise<void> {
  await storage.transaction(async ({ workspaces, subscriptions, sources }) => {
    await sources.configure([{ key: sourceKey, kind: "folder" }], now);
    for (const [i, { workspace, user, self, zone }] of townsfolk(count).entries()) {
      await workspaces.ensure(workspace, "discard", now);
      const query = queries[i % queries.length] ?? "";
      await subscriptions.add({ workspace, owner: user, name: "jobs", destination: self, query, createdAt: now, zone });
    }
  });
}

/** The same in a whole bot. */
export async function subscribeTown(app: App, queries: readonly string[]): Promise<void> {
  for (const [i, asker] of townsfolk(destinations).entries()) {
    await app.bot.welcome(asker.workspace, "discard");
    const query = queries[i % queries.length] ?? "";
    await app.bot.services.subscriptions.add(asker, { name: "jobs", destination: asker.self, query });
  }
}

const duty =
  "You design services that many teams rely on, review the work of others and are on call every sixth week. " +
  "We care about short feedback, written decisions and tests that fail for one reason only. ";

/** The text of a posting, of the usual two to three thousand characters. */
export function postingText(n: number, language = "Rust"): string {
  return [
    `Nimbus ${n} keeps warehouses stocked. We look for a backend engineer in Belgrade, Serbia, hybrid, full-time.`,
    duty.repeat(10),
    `You write ${language} every day and know PostgreSQL. The salary is EUR 70,000 to 90,000 a year.`,
  ].join("\n\n");
}

/** A posting as polling would store it. */
export function postingDraft(n: number): PostingDraft {
  const externalId = `b${n}`;
  const url = `https://jobs.example.org/nimbus/${externalId}`;
  const posting = {
    title: `Backend Engineer ${n}`,
    company: `Nimbus ${n}`,
    location: "Belgrade, Serbia",
    text: postingText(n),
  };
  const { text, ...reading } = read({ ...posting, format: "plain" });
  return {
    ...posting,
    id: postingId(sourceKey, externalId),
    source: sourceKey,
    externalId,
    url,
    text,
    reading,
    publishedAt: null,
    credit: null,
    contentHash: externalId,
    openingKeys: openingKeys(reading.facts, text, [url]),
  };
}
