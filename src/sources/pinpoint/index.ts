import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { amountIn, employmentsOf, modesOf, periodIn, stated, widestPay } from "../stated.ts";
import { Board, Posting } from "./schema.ts";

const domain = "pinpointhq.com";

/** Company boards hosted by Pinpoint: public JSON, no key, one page. */
export const pinpoint = defineSource({
  id: "pinpoint",
  title: "Pinpoint boards",
  options: z.strictObject({ company: companyOption(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const found = companyIn(url, [domain]);
    return found && { company: found.company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const host = `https://${company}.${domain}`;
    const { data } = await http.json(apiUrl(host, baseUrl, "/postings.json"), Board, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, posting] of data.entries()) {
      builder.addItem(posting, index, Posting, (item) => postingOf(item, host, companyOfBoard(company)));
    }
    return builder.build();
  },
});

function postingOf(posting: Posting, host: string, company: string): SourcedPosting {
  const { location } = posting;
  return {
    externalId: posting.id,
    url: posting.url ?? new URL(posting.path ?? "/", host).href,
    ...(posting.first_published_at === undefined ? {} : { publishedAt: posting.first_published_at }),
    title: posting.title,
    company,
    location: joinedLocations([placeText(location?.city, location?.province), location?.name]),
    text: joinedSections([
      { html: posting.description },
      { heading: posting.key_responsibilities_header, html: posting.key_responsibilities },
      { heading: posting.skills_knowledge_expertise_header, html: posting.skills_knowledge_expertise },
      { heading: posting.benefits_header, html: posting.benefits },
    ]),
    format: "html",
    ...stated({
      modes: modesOf(posting.workplace_type),
      employment: employmentsOf(posting.employment_type),
      pay: payIn(posting),
    }),
  };
}

/** Numbers that the company does not show are there all the same: they are its own business. */
function payIn(posting: Posting) {
  if (posting.compensation_visible === false) return null;
  return widestPay([
    {
      min: amountIn(posting.compensation_minimum),
      max: amountIn(posting.compensation_maximum),
      currency: posting.compensation_currency,
      period: periodIn(posting.compensation_frequency),
    },
  ]);
}
