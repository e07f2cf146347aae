import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { placeText } from "../fields.ts";
import { joinedSections, plainAsHtml } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Detail, List, Row } from "./schema.ts";

const domain = "bamboohr.com";

/** Company boards hosted by BambooHR: public JSON, no key, one page, the text of each posting apart. */
export const bamboohr = defineSource({
  id: "bamboohr",
  title: "BambooHR boards",
  options: z.strictObject({ company: companyOption(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const found = companyIn(url, [domain]);
    return found && { company: found.company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const host = `https://${company}.${domain}`;
    const { meta, result } = await http.json(apiUrl(host, baseUrl, "/careers/list"), List, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, row] of result.entries()) {
      builder.addItem(row, index, Row, (item) => ({
        externalId: item.id,
        outline: JSON.stringify(item),
        async read() {
          const path = `/careers/${encodeURIComponent(item.id)}/detail`;
          const detail = await http.json(apiUrl(host, baseUrl, path), Detail, boardFetch);
          return postingOf(item, detail, `${host}/careers/${item.id}`, companyOfBoard(company));
        },
      }));
    }
    return builder.build((meta?.totalCount ?? result.length) <= result.length);
  },
});

function postingOf(row: Row, { result }: Detail, page: string, company: string): SourcedPosting {
  const { jobOpening } = result;
  const compensation = jobOpening.compensation?.trim() ?? "";
  return {
    externalId: row.id,
    url: jobOpening.jobOpeningShareUrl ?? page,
    ...(jobOpening.datePosted === undefined ? {} : { publishedAt: jobOpening.datePosted }),
    title: row.jobOpeningName,
    company,
    location: locationOf(row, jobOpening.location?.addressCountry),
    text: joinedSections([
      { html: jobOpening.description },
      { heading: "Compensation", html: plainAsHtml(compensation) },
    ]),
    format: "html",
    ...stated({ modes: modesIn(row), employment: employmentsOf(row.employmentStatusLabel) }),
  };
}

function locationOf({ location, atsLocation }: Row, country: string | null | undefined): string | null {
  const state = atsLocation?.state ?? atsLocation?.province;
  const asked = placeText(atsLocation?.city, state, atsLocation?.country);
  return asked ?? placeText(location?.city, location?.state, country);
}

/** On-site is what stands there when nobody chose, so it says nothing. */
function modesIn({ isRemote, locationType }: Row): readonly Mode[] {
  if (locationType === "1" || isRemote === true || isRemote === 1) return ["remote"];
  return locationType === "2" ? ["hybrid"] : [];
}
