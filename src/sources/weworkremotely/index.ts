import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl } from "../board-api.ts";
import { momentIn, placeText } from "../fields.ts";
import { escapedText, joinedSections } from "../html-sections.ts";
import { isOn, pathIn } from "../list-filters.ts";
import { remoteLocation } from "../remote-location.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { childOf, childrenOf, childText } from "../xml.ts";
import { xmlAnswer } from "../xml-answer.ts";
import { Item, itemKeys } from "./schema.ts";

const categorySlug = /^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/;

/** The newest postings of We Work Remotely, of all kinds or of one category: an RSS feed with elements of its own. */
export const weworkremotely = defineSource({
  id: "weworkremotely",
  title: "We Work Remotely",
  docs: "https://weworkremotely.com/remote-job-rss-feed",
  terms: { minEveryMs: 3_600_000, credit: "We Work Remotely" },
  options: z.strictObject({
    category: z
      .string()
      .regex(categorySlug, "expected the name in weworkremotely.com/categories/<name>")
      .optional()
      .describe("Only this category: remote-design-jobs of weworkremotely.com/categories/remote-design-jobs"),
    baseUrl,
  }),
  board: ({ category }) => category ?? "all",
  recognise(url) {
    if (!isOn(url, "weworkremotely.com")) return undefined;
    const path = pathIn(url);
    if (["", "remote-jobs", "remote-jobs.rss"].includes(path)) return {};
    const category = /^categories\/([^/.]+)(?:\.rss)?$/.exec(path)?.[1];
    return category !== undefined && categorySlug.test(category) ? { category } : undefined;
  },
  async snapshot({ category, baseUrl }, { http }) {
    const path = category === undefined ? "/remote-jobs.rss" : `/categories/${category}.rss`;
    const feed = await http.text(apiUrl("https://weworkremotely.com", baseUrl, path), {
      accept: "application/rss+xml, application/xml",
      redirects: "same-origin",
    });
    // A category that does not exist leads to the home page.
    if (feed.url.pathname !== path) {
      throw new SourceError("not-found", "weworkremotely", `expected a feed at ${path}, was sent to another page`);
    }
    const channel = childOf(xmlAnswer(feed, "weworkremotely", ["rss"]), "channel");
    if (channel === undefined)
      throw new SourceError("schema", "weworkremotely", "expected <channel> in <rss>, got none");
    const builder = new SnapshotBuilder();
    for (const [index, element] of childrenOf(channel, "item").entries()) {
      const texts = Object.fromEntries(itemKeys.map((key) => [key, childText(element, key)]));
      const item = builder.parse(texts, index, Item, "guid");
      if (item !== undefined) builder.add(postingOf(item));
    }
    return builder.buildWindow();
  },
});

function postingOf(item: Item): SourcedPosting {
  const [, company, role] = /^(.+?):\s+(.+)$/s.exec(item.title) ?? [];
  const publishedAt = momentIn(item.pubdate);
  return {
    externalId: item.guid,
    url: item.link,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    title: role ?? item.title,
    company: company ?? null,
    location: remoteLocation([item.region ?? placeText(item.state, item.country)]),
    text: joinedSections([{ html: item.description }, { heading: "Skills", html: escapedText(item.skills ?? "") }]),
    format: "html",
    ...stated({ modes: ["remote"], employment: employmentsOf(item.type) }),
  };
}
