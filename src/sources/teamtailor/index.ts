import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyAt, companyOption, companyOfBoard } from "../board-api.ts";
import { joinedLocations, placeOf } from "../fields.ts";
import { readPages } from "../pages.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { stated } from "../stated.ts";
import { childOf, childrenOf, childText, documentOf } from "../xml.ts";
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
    const company = companyAt(url, domain);
    if (company !== undefined) return { company };
    const american = companyAt(url, `na.${domain}`);
    return american === undefined ? undefined : { company: american, na: true };
  },
  async snapshot({ company, na, baseUrl }, context) {
    const site = `https://${company}.${na ? "na." : ""}${domain}`;
    let isWhole = true;
    let name: string | undefined;
    const { items, isCut } = await readPages(limits, context, async (offset) => {
      const address = apiUrl(site, baseUrl, `/jobs.rss?offset=${offset}&per_page=${limits.size}`);
      const { text } = await context.http.text(address, { ...boardFetch, accept: "application/rss+xml, text/xml" });
      const feed = documentOf(text, "rss", "teamtailor");
      const channel = childOf(feed.root, "channel");
      isWhole &&= feed.isWhole;
      name ??= channel && childText(channel, "title");
      return { items: channel === undefined ? [] : childrenOf(channel, "item").map(fieldsOf) };
    });
    const builder = new SnapshotBuilder();
    for (const [index, item] of items.entries()) {
      builder.addItem(item, index, Item, (read) => postingOf(read, name ?? companyOfBoard(company)));
    }
    if (isCut) return builder.buildWindow();
    return builder.build(isWhole && !builder.hasRepeats);
  },
});

function postingOf(item: Item, company: string): SourcedPosting {
  const publishedAt = dateOf(item.pubDate);
  return {
    externalId: item.id,
    url: item.link,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    title: item.title,
    company,
    location: joinedLocations(item.locations.map(({ name, city, country }) => placeOf(city, country) ?? name)),
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

/** A date such as `Wed, 04 Feb 2026 09:26:20 +0100`; one without a zone says nothing. */
function dateOf(text: string | undefined): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{5,8} (?:[+-]\d{4}|GMT|UTC)$/.test(text ?? ""))
    return undefined;
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
