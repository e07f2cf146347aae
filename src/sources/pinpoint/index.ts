import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyBoards } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { plainAsHtml, joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, modesOf, stated, widestPay } from "../stated.ts";
import { Board, Posting } from "./schema.ts";

const domain = "pinpointhq.com";

/** Company boards hosted by Pinpoint: public JSON, no key, one page. */
export const pinpoint = defineSource({
  id: "pinpoint",
  title: "Pinpoint boards",
  docs: "https://developers.pinpointhq.com/docs/jobs-json-endpoint",
  ...companyBoards(domain),
  async snapshot({ company, baseUrl }, { http }) {
    const site = `https://${company}.${domain}`;
    const { data } = await http.json(apiUrl(site, baseUrl, "/postings.json"), Board, boardFetchBelow(domain));
    const builder = new SnapshotBuilder();
    for (const [index, posting] of data.entries()) {
      builder.addItem(posting, index, Posting, (item) => postingOf(item, company, site));
    }
    return builder.build();
  },
});

function postingOf(posting: Posting, company: string, site: string): SourcedPosting {
  return {
    externalId: posting.id,
    url: posting.url ?? (typeof posting.path === "string" ? new URL(posting.path, site).href : null),
    ...(posting.first_published_at === undefined ? {} : { publishedAt: posting.first_published_at }),
    title: posting.title,
    company: companyOfBoard(company),
    location: locationOf(posting),
    text: textOf(posting),
    format: "html",
    ...stated({
      modes: modesOf(posting.workplace_type),
      employment: employmentsOf(posting.employment_type),
      pay: payIn(posting),
    }),
  };
}

/** The name is the employer's own: `Woking Office`, but `United States` too. */
function locationOf({ location }: Posting): string | null {
  const place = placeText(location?.city, location?.province);
  const name = location?.name?.trim() ?? "";
  return joinedLocations([place, place?.includes(name) ? null : name]);
}

function textOf(posting: Posting): string {
  return joinedSections([
    { html: posting.description },
    { heading: posting.key_responsibilities_header, html: posting.key_responsibilities },
    { heading: posting.skills_knowledge_expertise_header, html: posting.skills_knowledge_expertise },
    { heading: posting.benefits_header, html: posting.benefits },
    { heading: "Compensation", html: isPayShown(posting) ? plainAsHtml(posting.compensation) : "" },
  ]);
}

function payIn(posting: Posting) {
  if (!isPayShown(posting)) return null;
  return widestPay([
    {
      min: posting.compensation_minimum,
      max: posting.compensation_maximum,
      currency: posting.compensation_currency,
      period: periodIn(posting.compensation_frequency),
    },
  ]);
}

/** Hidden pay is sent all the same: it is what the company may pay, not what it tells people. */
function isPayShown({ compensation_visible }: Posting): boolean {
  return compensation_visible === true;
}
