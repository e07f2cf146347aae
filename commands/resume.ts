import { z } from "zod";
import { counted } from "../src/delivery/card/age.ts";
import { defineCommand } from "./command.ts";
import { checkRights } from "./delivery-support.ts";
import { info, text } from "./reply.ts";
import { isPaused, printReference, subscriptionBy } from "./subscription-ref.ts";

/** Lets a paused subscription go on. */
export const resume = defineCommand({
  verb: "resume",
  summary: "Let a paused subscription go on",
  example: "/jobs resume infra",
  options: z.object({ subscription: z.string().describe("its name or #id, as list shows them") }),
  takes: { subscription: "subscription" },
  async run({ options, asker, services }) {
    const subscription = subscriptionBy(options.subscription, await services.subscriptions.list(asker));
    await checkRights(subscription, asker);
    if (!isPaused(subscription, services.now())) return info(text(`${subscription.name} is not paused.`));
    await services.subscriptions.resume(asker, subscription.id);
    const { waiting } = subscription;
    const count = waiting === 0 ? "Nothing is" : `${counted(waiting, "posting")} ${waiting === 1 ? "is" : "are"}`;
    return info(text(`Resumed ${printReference(subscription)}. ${count} waiting.`));
  },
});
