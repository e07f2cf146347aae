import type { SourcedPosting } from "../../posting/posting.ts";
import { joinedLocations } from "../fields.ts";
import type { SnapshotBuilder } from "../snapshot-builder.ts";
import { stated } from "../stated.ts";
import { Hidden, Listing } from "./schema.ts";

/** Takes the postings of a list in JSON; what is not to be seen counts as gone. */
export function addListings(listings: readonly unknown[], builder: SnapshotBuilder): void {
  for (const [index, listing] of listings.entries()) {
    if (!Hidden.safeParse(listing).success) builder.addItem(listing, index, Listing, postingOf);
  }
}

function postingOf(listing: Listing): SourcedPosting {
  return {
    externalId: listing.id,
    url: listing.url,
    ...(typeof listing.date_posted === "number" ? { publishedAt: listing.date_posted * 1000 } : {}),
    title: listing.title,
    company: listing.company_name,
    location: joinedLocations(listing.locations ?? []),
    text: [
      ...noteOf("Terms", listing.terms?.join(", ")),
      ...noteOf("Season", listing.season),
      ...noteOf("Sponsorship", listing.sponsorship),
    ].join("\n"),
    format: "plain",
    ...stated({ isClosed: listing.active === false }),
  };
}

/** A line that the reader can make something of; `Other` is nothing. */
function noteOf(name: string, words: string | null | undefined): readonly string[] {
  const said = words?.trim() ?? "";
  return said === "" || said === "Other" ? [] : [`${name}: ${said}`];
}
