import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { joinedSections, plainAsHtml } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, stated } from "../stated.ts";
import { Board, Position } from "./schema.ts";

const domain = "breezy.hr";

/** Company boards hosted by Breezy HR: public JSON, no key, one page. */
export const breezy = defineSource({
  id: "breezy",
  title: "Breezy HR boards",
  options: z.strictObject({ company: companyOption(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const found = companyIn(url, [domain]);
    return found && { company: found.company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const url = apiUrl(`https://${company}.${domain}`, baseUrl, "/json?verbose=true");
    const positions = await http.json(url, Board, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, position] of positions.entries()) {
      builder.addItem(position, index, Position, (item) => postingOf(item, companyOfBoard(company)));
    }
    return builder.build();
  },
});

function postingOf(position: Position, board: string): SourcedPosting {
  const { location, locations } = position;
  const all = (locations ?? []).length > 0 ? (locations ?? []) : location ? [location] : [];
  return {
    externalId: position.id,
    url: position.url,
    ...(position.published_date === undefined ? {} : { publishedAt: position.published_date }),
    title: position.name,
    company: position.company?.name?.trim() || board,
    location: joinedLocations(
      all.map(({ name, city, state, country }) => name ?? placeText(city, state?.name, country?.name)),
    ),
    text: joinedSections([
      { html: position.description },
      { heading: "Salary", html: plainAsHtml(position.salary?.trim()) },
    ]),
    format: "html",
    ...stated({
      modes: flaggedModes({ remote: all.length > 0 && all.every(({ is_remote }) => is_remote === true) }),
      employment: employmentsOf(position.type?.name),
    }),
  };
}
