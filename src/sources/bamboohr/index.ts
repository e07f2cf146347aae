import type { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyBoards } from "../company-host.ts";
import { placeText } from "../fields.ts";
import { plainAsHtml, joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Detail, List, Listed, type Location, type Opening } from "./schema.ts";

const domain = "bamboohr.com";

/** Company boards hosted by BambooHR: public JSON, no key, one page, and a request for each new posting. */
export const bamboohr = defineSource({
  id: "bamboohr",
  title: "BambooHR boards",
  ...companyBoards(domain),
  async snapshot({ company, baseUrl }, { http }) {
    const site = `https://${company}.${domain}`;
    const ask = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
      await http.json(apiUrl(site, baseUrl, path), schema, boardFetchBelow(domain));
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
    location: placeIn(opening.location, listed.location) ?? placeIn(opening.atsLocation, listed.atsLocation),
    text: joinedSections([
      { html: opening.description },
      { heading: "Compensation", html: plainAsHtml(opening.compensation) },
    ]),
    format: "html",
    ...stated({
      modes: modesIn(listed),
      employment: employmentsOf(listed.employmentStatusLabel),
    }),
  };
}

/** On-site, 0, is what stands there when nobody chose, so it says nothing. */
function modesIn({ isRemote, locationType }: Listed): readonly Mode[] {
  if (locationType === "1" || isRemote === true || isRemote === 1) return ["remote"];
  return locationType === "2" ? ["hybrid"] : [];
}

/** One place that is told twice, each time with other parts. */
function placeIn(...told: readonly Location[]): string | null {
  const first = (part: (location: NonNullable<Location>) => string | null | undefined) =>
    told.map((location) => location && part(location)).find((text) => (text ?? "").trim() !== "");
  return placeText(
    first(({ city }) => city),
    first(({ state, province }) => state ?? province),
    first(({ country, addressCountry }) => country ?? addressCountry),
  );
}
