import { z } from "zod";
import { messageOf } from "../../errors.ts";
import { boardBytes, type FetchedText } from "../../http/http-client.ts";
import { jsonOf } from "../../http/json.ts";
import { contentHash } from "../../posting/identity.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { plainWords } from "../escaped-html.ts";
import { idFrom, link, momentIn } from "../fields.ts";
import { joinedSections, plainAsHtml } from "../html-sections.ts";
import { isPast, postingOfJobPosting } from "../job-posting.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { amountIn, employmentsOf, modesOf, periodIn, stated, widestPay } from "../stated.ts";
import { addressName, webAddress } from "../web-address.ts";
import { elementsIn, textIn } from "../xml.ts";
import { isWhole, xmlAnswer } from "../xml-answer.ts";
import { entriesOf, fieldsOf, hasNextPage } from "./entry.ts";
import { type FeedEntry, JsonFeed, JsonItem } from "./schema.ts";

const roots = ["rss", "rdf:rdf", "feed"] as const;

/** Any feed of postings: RSS 2.0, Atom, RSS 1.0 (RDF) or JSON Feed, with the namespaces that job boards use. */
export const feed = defineSource({
  id: "feed",
  title: "Feeds: RSS, Atom, RDF, JSON Feed",
  options: z.strictObject({
    url: webAddress.describe("Address of the feed"),
    company: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe("Whose postings they are, where the feed does not say"),
    whole: z
      .boolean()
      .default(false)
      .describe("Whether it lists everything that is open, so that what vanishes from it is closed"),
  }),
  board: ({ url }) => addressName(url),
  recognise: () => undefined,
  async snapshot({ url, company, whole }, { http, clock }) {
    const answer = await http.text(url, { maxBytes: boardBytes, accept: feedTypes });
    const context = { page: answer.url, now: clock.now(), company: company ?? null };
    const { builder, hasAll, freshForMs } = isJson(answer.text)
      ? jsonEntries(answer, context)
      : xmlEntries(answer, context);
    const snapshot = whole && hasAll ? builder.build() : builder.buildWindow();
    return freshForMs === undefined ? snapshot : { ...snapshot, freshForMs };
  },
});

const feedTypes = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

interface FeedContext {
  readonly page: URL;
  readonly now: number;
  readonly company: string | null;
}

function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

interface FeedPage {
  readonly builder: SnapshotBuilder;
  /** Whether it ends, and leads to no further page. */
  readonly hasAll: boolean;
  /** For how long it asks to be left alone: its `ttl`, in minutes there. */
  readonly freshForMs?: number;
}

function xmlEntries(answer: FetchedText, context: FeedContext): FeedPage {
  const builder = new SnapshotBuilder();
  const root = xmlAnswer(answer, "feed", roots, "not-a-feed");
  const entries = entriesOf(root).map(fieldsOf);
  const idOf = idsAmong(entries);
  for (const [index, entry] of entries.entries()) addEntry(builder, { ...entry, id: idOf(entry) }, index, context);
  const ttl = Number([...elementsIn(root, "ttl")].map(textIn)[0]);
  return {
    builder,
    hasAll: isWhole(answer, root) && !hasNextPage(root),
    ...(ttl > 0 ? { freshForMs: Math.min(ttl * 60_000, longestTtlMs) } : {}),
  };
}

/** Some write seconds or a year; nobody means more than a day. */
const longestTtlMs = 86_400_000;

/** Some feeds give several entries one id: then their addresses tell them apart, or what they say. The same twice is one. */
function idsAmong(entries: readonly FeedEntry[]): (entry: FeedEntry) => string {
  const alike = Map.groupBy(entries, ({ id }) => id);
  const shared = new Map(
    [...alike].flatMap(([id, group]) => {
      const said = new Set(group.map(({ link, title }) => JSON.stringify([link, title])));
      const links = new Set(group.map(({ link }) => link));
      return said.size < 2 ? [] : [[id, { areLinksApart: links.size === said.size }]];
    }),
  );
  return ({ id, link, title }) => {
    const sharing = shared.get(id);
    if (sharing === undefined) return id;
    return sharing.areLinksApart && link !== undefined ? link : contentHash([id, link, title]);
  };
}

