import { z } from "zod";
import { printQuery } from "../src/filter/print.ts";
import { defineCommand } from "./command.ts";
import { alreadyThere, notYet, readWish, take } from "./new-subscription.ts";
import { outlook } from "./outlook.ts";
import { info, line, text } from "./reply.ts";
import { SubscriptionName } from "./subscription-name.ts";
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
    const wish = await readWish(options, asker, services);
    if (wish.existing !== undefined) return info(text(alreadyThere(wish.existing)));
    const { name, query, isGuess } = wish;
    const notes = wish.notes.map(text);
    const shown = await outlook(query, await services.settings.get(asker), asker, services);
    if (isGuess) {
      return info(text(`${notYet}:`), line(canonicalLine({ name, query: printQuery(query) })), ...notes, ...shown);
    }
    const { subscription, announcement } = await take(wish, asker, services);
    const made = text(`Subscribed ${printReference(subscription)}:`);
    const reply = info(made, line(canonicalLine(subscription)), ...notes, ...shown);
    return announcement === null ? reply : { ...reply, announcements: [announcement] };
  },
});
