import { DateTime } from "luxon";
import { z } from "zod";
import { counted } from "../src/delivery/card/age.ts";
import { withDefaults } from "../src/filter/defaults.ts";
import type { Filter, Query } from "../src/filter/filter.ts";
import { printQuery } from "../src/filter/print.ts";
import type { Posting } from "../src/posting/posting.ts";
import { type Trends, trendsBegin, trendsOf } from "../src/trends/trends.ts";
import { appearances } from "./appearances.ts";
import { defineCommand } from "./command.ts";
import { meantQuery } from "./meant-query.ts";
import { choices, dashboard, info, type ReplyPart, text } from "./reply.ts";
import { noTrends } from "./no-trends.ts";
import { trendsDashboard } from "./trends-dashboard.ts";

/** Of fewer than these, shares say little. */
const fewOpenings = 20;
const weekMs = 7 * 86_400_000;

/** Charts what the openings of the last weeks have in common. */
export const trends = defineCommand({
  verb: "trends",
  summary: "Chart the last 12 weeks: how many, where, whose, what pay",
  example: "/jobs trends role:backend location:germany",
  options: z.object({
    query: z.string().optional().describe("key:value, or a subscription's name"),
  }),
  takes: { query: "filter-or-subscription" },
  isReading: true,
  async run({ options, asker, services }) {
    const { said, subscription, notes } = await meantQuery(options.query ?? "", asker, services);
    const query = withDefaults(said, await services.settings.get(asker));
    const zone = query.delivery.tz ?? asker.zone;
    const now = services.now();
    const begin = trendsBegin(now, zone);
    const filter = inAnyState(query.filter);
    let oldest = now;
    async function* stored(): AsyncGenerator<Posting> {
      for await (const posting of services.postings.since(asker, begin)) {
        oldest = Math.min(oldest, posting.firstSeenAt);
        yield posting;
      }
    }
    const countsUnsure = filter.unknown === "show" || filter.unknown === "flag";
    const found = await trendsOf(appearances(filter, stored(), services), now, { zone, countsUnsure });
    if (found.openings === 0) return await noTrends(said, filter, services.postings.since(asker, begin), now);
    const hints = [
      ...notes,
      ...(oldest - begin > weekMs
        ? [
            `Nothing was watched before ${day(oldest, zone)}: older openings count only where they were still listed then.`,
          ]
        : []),
      ...(found.openings < fewOpenings ? ["These are few: what they have in common may be chance."] : []),
    ];
    const state = filter.status === "closed" ? "closed by now" : "open or closed by now";
    const subtitle = `${counted(found.openings, "opening")} since ${day(begin, zone)}, ${state}`;
    const asked = printQuery(said) || "All openings";
    const title = subscription === null ? asked : `${subscription}: ${asked}`;
    const drawn = dashboard(trendsDashboard(title, subtitle, found, zone));
    return info(drawn, ...hints.map(text), ...unsureParts(found, said, countsUnsure));
  },
});

/** How many do not say what was asked, and how to have them in or out: they would change most pictures. */
function unsureParts({ unsure, openings }: Trends, said: Query, countsUnsure: boolean): readonly ReplyPart[] {
  if (unsure === 0) return [];
  const unknown = countsUnsure ? "hide" : "show";
  const query = printQuery({ filter: { ...said.filter, unknown }, delivery: {} });
  const many = unsure.toLocaleString("en");
  const which = countsUnsure ? `${many} of these ${counted(openings, "opening")}` : `${many} more`;
  const verb = unsure === 1 ? "does" : "do";
  return [
    text(`${which} ${verb} not say all that was asked${countsUnsure ? "" : ", and are left out"}.`),
    choices([{ label: countsUnsure ? "Without these" : "With these", line: `/jobs trends ${query}` }]),
  ];
}

/** What is closed by now was new once too: only who asks for closed ones alone gets these alone. */
function inAnyState(filter: Filter): Filter {
  return filter.status === "open" ? { ...filter, status: "any" } : filter;
}

/** "14 Sep 2026". */
function day(time: number, zone: string): string {
  return DateTime.fromMillis(time, { zone }).setLocale("en").toFormat("d LLL yyyy");
}
