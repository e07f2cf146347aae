import { fieldName } from "../../filter/correction/print-facts.ts";
import { countryName, placeName } from "../../posting/place-name.ts";
import type { Facts, Pay, PayPeriod, Posting } from "../../posting/posting.ts";
import { ago, daysAgo } from "./age.ts";
import type { CardFact } from "./card.ts";
import { inert } from "./inert.ts";

/** A posting open in every city of the world still gets one line. */
const maxPlaces = 5;
const maxTools = 6;
const maxFactLength = 200;

/** What the posting says, in the order of the card; what it does not say has no fact. Its age it always has. */
export function cardFacts(posting: Posting, now: number): readonly CardFact[] {
  const { facts } = posting.reading;
  const said: readonly CardFact[] = [
    { name: "place", value: placeAndMode(facts, posting.location) },
    { name: "level", value: facts.levels.join(", ") },
    { name: "type", value: facts.employment.join(", ") },
    { name: "languages", value: languages(facts) },
    { name: "tools", value: tools(facts) },
    { name: "pay", value: facts.pay === null ? "" : printPay(facts.pay) },
    { name: "corrected", value: corrections(posting) },
    { name: "age", value: age(posting, now) },
    { name: "credit", value: posting.credit === null ? "" : `via ${posting.credit}` },
  ];
  return said
    .map(({ name, value }) => ({ name, value: inert(value, maxFactLength) }))
    .filter(({ value }) => value !== "");
}

/** "Belgrade, RS · London, GB · onsite". What the source wrote stands in for places that could not be read. */
function placeAndMode({ places, modes, remoteFrom }: Facts, location: string | null): string {
  const printed = [...new Set(places.map(placeName))];
  const shown = printed.slice(0, maxPlaces);
  if (printed.length > shown.length) shown.push(`${printed.length - shown.length} more`);
  if (printed.length === 0 && remoteFrom.length === 0) shown.push(inert(location ?? "", 80));
  const from = remoteFrom.map(printRegion).filter((region) => !printed.includes(region));
  const named = modes.map((mode) => (mode === "remote" && from.length > 0 ? `remote (${from.join(", ")})` : mode));
  if (from.length > 0 && !modes.includes("remote")) named.push(`remote (${from.join(", ")})`);
  return [...shown, ...named].filter((part) => part !== "").join(" · ");
}

const regionNames: Readonly<Record<string, string>> = {
  europe: "Europe",
  eu: "EU",
  emea: "EMEA",
  apac: "APAC",
  latam: "Latin America",
  americas: "the Americas",
  "north-america": "North America",
  "us-timezones": "US time zones",
  "eu-timezones": "EU time zones",
};

function printRegion(region: string): string {
  return regionNames[region] ?? countryName(region);
}

function languages({ languages, languagesOptional }: Facts): string {
  const isOptional = (language: string) => languagesOptional.includes(language);
  return [
    ...languages.filter((language) => !isOptional(language)),
    ...languages.filter(isOptional).map((language) => `${language} (nice to have)`),
  ].join(", ");
}

/** "Kubernetes, Terraform, React", the first that the posting names. */
function tools({ tools }: Facts): string {
  const shown = tools.slice(0, maxTools);
  if (tools.length > shown.length) shown.push(`${tools.length - shown.length} more`);
  return shown.join(", ");
}

const per = {
  year: "a year",
  month: "a month",
  week: "a week",
  day: "a day",
  hour: "an hour",
} as const satisfies Record<PayPeriod, string>;

/** "100,000–150,000 USD a year", "from 60 EUR an hour"; empty when both ends are open. */
function printPay({ min, max, currency, period }: Pay): string {
  const unit = `${currency} ${per[period]}`;
  if (min === null && max === null) return "";
  if (min === null || max === null) return `${min === null ? "up to" : "from"} ${amount(min ?? max)} ${unit}`;
  return min === max ? `${amount(min)} ${unit}` : `${amount(min)}–${amount(max)} ${unit}`;
}

/** Made once: a formatter costs more than all else on a card. */
const amounts = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

function amount(value: number | null): string {
  return amounts.format(value ?? 0);
}

/** "place, mode: corrected by Ann on 2026-05-20". */
function corrections({ reading }: Posting): string {
  const made = reading.evidence.filter(({ origin }) => origin === "correction");
  return Array.from(
    Map.groupBy(made, ({ quote }) => quote),
    ([quote, proofs]) => `${[...new Set(proofs.map(({ field }) => fieldName(field)))].join(", ")} ${quote}`,
  ).join("; ");
}

/** Since the source says that it was published; a date ahead of us is not believed. Else since we first saw it. */
function age({ publishedAt, firstSeenAt, reading }: Posting, now: number): string {
  if (publishedAt !== null && publishedAt <= now) return ago(publishedAt, now);
  const posted = reading.facts.posted === null ? Number.NaN : Date.parse(reading.facts.posted);
  return posted <= now ? daysAgo(posted, now) : `first seen ${ago(firstSeenAt, now)}`;
}
