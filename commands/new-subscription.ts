import { UserError } from "../src/errors.ts";
import { inert } from "../src/delivery/card/inert.ts";
import { describeQuery } from "../src/filter/describe.ts";
import { isEverything, type Query } from "../src/filter/filter.ts";
import { printClause, printQuery } from "../src/filter/print.ts";
import { checkedDelivery, destinationOf } from "./delivery-support.ts";
import { companiesFor } from "./known-companies.ts";
import { readQuery } from "./read-query.ts";
import type { Announcement } from "./reply.ts";
import type { Asker, Services, Subscription } from "./services.ts";
import { nameFor } from "./subscription-name.ts";

/** What somebody wants to subscribe to. */
export interface Wish {
  /** The one of theirs that it would repeat; undefined where there is none. */
  readonly existing: Subscription | undefined;
  readonly name: string;
  readonly query: Query;
  /** Printed. */
  readonly destination: string;
  /** Whether it was said in words that may mean something else: then it is to be sent once more. */
  readonly isGuess: boolean;
  readonly notes: readonly string[];
}

/** What is said before the line that a guess comes to. */
export const notYet = "Nothing is subscribed yet. If this is what you mean, send it";

export function alreadyThere({ name }: Subscription): string {
  return `${name} is already there, unchanged.`;
}

/** Reads what somebody wants, and makes nothing. @throws UserError. */
export async function readWish(
  options: { readonly name?: string | undefined; readonly query: string },
  asker: Asker,
  services: Services,
): Promise<Wish> {
  const companies = await companiesFor(options.query, services);
  const { query: typed, isGuess, saysEverything, notes } = readQuery(options.query, companies);
  const query: Query = { ...typed, delivery: checkedDelivery(typed.delivery) };
  if (isEverything(query.filter)) refuseEverything(query, saysEverything);
  const destination = await destinationOf(query.delivery, asker);
  const all = await services.subscriptions.list(asker);
  const own = all.filter(({ owner }) => owner === asker.user);
  const existing = sameAs(options.name, { query: printQuery(query), destination }, own);
  const taken = own.map((one) => one.name);
  const name = options.name ?? nameFor(query.filter.clauses.map(printClause), taken);
  return { existing, name, query, destination, isGuess, notes };
}

/** Makes a subscription of what was wanted. @returns It, and what its channel is told; null where it is no channel's. */
export async function take(
  { name, query, destination }: Wish,
  asker: Asker,
  services: Services,
): Promise<{ readonly subscription: Subscription; readonly announcement: Announcement | null }> {
  const subscription = await services.subscriptions.add(asker, { name, query: printQuery(query), destination });
  if ((query.delivery.to ?? "me") === "me") return { subscription, announcement: null };
  const who = asker.name === undefined ? "Somebody" : inert(asker.name, 80);
  const said = `${who} subscribed this channel to ${name}: ${describeQuery({ filter: query.filter, delivery: {} })}.`;
  return { subscription, announcement: { destination, text: said } };
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
