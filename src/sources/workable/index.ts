import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { companyIn } from "../company-host.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, stated } from "../stated.ts";
import { Account, Job } from "./schema.ts";

const accountName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
/** First parts of paths on the shared host that are no accounts. */
const notAccounts = new Set(["api", "j", "assets"]);

/** Company boards hosted by Workable: public JSON, no key, one page. */
export const workable = defineSource({
  id: "workable",
  title: "Workable boards",
  docs: "https://help.workable.com/hc/en-us/articles/115012771647",
  // The host limits all of its visitors together, for hours.
  terms: { minEveryMs: 3_600_000 },
  options: z.strictObject({
    account: z
      .string()
      .regex(accountName, "expected the name in apply.workable.com/<name>")
      .describe("Name of the account: the last part of apply.workable.com/<account>"),
    baseUrl,
  }),
  board: ({ account }) => account,
  recognise(url) {
    const account = accountIn(url);
    return account === undefined ? undefined : { account };
  },
  async snapshot({ account, baseUrl }, { http }) {
    const path = `/api/v1/widget/accounts/${account}?details=true`;
    const { name, jobs } = await http.json(apiUrl("https://apply.workable.com", baseUrl, path), Account, boardFetch);
    const builder = new SnapshotBuilder();
    // A posting for three places is there three times, with one place each.
    const byCode = new Map<string, Job[]>();
    for (const [index, job] of jobs.entries()) {
      const item = builder.parse(job, index, Job, "shortcode");
      if (item !== undefined) byCode.set(item.shortcode, [...(byCode.get(item.shortcode) ?? []), item]);
    }
    for (const rows of byCode.values()) builder.add(postingOf(rows, name?.trim() || companyOfBoard(account)));
    return builder.build();
  },
});

function accountIn(url: URL): string | undefined {
  if (url.hostname !== "apply.workable.com") return companyIn(url, ["workable.com"])?.company;
  const first = pathPart(url, 0) ?? "";
  const isApi = first === "api" && pathPart(url, 3) === "accounts";
  return boardIf(accountName, isApi ? pathPart(url, 4) : notAccounts.has(first) ? undefined : first);
}

function postingOf(rows: readonly Job[], company: string): SourcedPosting {
  const [job] = rows as readonly [Job];
  return {
    externalId: job.shortcode,
    url: job.url,
    ...(typeof job.application_url === "string" ? { applyUrl: job.application_url } : {}),
    ...(job.published_on === undefined ? {} : { publishedAt: job.published_on }),
    title: job.title,
    company,
    location: joinedLocations(rows.flatMap(placesOf)),
    text: job.description ?? "",
    format: "html",
    ...stated({
      modes: flaggedModes({ remote: job.telecommuting }),
      employment: employmentsOf(job.employment_type),
    }),
  };
}

function placesOf({ locations, city, state, country }: Job): readonly (string | null)[] {
  const shown = (locations ?? []).filter(({ hidden }) => hidden !== true);
  if (shown.length === 0) return [placeText(city, state, country)];
  return shown.map((place) => placeText(place.city, place.region, place.country));
}
