import { z } from "zod";
import { defineCommand } from "./command.ts";
import { info, line, text } from "./reply.ts";
import { canonicalLine } from "./subscription-ref.ts";

/** The asker's own subscriptions as lines that make them again wherever they are pasted. */
export const exportLines = defineCommand({
  verb: "export",
  summary: "Show your subscriptions as lines to keep or paste",
  example: "/jobs export",
  options: z.object({}),
  takes: {},
  isReading: true,
  async run({ asker, services }) {
    const own = (await services.subscriptions.list(asker)).filter(({ owner }) => owner === asker.user);
    if (own.length === 0) return info(text("You have no subscriptions yet."));
    return info(
      text("Each line makes a subscription again; /jobs import takes all of them at once:"),
      line(own.map(canonicalLine).join("\n")),
    );
  },
});
