import { info, type Reply, table, text } from "../../commands/reply.ts";
import { loadConfig } from "../../config/load.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { ago } from "../delivery/card/age.ts";
import { UsageError } from "../errors.ts";
import { renderReply } from "../platforms/terminal/render.ts";
import type { FailedMessage } from "../storage/message-reports.ts";
import { openStorage, type Storage } from "../storage/storage.ts";

export interface DeliveriesOptions {
  /** What was given up, is held or is uncertain, one by one; how much there is in each state without it. */
  readonly failed: boolean;
  readonly json: boolean;
  /** How many to list at most, as it was typed. */
  readonly limit: string | undefined;
}

/** More than a person looks through; replay takes them all the same. */
const listed = 200;

/**
 * Prints what the ledger holds, also while the bot runs.
 *
 * @throws UsageError `database` when there is none yet.
 */
export async function deliveries({ failed, json, limit }: DeliveriesOptions): Promise<void> {
  const most = limit === undefined ? listed : limitOf(limit);
  const config = loadConfig();
  const storage = await openStorage(config.database, systemRandom, { isReadOnly: true });
  try {
    if (failed) await printFailed(storage, most, json);
    else await printCounts(storage, json);
  } finally {
    await storage.close();
  }
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new UsageError("usage", `deliveries: expected a whole number above 0 after --limit, got ${text}.`, { text });
}

async function printCounts(storage: Storage, json: boolean): Promise<void> {
  const counts = [...(await storage.messages.counts())].sort(([a], [b]) => a.localeCompare(b));
  const oldest = await storage.messages.oldestPending();
  const waiting = await storage.deliveries.waiting();
  if (json) {
    const oldestPendingAt = oldest === undefined ? null : new Date(oldest).toISOString();
    return print([
      JSON.stringify({ messages: Object.fromEntries(counts), oldestPendingAt, waitingForDigests: waiting }),
    ]);
  }
  if (counts.length === 0 && waiting === 0) return printReply(info(text("Nothing was to be sent yet.")));
  printReply(
    info(
      ...(counts.length === 0
        ? []
        : [table([["state", "messages"], ...counts.map(([state, count]) => [state, String(count)])])]),
      ...(oldest === undefined
        ? []
        : [text(`The oldest of those that are pending was made ${ago(oldest, systemClock.now())}.`)]),
      ...(waiting === 0 ? [] : [text(`${waiting} ${waiting === 1 ? "opening waits" : "openings wait"} for a digest.`)]),
    ),
  );
}

interface ListedMessage extends FailedMessage {
  /** Of its first posting. */
  readonly title: string | null;
}

async function printFailed(storage: Storage, limit: number, json: boolean): Promise<void> {
  const found = await storage.messages.failed(limit + 1);
  const messages = await withTitles(storage, found.slice(0, limit));
  const heldBack = await storage.deliveries.heldBack();
  if (json) {
    return print([
      ...messages.map(({ at, ...message }) => JSON.stringify({ ...message, at: new Date(at) })),
      ...heldBack.map(({ since, ...place }) => JSON.stringify({ ...place, state: "waiting", since: new Date(since) })),
    ]);
  }
  if (messages.length + heldBack.length === 0) {
    return printReply(info(text("Nothing was given up, is held or is uncertain.")));
  }
  const now = systemClock.now();
  const rows = messages.map(({ id, state, operation, destination, title, deliveries, attempts, reason, at }) => {
    const more = deliveries > 1 ? ` and ${deliveries - 1} more` : "";
    return [id, state, operation, destination, `${title ?? ""}${more}`, String(attempts), ago(at, now), reason ?? ""];
  });
  const places = heldBack.map(({ destination, openings, since, reason }) => {
    return [destination, String(openings), ago(since, now), reason];
  });
  printReply(
    info(
      ...(rows.length === 0
        ? []
        : [table([["id", "state", "what", "where", "opening", "tries", "when", "why"], ...rows])]),
      ...(places.length === 0
        ? []
        : [
            text("No digests are made for places that take nothing; there wait:"),
            table([["where", "openings", "since", "why"], ...places]),
          ]),
      ...(found.length > limit ? [text(`There are more than these ${limit}: ask for them with --limit.`)] : []),
    ),
  );
}

async function withTitles(storage: Storage, messages: readonly FailedMessage[]): Promise<readonly ListedMessage[]> {
  const postings = await storage.postings.byIds(messages.flatMap(({ postingId }) => postingId ?? []));
  return messages.map((message) => {
    const posting = postings.get(message.postingId ?? "");
    return { ...message, title: posting?.reading.facts.title ?? posting?.title ?? null };
  });
}

function printReply(reply: Reply): void {
  print(renderReply(reply, { width: process.stdout.columns || 160, colour: false }));
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
