import { z } from "zod";
import { ago } from "../src/delivery/card/age.ts";
import { subscriptionCadence } from "./cadence-words.ts";
import { coverageTroubles } from "./coverage.ts";
import { defineCommand } from "./command.ts";
import { choices, info, table, text } from "./reply.ts";
import { type Asker, type Settings, type Subscription, untilResumed } from "./services.ts";
import { canonicalQuery, isPaused } from "./subscription-ref.ts";
import { examples } from "./welcome.ts";
import { momentWords, zoneOf } from "./zone.ts";

/** The asker's subscriptions, each with its cadence and how it fares. */
export const list = defineCommand({
  verb: "list",
  summary: "Show your subscriptions",
  example: "/jobs list",
  options: z.object({}),
  takes: {},
  isReading: true,
  async run({ asker, services }) {
    const own = await services.subscriptions.list(asker);
    if (own.length === 0) return info(text("You have no subscriptions yet. To begin, for example:"), choices(examples));
    const settings = await services.settings.get(asker);
    const now = services.now();
    const troubles = await coverageTroubles(own, (isWanted) => services.sources(asker, isWanted), services);
    return info(
      table(
        own.map((subscription) => {
          const { id, name, owner } = subscription;
          const whose = owner === asker.user ? name : `${name} (of another)`;
          const query = canonicalQuery(subscription);
          const state = [...stateOf(subscription, asker, settings, now), troubles.get(id) ?? []].flat();
          return [`#${id}`, whose, query, state.join("; ")];
        }),
      ),
    );
  },
});

function stateOf(subscription: Subscription, asker: Asker, settings: Settings, now: number): readonly string[] {
  const { pausedUntil, waiting, held, createdAt } = subscription;
  const state = [subscriptionCadence(subscription, asker.zone)];
  if (pausedUntil !== null && isPaused(subscription, now)) {
    const zone = zoneOf(asker, settings);
    state.push(
      pausedUntil === untilResumed ? "paused until resumed" : `paused until ${momentWords(pausedUntil, zone)}`,
    );
  }
  if (waiting > 0) state.push(`${waiting.toLocaleString("en")} waiting`);
  if (held !== null) state.push(`held: ${held}`);
  return [...state, `made ${ago(createdAt, now)}`];
}
