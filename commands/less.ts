import { z } from "zod";
import { didYouMean, UserError } from "../src/errors.ts";
import { backtestWindowMs } from "../src/filter/backtest.ts";
import type { Posting } from "../src/posting/posting.ts";
import { postingReference } from "../src/posting/identity.ts";
import { defineCommand } from "./command.ts";
import { difference } from "./difference.ts";
import { type KeptOut, keptOut, keptOutWords, tookAsNew } from "./keeping-out.ts";
import { type Narrowing, narrowings } from "./narrowings.ts";
import { postingLine } from "./posting-line.ts";
import { readableOf, storedQuery } from "./read-query.ts";
import { type Choice, choices, info, list, type Reply, type ReplyPart, text } from "./reply.ts";
import type { Subscription } from "./services.ts";
import { printReference, subscriptionBy } from "./subscription-ref.ts";
import { ifStill } from "./unchanged.ts";

/** More than these are more than a person decides on at once. */
const mostSubscriptions = 3;
const mostWords = 2;

/** Proposes what would keep postings like this one away; changes nothing by itself. */
export const less = defineCommand({
  verb: "less",
  summary: "Propose how to see fewer postings like this one, and what that keeps out",
  example: "/jobs less p2abc infra",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    subscription: z.string().optional().describe("name or #id of one of yours; else all that match it"),
    without: z.string().trim().optional().describe("one of the proposals"),
  }),
  takes: { posting: "posting", subscription: "subscription", without: "text" },
  isReading: true,
  async run({ options, asker, services }) {
    const own = await services.subscriptions.list(asker);
    const { readable: meant, troubles } =
      options.subscription === undefined
        ? readableOf(own)
        : { readable: [subscriptionBy(options.subscription, own)], troubles: [] };
    const posting = await services.postings.find(asker, options.posting);
    const reference = postingReference(posting.id);
    const recent = () => services.postings.since(asker, services.now() - backtestWindowMs);
    const matching = meant.filter((one) => tookAsNew(storedQuery(one), one.defaults, posting));
    const hide = { label: "Hide this one", line: `/jobs mark ${reference} hidden` };
    const [first] = matching;
    if (first === undefined) {
      const { subscription: named } = options;
      const whose = named === undefined ? "No subscription of yours brings it" : `${named} does not bring it`;
      return info(
        text(`${whose}, so there is none to narrow. You can hide it:`),
        choices([hide]),
        ...troubles.map(text),
      );
    }
    if (options.without !== undefined && options.without !== "") {
      return await proposal(first, posting, options.without, hide, recent());
    }
    const parts: ReplyPart[] = [text(`${postingLine(posting, services.now())}. What would keep the likes of it away:`)];
    for (const subscription of matching.slice(0, mostSubscriptions)) {
      parts.push(...(await proposals(subscription, posting, reference, recent())));
    }
    const left = matching.slice(mostSubscriptions).map(({ name }) => name);
    if (left.length > 0) parts.push(text(`It comes from ${left.join(", ")} too: /jobs less ${reference} NAME`));
    return info(...parts, choices([hide]), ...troubles.map(text));
  },
});

/** What each way would cost, and a button that shows it before anything is changed. */
async function proposals(
  subscription: Subscription,
  posting: Posting,
  reference: string,
  recent: AsyncIterable<Posting>,
): Promise<readonly ReplyPart[]> {
  const { id, name } = subscription;
  const ways = waysOf(subscription, posting);
  const tried = await keptOut(storedQuery(subscription), ways, posting, subscription.defaults, recent);
  // What keeps out the least comes first: it is the closest to this one posting.
  const shown = [...tried.filter(({ narrowing }) => !narrowing.isWord), ...tellingWords(tried)].toSorted(
    (a, b) => a.count - b.count,
  );
  if (shown.length === 0) return [text(`${name} asks for all of it by name: edit it yourself.`)];
  return [
    text(`${name}:`),
    list(shown.map((one) => `${one.narrowing.label}: ${keptOutWords(one)}`)),
    choices(
      shown.map(({ narrowing: { label, clause } }) => ({ label, line: `/jobs less ${reference} #${id} ${clause}` })),
    ),
  ];
}

/** A word that most of them hold tells nothing apart. */
function tellingWords(tried: readonly KeptOut[]): readonly KeptOut[] {
  return tried.filter(({ narrowing, count, all }) => narrowing.isWord && count * 2 <= all).slice(0, mostWords);
}

function waysOf(subscription: Subscription, posting: Posting): readonly Narrowing[] {
  const ways = narrowings(storedQuery(subscription), posting);
  return ways.filter(({ query }) => !tookAsNew(query, subscription.defaults, posting));
}

/** One of the ways with what it changes, to be confirmed. */
async function proposal(
  subscription: Subscription,
  posting: Posting,
  clause: string,
  hide: Choice,
  recent: AsyncIterable<Posting>,
): Promise<Reply> {
  const ways = waysOf(subscription, posting);
  const way = ways.find((one) => one.clause === clause.toLowerCase());
  if (way === undefined) {
    const clauses = ways.map((one) => one.clause);
    const known = didYouMean(clause, clauses) || (clauses.length === 0 ? "" : ` There are ${clauses.join(", ")}.`);
    throw new UserError("without", `${clause} is none of the ways to narrow ${subscription.name} here.${known}`, {
      clause,
    });
  }
  const before = storedQuery(subscription);
  const tried = await keptOut(before, [way], posting, subscription.defaults, recent);
  const { id, query } = subscription;
  return info(
    text(`Nothing is changed yet. ${way.label} in ${printReference(subscription)}:`),
    list([...difference(before, way.query), ...tried.map(keptOutWords)]),
    choices([{ label: "Change it so", line: `/jobs edit #${id} ${ifStill(query)} ${way.changes}` }, hide]),
  );
}
