import { z } from "zod";
import { backtestWindowMs } from "../src/filter/backtest.ts";
import { type Defaults, withDefaults } from "../src/filter/defaults.ts";
import type { Query } from "../src/filter/filter.ts";
import { evaluate } from "../src/filter/verdict.ts";
import type { Posting } from "../src/posting/posting.ts";
import { defineCommand } from "./command.ts";
import { type Narrowing, narrowings } from "./narrowings.ts";
import { postingLine } from "./posting-line.ts";
import { storedQuery } from "./read-query.ts";
import { type Choice, choices, info, list, type ReplyPart, text } from "./reply.ts";
import type { Services, Subscription } from "./services.ts";
import { subscriptionBy } from "./subscription-ref.ts";

/** More than these are more than a person decides on at once. */
const mostSubscriptions = 3;

/** Proposes what would keep postings like this one away; changes nothing by itself. */
export const less = defineCommand({
  verb: "less",
  summary: "Propose how to see fewer postings like this one, with what each change would cost",
  example: "/jobs less p2abc infra",
  options: z.object({
    posting: z.string().describe("its id, or the beginning of it"),
    subscription: z.string().optional().describe("name or #id of one of yours; all that match it when left out"),
  }),
  takes: { posting: "posting", subscription: "subscription" },
  isReading: true,
  async run({ options, asker, services }) {
    const own = await services.subscriptions.list(asker);
    const meant = options.subscription === undefined ? own : [subscriptionBy(options.subscription, own)];
    const posting = await services.postings.find(options.posting);
    const now = services.now();
    const matching = meant
      .filter((subscription) => isMatch(storedQuery(subscription), subscription.defaults, posting, now))
      .slice(0, mostSubscriptions);
    const hide = choices([{ label: "Hide this one", line: `/jobs mark ${options.posting} hidden` }]);
    if (matching.length === 0) {
      return info(text("No subscription of yours brings it, so there is none to narrow. You can hide it:"), hide);
    }
    const parts: ReplyPart[] = [text(`${postingLine(posting, now)}. What would keep the likes of it away:`)];
    for (const subscription of matching) {
      parts.push(...(await proposals(subscription, posting, services)));
    }
    return info(...parts, hide);
  },
});

/** What each way would cost, and a button for it. */
async function proposals(
  subscription: Subscription,
  posting: Posting,
  services: Services,
): Promise<readonly ReplyPart[]> {
  const now = services.now();
  const { defaults } = subscription;
  const before = storedQuery(subscription);
  const ways = narrowings(before, posting).filter(({ query }) => !isMatch(query, defaults, posting, now));
  if (ways.length === 0) return [text(`${subscription.name} asks for all of it by name: edit it yourself.`)];
  const counts = await countMatches([before, ...ways.map(({ query }) => query)], defaults, services);
  const [all = 0, ...left] = counts;
  return [
    text(`${subscription.name}, of ${all.toLocaleString("en")} in the last 30 days:`),
    list(ways.map(({ label }, i) => `${label}: ${(all - (left[i] ?? 0)).toLocaleString("en")} fewer`)),
    choices(ways.map((way) => choiceOf(subscription, way))),
  ];
}

function choiceOf({ id }: Subscription, { label, changes }: Narrowing): Choice {
  return { label, line: `/jobs edit #${id} ${changes}` };
}

function isMatch(query: Query, defaults: Defaults, posting: Posting, now: number): boolean {
  return evaluate(withDefaults(query, defaults).filter, posting, now).outcome === "match";
}

/** How many stored postings of the last 30 days each query takes, in one pass. */
async function countMatches(
  queries: readonly Query[],
  defaults: Defaults,
  services: Services,
): Promise<readonly number[]> {
  const now = services.now();
  const counts = queries.map(() => 0);
  for await (const posting of services.postings.since(now - backtestWindowMs)) {
    for (const [i, query] of queries.entries()) {
      if (isMatch(query, defaults, posting, now)) counts[i] = (counts[i] ?? 0) + 1;
    }
  }
  return counts;
}
