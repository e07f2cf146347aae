import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { amountIn, employmentsOf, flaggedModes, periodIn, stated, widestPay } from "../stated.ts";
import { Board, Offer } from "./schema.ts";

const domain = "recruitee.com";

/** Company boards hosted by Recruitee (Tellent): public JSON, no key, one page. */
export const recruitee = defineSource({
  id: "recruitee",
  title: "Recruitee boards",
  docs: "https://docs.recruitee.com/reference/offers",
  options: z.strictObject({ company: companyOption(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const found = companyIn(url, [domain]);
    return found && { company: found.company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const url = apiUrl(`https://${company}.${domain}`, baseUrl, "/api/offers/");
    const { offers } = await http.json(url, Board, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, offer] of offers.entries()) {
      builder.addItem(offer, index, Offer, (item) => postingOf(item, company));
    }
    return builder.build();
  },
});

function postingOf(offer: Offer, board: string): SourcedPosting {
  const company = offer.company_name?.trim() ?? "";
  const { salary, locations } = offer;
  const places = (locations ?? []).map(({ name, city, state, country }) => placeText(city, state, country) ?? name);
  return {
    externalId: offer.id,
    url: offer.careers_url,
    ...(typeof offer.careers_apply_url === "string" ? { applyUrl: offer.careers_apply_url } : {}),
    ...(offer.published_at === undefined ? {} : { publishedAt: offer.published_at }),
    title: offer.title,
    company: company === "" ? companyOfBoard(board) : company,
    location: joinedLocations(places) ?? joinedLocations([offer.location]),
    text: joinedSections([{ html: offer.description }, { html: offer.requirements }]),
    format: "html",
    ...stated({
      modes: flaggedModes({ remote: offer.remote, hybrid: offer.hybrid, onsite: offer.on_site }),
      employment: employmentsOf(offer.employment_type_code),
      pay: widestPay([
        {
          min: amountIn(salary?.min),
          max: amountIn(salary?.max),
          currency: salary?.currency,
          period: periodIn(salary?.period),
        },
      ]),
    }),
  };
}
