import { z } from "zod";
import { UserError } from "../src/errors.ts";
import { defineCommand } from "./command.ts";
import { info, text } from "./reply.ts";
import { sourceBy } from "./source-actions.ts";
import { findSubscription, placeOf, printReference, subscriptionBy } from "./subscription-ref.ts";

/** Takes over what somebody made who has left, or may not any more: a channel's subscription, or a source. */
export const adopt = defineCommand({
  verb: "adopt",
  summary: "Take over a subscription or source of others",
  example: "/jobs adopt eu-go",
  options: z.object({
    subscription: z.string().describe("its name or #id, or the name of a source"),
  }),
  takes: { subscription: "subscription" },
  async run({ options, asker, services }) {
    const { subscription: reference } = options;
    const known = await services.subscriptions.list(asker);
    const source = await sourceBy(reference, asker, services);
    if (findSubscription(reference, known) === undefined && source !== undefined) {
      const { key, owner } = source;
      if (owner === null) throw new UserError("source", `${key} belongs to whoever runs this bot.`, { key });
      if (owner === asker.user) return info(text(`${key} is yours already.`));
      await services.adoptSource(asker, key);
      return info(text(`${key} is yours now.`));
    }
    const found = subscriptionBy(reference, known);
    if (found.owner === asker.user) return info(text(`${printReference(found)} is yours already.`));
    const own = await services.subscriptions.adopt(asker, found.id);
    return info(text(`${printReference(own)} is yours now. It goes to ${placeOf(own)} as before, by your settings.`));
  },
});
