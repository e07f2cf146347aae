import type { FetchedText } from "../../http/http-client.ts";
import { contentHash } from "../../posting/identity.ts";
import { readHtmlPage } from "../html-page.ts";
import { jobPostingsIn, postingOfJobPosting } from "../job-posting.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { tolerantJsonIn } from "../tolerant-json.ts";

/** What a page says in JobPosting; undefined where it says nothing in it. */
export function postingsIn({ text, url }: Pick<FetchedText, "text" | "url">, now: number): SnapshotBuilder | undefined {
  const { linkedData, isWhole } = readHtmlPage(text, url);
  const values = tolerantJsonIn(linkedData);
  const jobs = values.flatMap((value) => jobPostingsIn(value));
  if (jobs.length === 0) return undefined;
  const builder = new SnapshotBuilder();
  for (const [index, script] of linkedData.entries()) {
    const isLost = values[index] === undefined && script.includes("JobPosting");
    if (isLost) builder.lose(`script ${index + 1}`, "expected JSON, got what cannot be repaired");
  }
  if (!isWhole) builder.lose("end of the page", "expected </html>, got a page that breaks off");
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
  return builder;
}
