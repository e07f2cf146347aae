import { z } from "zod";
import { ago } from "../src/delivery/card/age.ts";
import { evaluate } from "../src/filter/verdict.ts";
import { postingReference } from "../src/posting/identity.ts";
import { cardChoice } from "./card-buttons.ts";
import { defineCommand } from "./command.ts";
import { correctionLine } from "./correction-words.ts";
import { fateLine } from "./fate-words.ts";
import { postingLine } from "./posting-line.ts";
import { readableOf, workingQuery } from "./read-query.ts";
import { choices, info, list, text } from "./reply.ts";
import { placeOf, subscriptionBy } from "./subscription-ref.ts";
import { type Compared, verdictParts } from "./verdict-parts.ts";
import { whyNothing } from "./why-nothing.ts";

/** Explains a posting: which clauses it meets, by which of its words, and what became of it. */
export const why = defineCommand({
  verb: "why",
  summary: "Show why a posting matches or not, and what became of it",
  example: "/jobs why p2abc infra",
  options: z.object({
    posting: z.string().describe("its id, as its card shows it"),
    subscription: z.string().optional().describe("name or #id of one of yours; else all"),
  }),
  takes: { posting: "posting", subscription: "subscription" },
  isReading: true,
  async run({ options, asker, services }) {
    const own = await services.subscriptions.list(asker);
    const here = await services.subscriptions.here(asker);
    const hereIds = new Set(here.map(({ id }) => id));
    // What brought the card comes first.
    const all = [...here, ...own.filter(({ id }) => !hereIds.has(id))];
    const { readable: meant, troubles } =
      options.subscription === undefined
        ? readableOf(all)
        : { readable: [subscriptionBy(options.subscription, all)], troubles: [] };
    const posting = await services.postings.find(asker, options.posting);
    const now = services.now();
    const readings = await services.postings.at(asker, posting, [...new Set(meant.map((one) => one.destination))]);
    const compared = meant.map(
      (subscription): Compared => ({
        subscription,
        // Channels do not read it as the asker has corrected it for themselves.
        verdict: evaluate(workingQuery(subscription).filter, readings.get(subscription.destination) ?? posting, now),
      }),
    );
    const corrections = (await services.corrections.of(asker, posting)).filter(({ undoneAt }) => undoneAt === null);
    const marked = (await services.marks.list(asker)).find((one) => one.posting.openingId === posting.openingId);
    const fates = await services.fates(asker, posting);
    const places = new Map((asker.at ?? []).map((place) => [place, "this channel"]));
    for (const subscription of all) places.set(subscription.destination, placeOf(subscription));
    places.set(asker.self, "you");
    const became = fates.map((fate) => fateLine(fate, places.get(fate.destination) ?? fate.destination, now));
    // A card in a channel was sent, also where nothing is kept of that any more.
    if (became.length === 0 && asker.at === undefined) {
      const isHidden = marked?.mark === "hidden";
      became.push(
        ...(isHidden ? ["Nothing was sent: you have hidden it."] : await whyNothing(posting, compared, services)),
      );
    }
    return info(
      text(`${postingLine(posting, now)}, first seen ${ago(posting.firstSeenAt, now)}.`),
      ...(marked === undefined
        ? []
        : [text(`You marked it ${marked.mark} ${ago(marked.at, now)}.${noted(marked.note)}`)]),
      ...(corrections.length === 0
        ? []
        : [text("Corrected:"), list(corrections.map((one) => correctionLine(one, now)))]),
      ...compared.flatMap(verdictParts),
      ...troubles.map(text),
      ...(all.length === 0
        ? [text(`${asker.at === undefined ? "You have" : "There is"} no subscription to compare it with.`)]
        : []),
      ...(became.length === 0 ? [] : [text("What became of it:"), list(became)]),
      choices([
        cardChoice("similar", postingReference(posting.id)),
        { label: "Fix", line: `/jobs fix ${postingReference(posting.id)}` },
      ]),
    );
  },
});

function noted(note: string | null): string {
  return note === null ? "" : ` Your note: ${note}`;
}
