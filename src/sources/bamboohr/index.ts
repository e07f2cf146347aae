import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyAt, companyOf, companyOfBoard } from "../board-api.ts";
import { placeOf } from "../fields.ts";
import { escapedHtml, sectionsAsHtml } from "../sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Detail, List, Listed, type Location, type Opening } from "./schema.ts";

const domain = "bamboohr.com";

/** Company boards hosted by BambooHR: public JSON, no key, one page, and a request for each new posting. */
export const bamboohr = defineSource({
  id: "bamboohr",
  title: "BambooHR boards",
  options: z.strictObject({ company: companyOf(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const company = companyAt(url, domain);
    return company === undefined ? undefined : { company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const site = `https://${company}.${domain}`;
    const ask = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
      await http.json(apiUrl(site, baseUrl, path), schema, boardFetch);
    const { result, meta } = await ask("/careers/list", List);
    const builder = new SnapshotBuilder();
    for (const [index, item] of result.entries()) {
      builder.addItem(item, index, Listed, (listed) => {
        const path = `/careers/${encodeURIComponent(listed.id)}`;
        return {
          externalId: listed.id,
          outline: JSON.stringify(listed),
          read: async () => {
            const { jobOpening } = (await ask(`${path}/detail`, Detail)).result;
            return postingOf(listed, jobOpening, company, site + path);
          },
        };
      });
    }
    return builder.build((meta?.totalCount ?? result.length) === result.length);
  },
});

function postingOf(listed: Listed, opening: Opening, company: string, url: string): SourcedPosting {
  return {
    externalId: listed.id,
    url: opening.jobOpeningShareUrl ?? url,
    ...(opening.datePosted === undefined ? {} : { publishedAt: opening.datePosted }),
    title: listed.jobOpeningName,
    company: companyOfBoard(company),
    location:
      placeIn(opening.location) ??
      placeIn(opening.atsLocation) ??
      placeIn(listed.location) ??
      placeIn(listed.atsLocation),
    text: sectionsAsHtml([
      { html: opening.description },
      { heading: "Compensation", html: escapedHtml(opening.compensation ?? "") },
    ]),
    format: "html",
    ...stated({
      modes: modes.get(listed.locationType ?? "") ?? [],
      employment: employmentsOf(listed.employmentStatusLabel),
    }),
  };
}

/** 0, on-site, is what stands there when nobody chose, so it says nothing. */
const modes: ReadonlyMap<string, readonly Mode[]> = new Map([
  ["1", ["remote"]],
  ["2", ["hybrid"]],
]);

function placeIn(location: Location): string | null {
  const { city, state, province, country, addressCountry } = location ?? {};
  return placeOf(city, state ?? province, country ?? addressCountry);
}
