import { backtest, backtestLine, backtestWindowMs } from "../src/filter/backtest.ts";
import { type Defaults, withDefaults } from "../src/filter/defaults.ts";
import { describeQuery } from "../src/filter/describe.ts";
import type { Query } from "../src/filter/filter.ts";
import { cadenceWords } from "./cadence-words.ts";
import { nearMissParts } from "./near-misses.ts";
import { notHidden } from "./not-hidden.ts";
import { postingLine } from "./posting-line.ts";
import { list, type ReplyPart, text } from "./reply.ts";
import type { Asker, Services } from "./services.ts";
import { unknownSources } from "./unknown-sources.ts";

/**
 * What a query means and brings: in plain English, how it is handed over where that is not simply at once, which
 * sources that it names are not there, what it would have found in the last 30 days, and the newest examples, or what nearly matched where nothing did.
 *
 * @param defaults What its owner's settings add to it.
 */
export async function outlook(
  query: Query,
  defaults: Defaults,
  asker: Asker,
  services: Services,
): Promise<readonly ReplyPart[]> {
  const effective = withDefaults(query, defaults);
  const { filter, delivery } = effective;
  const now = services.now();
  const tried = await backtest(effective, notHidden(asker, services, now - backtestWindowMs), now);
  const cadence = cadenceWords(delivery, asker.zone);
  return [
    text(describeQuery({ filter, delivery: delivery.to === undefined ? {} : { to: delivery.to } })),
    ...(cadence === "at once" ? [] : [text(`${cadence.charAt(0).toUpperCase()}${cadence.slice(1)}.`)]),
    ...(await unknownSources(filter, asker, services)).map(text),
    text(`${backtestLine(tried)}.`),
    ...(tried.matched === 0 ? nearMissParts(tried, now) : []),
    ...(tried.newest.length === 0 ? [] : [list(tried.newest.map((posting) => postingLine(posting, now)))]),
  ];
}
