import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { companyIn } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { type Rows, rowsByPosting } from "../rows.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, stated } from "../stated.ts";
import { Board, Job } from "./schema.ts";

const accountName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
/** Below workable.com and in the paths of its pages: what is the vendor's own. */
const notAccounts = new Set(["apply", "jobs", "resources", "j", "api"]);

/** Company boards hosted by Workable: public JSON, no key, one page. */
export const workable = defineSource({
  id: "workable",
  title: "Workable boards",
  docs: "https://help.workable.com/hc/en-us/articles/115012771647",
  terms: { minEveryMs: 3_600_000 },
  options: z.strictObject({
    account: z
      .string()
      .regex(accountName, "expected the name in apply.workable.com/<name>")
      .describe("Name of the account: the first part of apply.workable.com/<account>"),
    baseUrl,
  }),
  board: ({ account }) => account,
  recognise(url) {
    const account = boardIf(accountName, accountIn(url));
    return account === undefined || notAccounts.has(account) ? undefined : { account };
  },
  async snapshot({ account, baseUrl }, { http }) {
    const path = `/api/v1/widget/accounts/${account}?details=true`;
    const { name, jobs } = await http.json(apiUrl("https://apply.workable.com", baseUrl, path), Board, boardFetch);
    const builder = new SnapshotBuilder();
    const rows = jobs.flatMap((job, index) => builder.parse(job, index, Job, "shortcode") ?? []);
    for (const places of rowsByPosting(rows, ({ shortcode }) => shortcode)) {
      builder.add(postingOf(places, name?.trim() || companyOfBoard(account)));
    }
    return builder.build();
  },
});

function accountIn(url: URL): string | undefined {
  if (url.hostname !== "apply.workable.com") return companyIn(url, ["workable.com"])?.company;
  return pathPart(url, 0) === "api" ? pathPart(url, pathPart(url, 2) === "widget" ? 4 : 3) : pathPart(url, 0);
}

function postingOf(places: Rows<Job>, company: string): SourcedPosting {
  const [job] = places;
  return {
    externalId: job.shortcode,
    url: job.url,
    ...(typeof job.application_url === "string" ? { applyUrl: job.application_url } : {}),
    ...(job.published_on === undefined ? {} : { publishedAt: job.published_on }),
    title: job.title,
    company,
    location: joinedLocations(places.flatMap(placesOf)),
    text: job.description ?? "",
    format: "html",
    ...stated({
      // False says nothing: hybrid work is not `telecommuting` either.
      modes: flaggedModes({ remote: job.telecommuting }),
      employment: employmentsOf(job.employment_type),
    }),
  };
}

function placesOf({ locations, city, state, country }: Job): readonly (string | null)[] {
  if (locations?.length) {
    return locations
      .filter(({ hidden }) => hidden !== true)
      .map((each) => placeText(each.city, each.region, each.country));
  }
  return [placeText(city, state, country)];
}
