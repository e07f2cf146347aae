import type { FetchedText } from "../../http/http-client.ts";
import { contentHash } from "../../posting/identity.ts";
import { readHtmlPage } from "../html-page.ts";
import { jobPostingsIn, postingOfJobPosting } from "../job-posting.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { tolerantJsonIn } from "../tolerant-json.ts";

export interface PagePostings {
  /** What it says in JobPosting; undefined where it says nothing in it. */
  readonly builder: SnapshotBuilder | undefined;
  /** Whether it is there to its end, and all data in it can be read. */
  readonly isWhole: boolean;
}

export function postingsIn({ text, url }: Pick<FetchedText, "text" | "url">, now: number): PagePostings {
  const page = readHtmlPage(text, url);
  const values = tolerantJsonIn(page.linkedData);
  const lost = [...page.linkedData.entries()].filter(
    ([index, script]) => values[index] === undefined && script.includes("JobPosting"),
  );
  const isWhole = page.isWhole && lost.length === 0;
  const jobs = values.flatMap((value) => jobPostingsIn(value));
  if (jobs.length === 0) return { builder: undefined, isWhole };
  const builder = new SnapshotBuilder();
  for (const [index] of lost) builder.lose(`script ${index + 1}`, "expected JSON, got what cannot be repaired");
  if (!page.isWhole) builder.lose("end of the page", "expected </html>, got a page that breaks off");
  const taken = new Map<string, string>();
  for (const [index, job] of jobs.entries()) {
    const told = postingOfJobPosting(job, { page: url, now });
    if ("why" in told) {
      builder.lose(`[${index}]`, told.why);
      continue;
    }
    const { posting } = told;
    // Several that share an identifier, or the page's own address, are told apart by what they say; the same twice is one.
    const said = contentHash([posting.title, posting.company, posting.location, posting.text]);
    const before = taken.get(posting.externalId);
    if (before === said) continue;
    taken.set(posting.externalId, said);
    builder.add(
      before === undefined ? posting : { ...posting, externalId: `${posting.externalId.slice(0, 170)}#${said}` },
    );
  }
  return { builder, isWhole };
}
