import { DateTime } from "luxon";
import { reasonWords } from "./source-words.ts";
import type { Outage } from "./services.ts";

/** "ashby:acme could not be read on Wed 20 May from 09:10 to 12:40: it cannot be reached". @param zone IANA. */
export function outageWords({ source, beganAt, endedAt, code }: Outage, zone: string): string {
  const [began, ended] = [beganAt, endedAt].map((at) => DateTime.fromMillis(at, { zone, locale: "en" }));
  const isOneDay = began?.toISODate() === ended?.toISODate();
  const time = isOneDay
    ? `on ${began?.toFormat("ccc d LLL")} from ${began?.toFormat("HH:mm")} to ${ended?.toFormat("HH:mm")}`
    : `from ${began?.toFormat("ccc d LLL, HH:mm")} to ${ended?.toFormat("ccc d LLL, HH:mm")}`;
  return `${source} could not be read ${time}: ${reasonWords(code)}`;
}
