import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyBoards } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { plainAsHtml, joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, stated } from "../stated.ts";
import { Board, type Location, Position } from "./schema.ts";

const domain = "breezy.hr";

/** Company boards hosted by Breezy: public JSON, no key, one page. */
export const breezy = defineSource({
  id: "breezy",
  title: "Breezy boards",
  docs: "https://developer.breezy.hr/reference/model-position",
  ...companyBoards(domain),
  async snapshot({ company, baseUrl }, { http }) {
    const address = apiUrl(`https://${company}.${domain}`, baseUrl, "/json?verbose=true");
    const positions = await http.json(address, Board, boardFetchBelow(domain));
    const builder = new SnapshotBuilder();
    for (const [index, position] of positions.entries()) {
      builder.addItem(position, index, Position, (item) => postingOf(item, company));
    }
    return builder.build();
  },
});

function postingOf(position: Position, company: string): SourcedPosting {
  const locations = position.locations?.length ? position.locations : [position.location ?? {}];
  return {
    externalId: position.id,
    url: position.url,
    ...(position.published_date === undefined ? {} : { publishedAt: position.published_date }),
    title: position.name,
    company: position.company?.name?.trim() || companyOfBoard(company),
    location: joinedLocations(locations.map(placeIn)),
    text: joinedSections([{ html: position.description }, { heading: "Salary", html: plainAsHtml(position.salary) }]),
    format: "html",
    ...stated({
      modes: flaggedModes({ remote: locations.every(({ is_remote }) => is_remote === true) }),
      employment: employmentsOf(position.type?.name),
    }),
  };
}

function placeIn({ name, city, state, country }: Location): string | null {
  return placeText(city, state?.name, country?.name) ?? name ?? null;
}
