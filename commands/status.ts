import { z } from "zod";
import { ago, counted } from "../src/delivery/card/age.ts";
import { coverageTroubles } from "./coverage.ts";
import { defineCommand } from "./command.ts";
import { outageWords } from "./outage-words.ts";
import { readableOf } from "./read-query.ts";
import { info, list, type ReplyPart, text } from "./reply.ts";
import { type Outage, type SourceHealth, type Subscription, untilResumed } from "./services.ts";
import { failureWords, isQuiet, rhythmWords } from "./source-words.ts";
import { isPaused } from "./subscription-ref.ts";
import { zoneOf } from "./zone.ts";

/** Longer lists are for `sources`. */
const mostNamed = 10;
const gapMemoryMs = 7 * 86_400_000;

/** Tells whether all is well: with the sources, and with what the asker waits for. */
export const status = defineCommand({
  verb: "status",
  summary: "Show whether all is well, and what waits for you",
  example: "/jobs status",
  options: z.object({}),
  takes: {},
  isReading: true,
  async run({ asker, services }) {
    const now = services.now();
    const sources = await services.sources(asker);
    const own = await services.subscriptions.list(asker);
    const settings = await services.settings.get(asker);
    const zone = zoneOf(asker, settings);
    const outages = await services.outages(sources, now - gapMemoryMs);
    const uncovered = await coverageTroubles(own, async () => sources, services);
    return info(
      text(overall(sources, now)),
      ...troubles(sources, now),
      ...named(
        "Gaps of the last week:",
        outages.map((outage) => `${outageWords(outage, zone)}; ${lateWords(outage)}`),
        "",
      ),
      ...waiting(own, uncovered, now),
    );
  },
});

function lateWords({ late }: Outage): string {
  return late === 0 ? "nothing came late" : `${counted(late, "posting")} came late`;
}

function overall(sources: readonly SourceHealth[], now: number): string {
  if (sources.length === 0) return "No source is set up yet, so nothing can come.";
  const lastRead = Math.max(...sources.map(({ lastSuccessAt }) => lastSuccessAt ?? 0));
  const well = sources.filter(({ state }) => state === "ok").length;
  const postings = sources.reduce((sum, source) => sum + source.postings, 0);
  const read = lastRead === 0 ? "none was read yet" : `the last one was read ${ago(lastRead, now)}`;
  const count = counted(sources.length, "source");
  const all = sources.length === 1 ? "well" : "all well";
  const state = well === sources.length ? `${count}, ${all}` : `${count}, ${well.toLocaleString("en")} well`;
  return `${state}; ${read}; ${counted(postings, "open posting")} in all.`;
}

/** What is failing, and what is unusually quiet. */
function troubles(sources: readonly SourceHealth[], now: number): readonly ReplyPart[] {
  const failing = sources.flatMap((source) => {
    const words = failureWords(source);
    if (words === null) return [];
    const since = source.lastSuccessAt === null ? "never read yet" : `last read ${ago(source.lastSuccessAt, now)}`;
    return `${source.key}: ${words}, ${since}`;
  });
  const quiet = sources
    .filter((source) => source.state === "ok" && isQuiet(source, now))
    .map((source) => `${source.key}: ${rhythmWords(source, now) ?? ""}`);
  return [...named("Failing:", failing, ": /jobs sources"), ...named("Quieter than usual:", quiet, ": /jobs sources")];
}

/** What is on its way to the asker, or held back. */
function waiting(
  own: readonly Subscription[],
  uncovered: ReadonlyMap<string, string>,
  now: number,
): readonly ReplyPart[] {
  if (own.length === 0) return [text("You have no subscriptions yet: /jobs subscribe")];
  const lines = own.flatMap((subscription) => {
    const { id, name, waiting: count, held, pausedUntil } = subscription;
    const paused = pausedUntil === untilResumed ? "paused until resumed" : "paused for a while";
    const states = [
      ...(readableOf([subscription]).troubles.length === 0 ? [] : ["its query cannot be read any more"]),
      ...(count === 0 ? [] : [`${counted(count, "posting")} waiting`]),
      ...(held === null ? [] : [`held: ${held}`]),
      ...(isPaused(subscription, now) ? [paused] : []),
      ...[uncovered.get(id) ?? []].flat(),
    ];
    return states.length === 0 ? [] : `${name} (#${id}): ${states.join("; ")}`;
  });
  if (lines.length === 0) return [text(`Nothing waits for you; ${counted(own.length, "subscription")} at work.`)];
  return named("Of your subscriptions:", lines, ": /jobs list");
}

/** @param where What shows the rest, if anything does. */
function named(heading: string, lines: readonly string[], where: string): readonly ReplyPart[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostNamed;
  const shown = more > 0 ? [...lines.slice(0, mostNamed), `and ${more.toLocaleString("en")} more${where}`] : lines;
  return [text(heading), list(shown)];
}
