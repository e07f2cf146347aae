import { z } from "zod";
import { defineCommand } from "./command.ts";
import { checkRightToSilence } from "./delivery-support.ts";
import { info, line, text } from "./reply.ts";
import { canonicalLine, printReference, subscriptionBy } from "./subscription-ref.ts";

/** Ends a subscription for good; the answer holds what brings it back. */
export const unsubscribe = defineCommand({
  verb: "unsubscribe",
  summary: "End a subscription",
  example: "/jobs unsubscribe infra",
  options: z.object({ subscription: z.string().describe("its name or #id, as list shows them") }),
  takes: { subscription: "subscription" },
  async run({ options, asker, services }) {
    const subscription = subscriptionBy(options.subscription, await services.subscriptions.list(asker));
    await checkRightToSilence(subscription, asker);
    await services.subscriptions.remove(asker, subscription.id);
    return info(text(`Ended ${printReference(subscription)}. To have it back:`), line(canonicalLine(subscription)));
  },
});