function addEntry(builder: SnapshotBuilder, entry: FeedEntry, index: number, context: FeedContext): void {
  const id = idFrom(entry.id);
  if (entry.title === "") return builder.lose(id || `[${index}]`, "title: expected a title, got none", id || undefined);
  builder.add({
    externalId: id,
    url: addressOf(entry.link, context.page),
    ...dated(entry.published),
    title: entry.title,
    company: entry.company ?? context.company,
    location: entry.location ?? null,
    text: joinedSections(entry.sections),
    format: "html",
    ...stated({
      modes: modesIn(entry.remoteStatus),
      employment: employmentsOf(entry.type),
      pay: widestPay([
        {
          min: amountIn(entry.pay.min),
          max: amountIn(entry.pay.max),
          currency: entry.pay.currency,
          period: periodIn(entry.pay.interval),
        },
      ]),
      isClosed: isPast(entry.until, context.now),
    }),
  });
}

function jsonEntries({ text, url }: FetchedText, context: FeedContext): FeedPage {
  let value: unknown;
  try {
    value = jsonOf(text);
  } catch (error) {
    throw new SourceError("not-a-feed", "feed", `expected a feed from ${url.host}: ${messageOf(error)}`, {}, error);
  }
  const parsed = JsonFeed.safeParse(value);
  if (!parsed.success) {
    throw new SourceError("not-a-feed", "feed", `expected a JSON Feed from ${url.host}, got other JSON`, {});
  }
  const builder = new SnapshotBuilder();
  for (const [index, item] of parsed.data.items.entries()) {
    const read = builder.parse(item, index, JsonItem);
    if (read === undefined) continue;
    const posting = postingOfItem(read, context);
    if (posting === undefined) builder.lose(read.id ?? `[${index}]`, "title: expected a title, got none", read.id);
    else builder.add(posting);
  }
  return { builder, hasAll: typeof parsed.data.next_url !== "string" };
}

function postingOfItem(item: JsonItem, context: FeedContext): SourcedPosting | undefined {
  const page = addressOf(item.url ?? item.external_url ?? undefined, context.page);
  const text = item.content_html ?? plainAsHtml(item.content_text ?? item.summary);
  const told = postingOfJobPosting(item["_jobposting"], { page: new URL(page ?? context.page), now: context.now });
  const own = "posting" in told ? told.posting : undefined;
  const title = plainWords(item.title ?? own?.title ?? "");
  if (title === "") return undefined;
  return {
    externalId: idFrom(item.id ?? page ?? contentHash([title, text])),
    url: page,
    ...dated(item.date_published ?? undefined),
    ...(own?.stated === undefined ? {} : { stated: own.stated }),
    title,
    company: own?.company ?? context.company,
    location: own?.location ?? null,
    text: text === "" ? (own?.text ?? "") : text,
    format: "html",
  };
}

function dated(published: string | undefined): { readonly publishedAt?: number } {
  const publishedAt = momentIn(published);
  return publishedAt === undefined ? {} : { publishedAt };
}

/** Addresses may be relative to the feed's own; what is none leads nowhere. */
function addressOf(address: string | undefined, page: URL): string | null {
  if (address === undefined || !URL.canParse(address, page.href)) return null;
  return link.safeParse(new URL(address, page.href).href).data ?? null;
}

/** Teamtailor's word in RSS; `none` is what nobody chose. */
function modesIn(remoteStatus: string | undefined) {
  return remoteStatus === "fully" ? modesOf("remote") : remoteStatus === "hybrid" ? modesOf("hybrid") : [];
}
