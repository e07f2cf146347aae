/** What an operator or a person is shown of an address before it becomes a source. */
import { sourceKey } from "./sources/source.ts";
import { postingId } from "./posting/identity.ts";
import type { Posting, SourcedPosting } from "./posting/posting.ts";
import { read } from "./posting/reader/read.ts";
import type { Discovered } from "./sources/discover.ts";
import type { CheckedSource } from "../commands/services.ts";

/** A source as it was found, with its first postings as the bot reads them. @param now Milliseconds since the epoch. */
export function checkedSource(found: Discovered, now: number): CheckedSource {
  const { source, options, because, snapshot, samples, unread } = found;
  const key = sourceKey(source, source.options.parse(options));
  return {
    key,
    kind: source.id,
    options,
    title: source.title,
    because,
    configuration: `- ${source.id}: { ${Object.entries(options)
      .map(([name, value]) => `${name}: ${yamlOf(value)}`)
      .join(", ")} }`,
    postings: snapshot.postings.length,
    extent: snapshot.complete ? "whole" : snapshot.isWindow === true ? "newest" : "part",
    dropped: snapshot.dropped.map(({ what, why }) => `${what}: ${why}`),
    unread: unread.map(({ what, why }) => `${what}: ${why}`),
    samples: samples.map((posting) => asStored(key, posting, now)),
    credit: source.terms?.credit ?? null,
    minEveryMs: source.terms?.minEveryMs ?? null,
  };
}

/** YAML of a plain value within braces: words that mean nothing else as they are, all else as JSON, which YAML takes. */
function yamlOf(value: unknown): string {
  const isPlain = typeof value === "string" && /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w-]*$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function asStored(source: string, posting: SourcedPosting, now: number): Posting {
  const { text, ...reading } = read({ ...posting, fetchedAt: now });
  const id = postingId(source, posting.externalId);
  const { externalId, url, title, company, location, publishedAt = null } = posting;
  return {
    id,
    openingId: id,
    source,
    externalId,
    url,
    title,
    company,
    location,
    text,
    reading,
    publishedAt,
    credit: null,
    firstSeenAt: now,
    closedAt: null,
  };
}
