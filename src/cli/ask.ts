/** Questions of /jobs that only look, asked by the command line of what the bot has stored, also while it runs. */
import { loadConfig } from "../../config/load.ts";
import { dispatch } from "../../commands/dispatch.ts";
import { postingLine } from "../../commands/posting-line.ts";
import { readQuery } from "../../commands/read-query.ts";
import { info, type Reply, text } from "../../commands/reply.ts";
import type { Services } from "../../commands/services.ts";
import { findSubscription } from "../../commands/subscription-ref.ts";
import { verdictPartsOf } from "../../commands/verdict-parts.ts";
import { systemClock, systemRandom } from "../clock.ts";
import { UsageError, UserError } from "../errors.ts";
import { printQuery } from "../filter/print.ts";
import { evaluate } from "../filter/verdict.ts";
import { silentLog } from "../log.ts";
import { renderReply } from "../platforms/terminal/render.ts";
import { createServices } from "../services.ts";
import { openStorage } from "../storage/storage.ts";
import { terminalAsker } from "./terminal-asker.ts";

/** Shows what a query or a subscription of this terminal finds. @throws UsageError where it cannot be read. */
export async function preview(query: string): Promise<void> {
  await answer((services) => dispatch(`preview ${query}`, terminalAsker(), services));
}

/**
 * Explains a posting by a query, by a subscription of this terminal, or by all of those.
 *
 * @throws UsageError where there is no such posting, or the query cannot be read.
 */
export async function why(posting: string, query: string): Promise<void> {
  const asker = terminalAsker();
  await answer(async (services) => {
    const isSubscription = findSubscription(query, await services.subscriptions.list(asker)) !== undefined;
    if (query === "" || isSubscription) return await dispatch(`why ${posting} ${query}`, asker, services);
    const found = await services.postings.find(asker, posting);
    const read = readQuery(query).query;
    const now = services.now();
    const verdict = evaluate(read.filter, found, now);
    return info(text(postingLine(found, now)), ...verdictPartsOf(printQuery(read) || "this query", verdict));
  });
}

async function answer(ask: (services: Services) => Promise<Reply>): Promise<void> {
  const config = loadConfig();
  const storage = await openStorage(config.database, systemRandom, { isReadOnly: true });
  try {
    const reply = await ask(createServices(storage, systemClock, silentLog));
    const lines = renderReply(reply, { width: process.stdout.columns || 100, colour: false }).join("\n");
    if (reply.tone === "error") throw new UsageError("usage", lines);
    process.stdout.write(`${lines}\n`);
  } catch (error) {
    throw error instanceof UserError ? new UsageError(error.code, error.message, error.fields, error) : error;
  } finally {
    await storage.close();
  }
}
