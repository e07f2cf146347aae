import { choices, type Reply, text } from "../../../commands/reply.ts";
import type { Services } from "../../../commands/services.ts";
import type { Cache } from "../chat/cache.ts";
import type { Speaker } from "./asker.ts";

/** Verbs whose answers depend on what time it is for somebody. */
const timely: ReadonlySet<string> = new Set(["subscribe", "edit", "pause", "remind"]);

/** Zones of most people who read a language; what Discord tells of a person is only that. */
const zonesByLocale: Readonly<Record<string, readonly string[]>> = {
  "en-US": ["America/New_York", "America/Chicago", "America/Los_Angeles"],
  "en-GB": ["Europe/London"],
  de: ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"],
  fr: ["Europe/Paris", "America/Montreal"],
  "es-ES": ["Europe/Madrid"],
  "es-419": ["America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires"],
  "pt-BR": ["America/Sao_Paulo"],
  pl: ["Europe/Warsaw"],
  it: ["Europe/Rome"],
  nl: ["Europe/Amsterdam"],
  ja: ["Asia/Tokyo"],
  ko: ["Asia/Seoul"],
  tr: ["Europe/Istanbul"],
  uk: ["Europe/Kyiv"],
  hi: ["Asia/Kolkata"],
};

const rememberMs = 365 * 86_400_000;

/** Adds to an answer the question for the time zone: once, where times matter, to who has not set it. */
export type ZoneHint = (verb: string, speaker: Speaker, reply: Reply) => Promise<Reply>;

export function createZoneHint(cache: Cache, settings: Services["settings"]): ZoneHint {
  return async (verb, { asker, caller }, reply) => {
    if (reply.tone === "error" || !timely.has(verb)) return reply;
    const key = `zone-asked:${asker.workspace}/${asker.user}`;
    if ((await settings.get(asker)).tz !== null || (await cache.get(key)) !== undefined) return reply;
    await cache.set(key, true, rememberMs);
    const question = text(
      "Discord does not tell me your time zone, so times are in UTC. Say yours once: /jobs settings, with the option tz, " +
        "which completes names.",
    );
    const zones = zonesByLocale[caller.locale] ?? [];
    const buttons = choices(zones.map((zone) => ({ label: zone, line: `/jobs settings tz:${zone}` })));
    return { ...reply, parts: [...reply.parts, question, ...(zones.length === 0 ? [] : [buttons])] };
  };
}
