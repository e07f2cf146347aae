import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { readPages } from "../pages.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { stated } from "../stated.ts";
import { childOf, childrenOf, childText } from "../xml.ts";
import { isWhole, xmlAnswer } from "../xml-answer.ts";
import { fieldsOf, Item } from "./schema.ts";

const domain = "teamtailor.com";
const limits = { size: 100, most: 5000 };

/** Company boards hosted by Teamtailor: a public feed, no key, pages of 100. */
export const teamtailor = defineSource({
  id: "teamtailor",
  title: "Teamtailor boards",
  docs: "https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide",
  options: z.strictObject({
    company: companyOption(domain),
    na: z.boolean().default(false).describe("Whether the board is on <company>.na.teamtailor.com"),
    baseUrl,
  }),
  board: ({ company, na }) => (na ? `na/${company}` : company),
  recognise(url) {
    const found = companyIn(url, [domain, `na.${domain}`]);
    if (found === undefined) return undefined;
    return found.domain === domain ? { company: found.company } : { company: found.company, na: true };
  },
  async snapshot({ company, na, baseUrl }, context) {
    const site = `https://${company}.${na ? "na." : ""}${domain}`;
    let areWhole = true;
    let name: string | undefined;
    const { items, isCut } = await readPages(limits, context, async (offset) => {
      const address = apiUrl(site, baseUrl, `/jobs.rss?offset=${offset}&per_page=${limits.size}`);
      const answer = await context.http.text(address, {
        ...boardFetchBelow("teamtailor.com"),
        isPart: true,
        accept: "application/rss+xml, text/xml",
      });
      const root = xmlAnswer(answer, "teamtailor", ["rss"]);
      const channel = childOf(root, "channel");
      areWhole &&= isWhole(answer, root);
      name ??= channel && childText(channel, "title");
      return { items: channel === undefined ? [] : childrenOf(channel, "item").map(fieldsOf) };
    });
    const builder = new SnapshotBuilder();
    for (const [index, item] of items.entries()) {
      builder.addItem(item, index, Item, (read) => postingOf(read, name ?? companyOfBoard(company)));
    }
    if (isCut) return builder.buildWindow();
    // What stands on two pages was moved while we read, and may have moved another out of sight.
    const isSteady = items.length <= limits.size || builder.size === items.length;
    return builder.build(areWhole && isSteady);
  },
});

function postingOf(item: Item, company: string): SourcedPosting {
  return {
    externalId: item.id,
    url: item.link,
    ...(item.pubDate === undefined ? {} : { publishedAt: item.pubDate }),
    title: item.title,
    company,
    location: joinedLocations(item.locations.map(({ name, city, country }) => placeText(city, country) ?? name)),
    text: item.description ?? "",
    format: "html",
    ...stated({ modes: modesIn(item) }),
  };
}

/** `none` is what employers get who say nothing, and `temporary` does not say until when. */
function modesIn({ remoteStatus }: Item): readonly Mode[] {
  if (remoteStatus === "fully") return ["remote"];
  return remoteStatus === "hybrid" ? ["hybrid"] : [];
}
