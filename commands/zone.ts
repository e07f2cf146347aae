import { DateTime } from "luxon";
import type { Asker, Settings } from "./services.ts";

/** The IANA zone in which a person types and reads times. */
export function zoneOf(asker: Asker, settings: Settings): string {
  return settings.tz ?? asker.zone;
}

/** "Tue 1 Dec 2026, 00:00 (Europe/Berlin)". */
export function momentWords(moment: number, zone: string): string {
  return `${DateTime.fromMillis(moment, { zone, locale: "en" }).toFormat("ccc d LLL yyyy, HH:mm")} (${zone})`;
}
