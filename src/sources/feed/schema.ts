import { z } from "zod";
import type { HtmlSection } from "../html-sections.ts";

/** What is read of an entry, before it is known whether it can be a posting. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly link: string | undefined;
  readonly company: string | undefined;
  readonly location: string | undefined;
  readonly type: string | undefined;
  readonly published: string | undefined;
  readonly until: string | undefined;
  readonly remoteStatus: string | undefined;
  readonly pay: Readonly<Record<"min" | "max" | "currency" | "interval", string | undefined>>;
  readonly sections: readonly HtmlSection[];
}

/** https://www.jsonfeed.org/version/1.1/ */
export const JsonFeed = z.object({
  version: z.string().includes("jsonfeed.org"),
  items: z.array(z.unknown()),
  next_url: z.unknown().optional(),
});

const words = z.string().nullish();

export const JsonItem = z.object({
  id: z.union([z.string().trim().min(1), z.number().transform(String)]).optional(),
  url: words,
  external_url: words,
  title: words,
  content_html: words,
  content_text: words,
  summary: words,
  date_published: words,
  /** schema.org's JobPosting, as Teamtailor adds it. */
  _jobposting: z.unknown().optional(),
});
export type JsonItem = z.output<typeof JsonItem>;
