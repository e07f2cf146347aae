import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { isEverything, type Query } from "../src/filter/filter.ts";
import { printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { checkedDelivery, checkRights } from "./delivery-support.ts";
import { difference, wayBack } from "./difference.ts";
import { editedQuery } from "./edited-query.ts";
import { companiesFor } from "./known-companies.ts";
import { outlook } from "./outlook.ts";
import { storedQuery } from "./read-query.ts";
import { choices, info, line, list, text } from "./reply.ts";
import { canonicalLine, printReference, subscriptionBy } from "./subscription-ref.ts";
import { changesIfStill, ifStill } from "./unchanged.ts";

/** Changes some keys of a subscription; what is not named stays. */
export const edit = defineCommand({
  verb: "edit",
  summary: "Change some keys of a subscription; the rest stays",
  example: "/jobs edit infra location:berlin,london -pay",
  options: z.object({
    subscription: z.string().describe("its name or #id, as list shows them"),
    query: z.string().describe("the keys to replace, as key:value, and -key for each to clear"),
  }),
  takes: { subscription: "subscription", query: "changes" },
  async run({ options, asker, services }) {
    const subscription = subscriptionBy(options.subscription, await services.subscriptions.list(asker));
    const { name } = subscription;
    await checkRights(subscription, asker);
    const before = storedQuery(subscription);
    const typed = changesIfStill(options.query, subscription);
    const { query, vain, changes, isGuess, saysEverything, notes } = editedQuery(
      before,
      typed,
      await companiesFor(typed, services),
    );
    const after: Query = { ...query, delivery: checkedDelivery(query.delivery) };
    refuseMoved(name, before, after);
    if (isEverything(after.filter) && !isEverything(before.filter)) refuseEverything(name, after, saysEverything);
    const different = difference(before, after);
    if (different.length === 0) {
      const missing = vain.map((key) => `${key}:`).join(", ");
      const because = missing === "" ? "that is what it says already" : `it says nothing of ${missing}`;
      return info(text(`Nothing changes in ${name}: ${because}.`), line(canonicalLine(subscription)));
    }
    const changed = list([...different, ...vain.map((key) => `${key}: was not there`)]);
    const shown = await outlook(after, subscription.defaults, asker, services);
    if (isGuess) {
      const understood = line(`/jobs edit ${name} ${changes}`);
      return info(
        text("Nothing is changed yet. If this is what you mean, send it:"),
        understood,
        ...notes.map(text),
        changed,
        ...shown,
      );
    }
    const canonical = printQuery(after);
    await services.subscriptions.change(asker, subscription.id, { query: canonical, was: subscription.query });
    return info(
      text(`Changed ${printReference(subscription)}:`),
      changed,
      line(canonicalLine({ name, query: canonical })),
      ...notes.map(text),
      ...shown,
      choices([
        { label: "Undo", line: `/jobs edit #${subscription.id} ${ifStill(canonical)} ${wayBack(before, after)}` },
      ]),
    );
  },
});

/** @throws UserError `to` for what is no edit, but an end and a new subscription. */
function refuseMoved(name: string, before: Query, after: Query): void {
  if ((after.delivery.to ?? "me") === (before.delivery.to ?? "me")) return;
  throw new UserError("to", `${name} cannot be moved: subscribe in the other place, then end this one.`, { name });
}

/** @throws UserError `everything` but for a channel that is to have it in so many words. */
function refuseEverything(name: string, { delivery }: Query, saysEverything: boolean): void {
  const isForChannel = (delivery.to ?? "me") !== "me";
  if (isForChannel && saysEverything) return;
  const orSay = isForChannel ? `, or say that it is to have all there is: /jobs edit ${name} everything` : "";
  throw new UserError(
    "everything",
    `That would leave ${name} with nothing to look for. Keep at least one key such as role:backend, or end it: /jobs unsubscribe ${name}${orSay}`,
  );
}
