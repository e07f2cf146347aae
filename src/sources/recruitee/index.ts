import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyBoards } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, periodIn, stated, widestPay } from "../stated.ts";
import { Board, Offer } from "./schema.ts";

const domain = "recruitee.com";

/** Company boards hosted by Recruitee: public JSON, no key, one page. */
export const recruitee = defineSource({
  id: "recruitee",
  title: "Recruitee boards",
  docs: "https://docs.recruitee.com/reference/offers",
  ...companyBoards(domain),
  async snapshot({ company, baseUrl }, { http }) {
    const { offers } = await http.json(
      apiUrl(`https://${company}.${domain}`, baseUrl, "/api/offers/"),
      Board,
      boardFetchBelow(domain),
    );
    const builder = new SnapshotBuilder();
    for (const [index, offer] of offers.entries()) {
      builder.addItem(offer, index, Offer, (item) => postingOf(item, company));
    }
    return builder.build();
  },
});

function postingOf(offer: Offer, company: string): SourcedPosting {
  const { min, max, currency, period } = offer.salary ?? {};
  return {
    externalId: offer.id,
    url: offer.careers_url,
    ...(typeof offer.careers_apply_url === "string" ? { applyUrl: offer.careers_apply_url } : {}),
    ...(offer.published_at === undefined ? {} : { publishedAt: offer.published_at }),
    title: offer.title,
    company: offer.company_name?.trim() || companyOfBoard(company),
    location: locationOf(offer),
    text: joinedSections([{ html: offer.description }, { html: offer.requirements }]),
    format: "html",
    ...stated({
      // The choice may be left to the applicant.
      modes: flaggedModes({ remote: offer.remote, hybrid: offer.hybrid, onsite: offer.on_site }),
      employment: employmentsOf(offer.employment_type_code),
      pay: widestPay([{ min, max, currency, period: periodIn(period) }]),
    }),
  };
}

/** `location` is only the first one; the names of the others are the employer's own, such as `HQ`. */
function locationOf({ location, locations }: Offer): string | null {
  const places = (locations ?? []).map(({ name, city, state, country }) => placeText(city, state, country) ?? name);
  return joinedLocations(places) ?? joinedLocations([location]);
}
