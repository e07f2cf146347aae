import { z } from "zod";
import { csvOf } from "./csv.ts";
import { defineCommand } from "./command.ts";
import { file, info, line, type Reply, text } from "./reply.ts";
import { savedTable } from "./saved-table.ts";
import type { Asker, Services } from "./services.ts";
import { canonicalLine } from "./subscription-ref.ts";
import { zoneOf } from "./zone.ts";

const kinds = ["subscriptions", "saved"] as const;

/** The asker's own subscriptions as lines that make them again wherever they are pasted, or what they keep as a table. */
export const exportLines = defineCommand({
  verb: "export",
  summary: "Show your subscriptions as lines, or what you saved as CSV",
  example: "/jobs export saved",
  options: z.object({
    what: z
      .string()
      .toLowerCase()
      .pipe(
        z.enum(kinds, {
          error: ({ input }) => `Expected ${kinds.join(" or ")}, got ${typeof input === "string" ? input : "nothing"}.`,
        }),
      )
      .optional()
      .describe("subscriptions when left out"),
  }),
  takes: { what: "word" },
  isReading: true,
  run: ({ options, asker, services }) => (options.what === "saved" ? ofSaved : ofSubscriptions)(asker, services),
});

async function ofSubscriptions(asker: Asker, services: Services): Promise<Reply> {
  const own = (await services.subscriptions.list(asker)).filter(({ owner }) => owner === asker.user);
  if (own.length === 0) return info(text("You have no subscriptions yet."));
  return info(
    text("Each line makes a subscription again; /jobs import takes all of them at once:"),
    line(own.map(canonicalLine).join("\n")),
  );
}

async function ofSaved(asker: Asker, services: Services): Promise<Reply> {
  const marked = await services.marks.list(asker);
  if (marked.length === 0) return info(text("You have marked nothing yet, so there is nothing to export."));
  const zone = zoneOf(asker, await services.settings.get(asker));
  return info(
    text(`What you marked, ${marked.length.toLocaleString("en")} in all; times are those of ${zone}:`),
    file("saved.csv", csvOf(savedTable(marked, services.now(), zone))),
  );
}
