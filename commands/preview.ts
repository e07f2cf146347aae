import { z } from "zod";
import { cardOf } from "../src/delivery/card/card-of.ts";
import { backtest, backtestLine, backtestWindowMs } from "../src/filter/backtest.ts";
import { withDefaults } from "../src/filter/defaults.ts";
import { evaluate } from "../src/filter/verdict.ts";
import { printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { meantQuery } from "./meant-query.ts";
import { nearMissParts } from "./near-misses.ts";
import { notHidden } from "./not-hidden.ts";
import { card, info, text } from "./reply.ts";

const maxCards = 10;

/** Shows what a query or a subscription would bring, and makes nothing. */
export const preview = defineCommand({
  verb: "preview",
  summary: "Show what a query or a subscription of yours finds",
  example: "/jobs preview role:backend location:london",
  options: z.object({ query: z.string().describe("key:value, or a subscription's name") }),
  takes: { query: "query-or-subscription" },
  isReading: true,
  async run({ options, asker, services }) {
    const { said, subscription, notes } = await meantQuery(options.query, asker, services);
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
