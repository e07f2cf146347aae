import { z } from "zod";
import { boardBytes } from "../../http/http-client.ts";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { plainWords } from "../escaped-html.ts";
import { idFrom, joinedLocations, placeText } from "../fields.ts";
import { joinedSections, plainAsHtml } from "../html-sections.ts";
import { isPast } from "../job-posting.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { addressName, webAddress } from "../web-address.ts";
import { childOf, childText, elementsIn, markupIn, type XmlElement } from "../xml.ts";
import { isWhole, xmlAnswer } from "../xml-answer.ts";
import { Job } from "./schema.ts";

const roots = ["source", "jobs", "joblist", "rss", "feed", "root"] as const;

/** Whole lists of postings in the XML that Indeed made a standard, and the dialects of LinkedIn, Jooble and others. */
export const indeedXml = defineSource({
  id: "indeed-xml",
  title: "Job lists in Indeed's XML",
  docs: "https://docs.indeed.com/indeed-apply/xml-feed",
  options: z.strictObject({ url: webAddress.describe("Address of the XML file") }),
  board: ({ url }) => addressName(url),
  recognise: () => undefined,
  async snapshot({ url }, { http, clock }) {
    const answer = await http.text(url, { maxBytes: boardBytes, accept: "application/xml, text/xml, */*;q=0.5" });
    const root = xmlAnswer(answer, "indeed-xml", roots);
    const jobs = [...elementsIn(root, "job")];
    if (jobs.length === 0 && !["source", "jobs", "joblist"].includes(root.name)) {
      throw new SourceError("schema", "indeed-xml", `expected <job> elements from ${url}, got none`);
    }
    const builder = new SnapshotBuilder();
    for (const [index, job] of jobs.entries()) {
      builder.addItem(fieldsOf(job), index, Job, (item) => postingOf(item, clock.now()));
    }
    return builder.build(isWhole(answer, root));
  },
});

/** First of these names that there is. */
function first(job: XmlElement, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = childText(job, name);
    if (text !== undefined) return text;
  }
  return undefined;
}

function fieldsOf(job: XmlElement): unknown {
  const description = childOf(job, "description");
  const place = placeText(first(job, "city"), first(job, "state"), first(job, "country"));
  return {
    id: idFrom(
      first(job, "referencenumber", "partnerjobid", "id", "reqid", "jobid", "guid") ??
        job.attributes["id"] ??
        first(job, "url", "link") ??
        "",
    ),
    title: plainWords(first(job, "title", "name") ?? ""),
    url: first(job, "url", "link", "applyurl"),
    date: first(job, "date", "pubdate"),
    company: first(job, "company", "companyname", "employer"),
    location: joinedLocations([first(job, "location", "region"), place]),
    description: description === undefined ? "" : markupIn(description),
    salary: first(job, "salary", "salaries"),
    jobType: first(job, "jobtype", "job_type", "employmenttype", "type"),
    remoteType: first(job, "remotetype", "workplacetypes", "workplacetype"),
    until: first(job, "expirationdate", "expire"),
  };
}

function postingOf(job: Job, now: number): SourcedPosting {
  return {
    externalId: job.id,
    url: job.url,
    ...(job.date === undefined ? {} : { publishedAt: job.date }),
    title: job.title,
    company: job.company === undefined ? null : plainWords(job.company),
    location: job.location === null ? null : plainWords(job.location),
    text: joinedSections([
      { html: job.description },
      { heading: "Salary", html: job.salary === undefined ? "" : plainAsHtml(plainWords(job.salary)) },
    ]),
    format: "html",
    ...stated({
      modes: modesIn(job.remoteType ?? ""),
      employment: employmentsOf(job.jobType),
      isClosed: isPast(job.until, now),
    }),
  };
}

/** "Fully remote", "Hybrid remote", "COVID-19 remote" for a while only. */
function modesIn(remoteType: string): readonly Mode[] {
  if (/hybrid/i.test(remoteType)) return ["hybrid"];
  if (/covid|temporar/i.test(remoteType)) return [];
  if (/remote|home/i.test(remoteType)) return ["remote"];
  return /on[- ]?site/i.test(remoteType) ? ["onsite"] : [];
}
