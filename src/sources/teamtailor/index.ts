import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { stated } from "../stated.ts";
import { childOf, childrenOf, childText, markupIn, type XmlElement } from "../xml.ts";
import { xmlAnswer } from "../xml-answer.ts";
import { Item } from "./schema.ts";

const domain = "teamtailor.com";
const modes: Readonly<Record<string, readonly Mode[]>> = { fully: ["remote"], hybrid: ["hybrid"] };

/** Company boards hosted by Teamtailor: a public feed of the whole board, no key. */
export const teamtailor = defineSource({
  id: "teamtailor",
  title: "Teamtailor boards",
  docs: "https://support.teamtailor.com/en/articles/5958081-rss-feed",
  options: z.strictObject({ company: companyOption(domain), baseUrl }),
  board: ({ company }) => company,
  recognise(url) {
    const found = companyIn(url, [domain]);
    return found && { company: found.company };
  },
  async snapshot({ company, baseUrl }, { http }) {
    const url = apiUrl(`https://${company}.${domain}`, baseUrl, "/jobs.rss");
    const root = xmlAnswer(await http.text(url, { ...boardFetch, accept: "application/rss+xml" }), "teamtailor", [
      "rss",
    ]);
    const channel = childOf(root, "channel");
    const name = (channel && childText(channel, "title")) ?? companyOfBoard(company);
    const builder = new SnapshotBuilder();
    for (const [index, item] of (channel ? childrenOf(channel, "item") : []).entries()) {
      builder.addItem(fieldsOf(item), index, Item, (fields) => postingOf(fields, name));
    }
    return builder.build();
  },
});

function fieldsOf(item: XmlElement): unknown {
  const link = childText(item, "link");
  const places = childOf(item, "tt:locations");
  const description = childOf(item, "description");
  return {
    id: /\/jobs\/(\d+)/.exec(link ?? "")?.[1] ?? childText(item, "guid"),
    title: childText(item, "title"),
    link,
    pubDate: childText(item, "pubdate"),
    description: description === undefined ? "" : markupIn(description),
    remoteStatus: childText(item, "remotestatus"),
    locations: (places ? childrenOf(places, "tt:location") : []).map((place) => ({
      name: childText(place, "tt:name"),
      city: childText(place, "tt:city"),
      country: childText(place, "tt:country"),
    })),
  };
}

function postingOf(item: Item, company: string): SourcedPosting {
  return {
    externalId: item.id,
    url: item.link,
    ...(item.pubDate === undefined ? {} : { publishedAt: item.pubDate }),
    title: item.title,
    company,
    location: joinedLocations(item.locations.map(({ name, city, country }) => placeText(city, country) ?? name)),
    text: item.description,
    format: "html",
    ...stated({ modes: modes[item.remoteStatus ?? ""] ?? [] }),
  };
}
