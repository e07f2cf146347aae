import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { describeQuery } from "../src/filter/describe.ts";
import { inert } from "../src/delivery/card/inert.ts";
import { isEverything, type Query } from "../src/filter/filter.ts";
import { printClause, printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { checkedDelivery, destinationOf } from "./delivery-support.ts";
import { companiesFor } from "./known-companies.ts";
import { outlook } from "./outlook.ts";
import { readQuery } from "./read-query.ts";
import { info, line, type Reply, text } from "./reply.ts";
import { nameFor, SubscriptionName } from "./subscription-name.ts";
import type { Asker, Services, Subscription } from "./services.ts";
import { canonicalLine, printReference } from "./subscription-ref.ts";

/** Makes a subscription of the asker's own, and shows what it would have found. */
export const subscribe = defineCommand({
  verb: "subscribe",
  summary: "Be told of new postings that match",
  example: "/jobs subscribe infra role:backend,infrastructure lang:go,rust location:berlin",
  options: z.object({
    name: SubscriptionName.optional().describe("what to call it; made from the query when left out"),
    query: z.string().describe("which postings, as key:value"),
  }),
  takes: { name: "name", query: "query" },
  async run({ options, asker, services }) {
    return (await makeSubscription(options, asker, services)).reply;
  },
});

/** What came of a line. */
export interface Made {
  /** Whether there is a subscription now that was not there before. */
  readonly isNew: boolean;
  readonly reply: Reply;
}

/** @throws UserError. */
export async function makeSubscription(
  options: { readonly name?: string | undefined; readonly query: string },
  asker: Asker,
  services: Services,
): Promise<Made> {
  const companies = await companiesFor(options.query, services);
  const { query: typed, isGuess, saysEverything, notes } = readQuery(options.query, companies);
  const query: Query = { ...typed, delivery: checkedDelivery(typed.delivery) };
  if (isEverything(query.filter)) refuseEverything(query, saysEverything);
  const destination = await destinationOf(query.delivery, asker);
  const canonical = printQuery(query);
  const all = await services.subscriptions.list(asker);
  const own = all.filter(({ owner }) => owner === asker.user);
  const existing = sameAs(options.name, { query: canonical, destination }, own);
  if (existing !== undefined)
    return { isNew: false, reply: info(text(`${existing.name} is already there, unchanged.`)) };

  const taken = own.map((one) => one.name);
  const name = options.name ?? nameFor(query.filter.clauses.map(printClause), taken);
  const shown = await outlook(query, await services.settings.get(asker), asker, services);
  if (isGuess) {
    const understood = line(canonicalLine({ name, query: canonical }));
    const question = text("Nothing is subscribed yet. If this is what you mean, send it:");
    return { isNew: false, reply: info(question, understood, ...notes.map(text), ...shown) };
  }
  const subscription = await services.subscriptions.add(asker, { name, query: canonical, destination });
  const reply = info(
    text(`Subscribed ${printReference(subscription)}:`),
    line(canonicalLine(subscription)),
    ...notes.map(text),
    ...shown,
  );
  if ((query.delivery.to ?? "me") === "me") return { isNew: true, reply };
  const who = asker.name === undefined ? "Somebody" : inert(asker.name, 80);
  const said = `${who} subscribed this channel to ${name}: ${describeQuery({ filter: query.filter, delivery: {} })}.`;
  return { isNew: true, reply: { ...reply, announcements: [{ destination, text: said }] } };
}

/** @throws UserError `everything` but for a channel that is to have it in so many words. */
function refuseEverything({ delivery }: Query, saysEverything: boolean): void {
  if ((delivery.to ?? "me") === "me") {
    throw new UserError(
      "everything",
      "A subscription to everything is refused for a person: name at least one key, such as role:backend.",
    );
  }
  if (saysEverything) return;
  throw new UserError(
    "everything",
    `That would send every posting to ${delivery.to}: name at least one key, such as role:backend, or say so: ` +
      `/jobs subscribe everything to:${delivery.to}`,
  );
}

/**
 * The subscription that this one would repeat.
 *
 * @throws UserError `name-taken` where the name stands for something else.
 */
function sameAs(
  name: string | undefined,
  { query, destination }: Pick<Subscription, "query" | "destination">,
  own: readonly Subscription[],
): Subscription | undefined {
  // A channel's name may have gone to another channel.
  const isSame = (one: Subscription) => one.query === query && one.destination === destination;
  if (name === undefined) return own.find(isSame);
  const existing = own.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (existing === undefined || isSame(existing)) return existing;
  throw new UserError(
    "name-taken",
    `${existing.name} is already there and looks for something else: ${existing.query}. Choose another name, or change that one with /jobs edit ${existing.name}`,
    { key: "name", name },
  );
}
