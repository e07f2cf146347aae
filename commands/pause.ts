import { z } from "zod";
import { defineCommand } from "./command.ts";
import { checkRightToSilence } from "./delivery-support.ts";
import { momentIn } from "./moment.ts";
import { info, line, text } from "./reply.ts";
import { untilResumed } from "./services.ts";
import { printReference, subscriptionBy } from "./subscription-ref.ts";
import { momentWords, zoneOf } from "./zone.ts";

/** Stops a subscription for a while; nothing is lost. */
export const pause = defineCommand({
  verb: "pause",
  summary: "Stop a subscription for a while; what arrives meanwhile waits for its next digest",
  example: "/jobs pause infra 3d",
  options: z.object({
    subscription: z.string().describe("its name or #id, as list shows them"),
    until: z.string().optional().describe("12h, 3d, 2w, monday or 2026-12-01; until you resume it when left out"),
  }),
  takes: { subscription: "subscription", until: "moment" },
  async run({ options, asker, services }) {
    const subscription = subscriptionBy(options.subscription, await services.subscriptions.list(asker));
    await checkRightToSilence(subscription, asker);
    const zone = zoneOf(asker, await services.settings.get(asker));
    const until = options.until === undefined ? untilResumed : momentIn(options.until, services.now(), zone);
    await services.subscriptions.pause(asker, subscription.id, until);
    const when = until === untilResumed ? "" : ` until ${momentWords(until, zone)}`;
    return info(
      text(`Paused ${printReference(subscription)}${when}. What arrives meanwhile waits for its next digest.`),
      text(until === untilResumed ? "To have it go on:" : "To have it go on earlier:"),
      line(`/jobs resume ${subscription.name}`),
    );
  },
});
