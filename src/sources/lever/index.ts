import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, modesOf, stated, widestPay } from "../stated.ts";
import { Board, Job } from "./schema.ts";
import { textOf } from "./text.ts";

const siteName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const hosts: Readonly<Record<string, { readonly eu: boolean; readonly at: number }>> = {
  "jobs.lever.co": { eu: false, at: 0 },
  "jobs.eu.lever.co": { eu: true, at: 0 },
  "api.lever.co": { eu: false, at: 2 },
  "api.eu.lever.co": { eu: true, at: 2 },
};

/** Company boards hosted by Lever: public JSON, no key, one page. */
export const lever = defineSource({
  id: "lever",
  title: "Lever boards",
  docs: "https://github.com/lever/postings-api",
  options: z.strictObject({
    site: z
      .string()
      .regex(siteName, "expected the name in jobs.lever.co/<name>")
      .describe("Name of the site: the last part of jobs.lever.co/<site>, in its own upper and lower case"),
    eu: z.boolean().default(false).describe("Whether the site is on jobs.eu.lever.co"),
    baseUrl,
  }),
  board: ({ site, eu }) => (eu ? `eu/${site}` : site),
  recognise(url) {
    const host = Object.hasOwn(hosts, url.hostname) ? hosts[url.hostname] : undefined;
    const site = boardIf(siteName, host && pathPart(url, host.at));
    if (host === undefined || site === undefined) return undefined;
    return host.eu ? { site, eu: true } : { site };
  },
  async snapshot({ site, eu, baseUrl }, { http }) {
    const vendor = eu ? "https://api.eu.lever.co" : "https://api.lever.co";
    const jobs = await http.json(apiUrl(vendor, baseUrl, `/v0/postings/${site}?mode=json`), Board, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, job] of jobs.entries()) builder.addItem(job, index, Job, (item) => postingOf(item, site));
    return builder.build();
  },
});

function postingOf(job: Job, site: string): SourcedPosting {
  const { categories, salaryRange } = job;
  const { min, max, currency, interval } = salaryRange ?? {};
  return {
    externalId: job.id,
    url: job.hostedUrl,
    ...(typeof job.applyUrl === "string" ? { applyUrl: job.applyUrl } : {}),
    ...(typeof job.createdAt === "number" ? { publishedAt: job.createdAt } : {}),
    title: job.text,
    company: companyOfBoard(site),
    location: joinedLocations([categories?.location, ...(categories?.allLocations ?? [])]),
    text: textOf(job),
    format: "html",
    ...stated({
      modes: modesOf(job.workplaceType),
      employment: employmentsOf(categories?.commitment),
      pay: widestPay([{ min, max, currency, period: periodIn(interval) }]),
    }),
  };
}
