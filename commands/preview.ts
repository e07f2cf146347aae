import { z } from "zod";
import { cardOf } from "../src/delivery/card/card-of.ts";
import { backtest, backtestLine, backtestWindowMs } from "../src/filter/backtest.ts";
import { withDefaults } from "../src/filter/defaults.ts";
import { evaluate } from "../src/filter/verdict.ts";
import type { Query } from "../src/filter/filter.ts";
import { printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { companiesFor } from "./known-companies.ts";
import { nearMissParts } from "./near-misses.ts";
import { notHidden } from "./not-hidden.ts";
import { readQuery, storedQuery } from "./read-query.ts";
import { card, info, text } from "./reply.ts";
import type { Subscription } from "./services.ts";
import { findSubscription } from "./subscription-ref.ts";

const maxCards = 10;

/** Shows what a query or a subscription would bring, and makes nothing. */
export const preview = defineCommand({
  verb: "preview",
  summary: "Show what a query or one of your subscriptions finds, without subscribing",
  example: "/jobs preview role:backend location:london",
  options: z.object({ query: z.string().describe("which postings, as key:value, or a subscription's name") }),
  takes: { query: "query-or-subscription" },
  isReading: true,
  async run({ options, asker, services }) {
    const companies = await companiesFor(options.query, services);
    const { said, subscription, notes } = meant(options.query, await services.subscriptions.list(asker), companies);
    const query = withDefaults(said, await services.settings.get(asker));
    const now = services.now();
    const tried = await backtest(query, notHidden(asker, services, now - backtestWindowMs), now, maxCards);
    const canonical = printQuery(said) || "everything that is open";
    const cards = tried.newest.map((posting) => {
      const verdict = evaluate(query.filter, posting, now);
      return card(cardOf(posting, [{ name: subscription, verdict }], now));
    });
    return info(
      text(`${subscription ?? "This query"} (${canonical}): ${backtestLine(tried)}.`),
      ...notes.map(text),
      ...cards,
      ...nearMissParts(tried, now),
    );
  },
});

/** A subscription's name wins over the same word in a query. */
function meant(
  typed: string,
  own: readonly Subscription[],
  companies: readonly string[],
): { readonly said: Query; readonly subscription: string | null; readonly notes: readonly string[] } {
  const found = findSubscription(typed.trim(), own);
  if (found !== undefined) return { said: storedQuery(found), subscription: found.name, notes: [] };
  const { query, notes } = readQuery(typed, companies);
  return { said: query, subscription: null, notes };
}
