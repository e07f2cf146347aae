import type { Place } from "./posting.ts";

/** "Austin, TX, US", and a country alone by its name; empty for a place that says nothing. */
export function placeName({ city, region, country }: Place): string {
  if (city === null && region === null) return country === null ? "" : countryName(country);
  return [city, region, country].filter((part) => part !== null).join(", ");
}

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** By its ISO code; what is no such code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}
