import { z } from "zod";
import { HttpError } from "../../http/http-error.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { afterLocale, apiUrl, baseUrl, boardFetchBelow, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { readPages } from "../pages.ts";
import { complaintOf, SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { employmentsOf, modesOf, stated } from "../stated.ts";
import { postingId } from "./posting-id.ts";
import { Detail, Identified, List, Listed, type PostingInfo } from "./schema.ts";

const tenantName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const serverName = /^wd\d{1,4}$/;
const siteName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** More than 20 on a page are refused, and what is beyond 2,000 is the first page again. */
const limits = { size: 20, most: 2000 };

const Options = z.strictObject({
  tenant: z
    .string()
    .regex(tenantName, "expected the name in <name>.wd5.myworkdayjobs.com")
    .describe("Name of the tenant: the first part of <tenant>.wd5.myworkdayjobs.com"),
  server: z
    .string()
    .regex(serverName, "expected wd and a number, such as wd5")
    .describe("Name of the server: wd5 in <tenant>.wd5.myworkdayjobs.com"),
  site: z
    .string()
    .regex(siteName, "expected the name in <tenant>.wd5.myworkdayjobs.com/<name>")
    .describe("Name of the site: the part after the language in <tenant>.wd5.myworkdayjobs.com/en-US/<site>"),
  shared: z
    .boolean()
    .default(false)
    .describe("Whether the site is at wd5.myworkdaysite.com/recruiting/<tenant>/<site>, without a host of its own"),
  baseUrl,
});

/** Company boards hosted by Workday: no key, posted requests for pages of 20, and one more for each new posting. */
export const workday = defineSource({
  id: "workday",
  title: "Workday boards",
  terms: { minEveryMs: 4 * 3_600_000 },
  options: Options,
  board: ({ tenant, site }) => `${tenant}/${site}`,
  recognise(url) {
    const parsed = Options.safeParse(placeIn(url));
    if (!parsed.success) return undefined;
    const { shared, ...place } = parsed.data;
    return shared ? { ...place, shared } : place;
  },
  async snapshot({ tenant, server, site, shared, baseUrl }, context) {
    const { http } = context;
    const origin = shared
      ? `https://${server}.myworkdaysite.com`
      : `https://${hostOf(tenant)}.${server}.myworkdayjobs.com`;
    const pages = shared ? `${origin}/recruiting/${tenant}/${site}` : `${origin}/${site}`;
    const api = (path: string) => apiUrl(origin, baseUrl, `/wday/cxs/${tenant}/${site}${path}`);

    const { items, total, isCut } = await readPages(limits, context, async (offset) => {
      const body = { appliedFacets: {}, limit: limits.size, offset, searchText: "" };
      const page = await http
        .json(api("/jobs"), List, { ...boardFetchBelow("myworkdayjobs.com"), body })
        .catch(explain);
      return { items: page.jobPostings, total: page.total };
    });
    const builder = new SnapshotBuilder();
    for (const [index, item] of items.entries()) {
      const parsed = Listed.safeParse(item);
      if (!parsed.success) {
        const identified = Identified.safeParse(item).data;
        const externalId = identified && postingId(identified);
        builder.lose(externalId ?? `[${index}]`, complaintOf(parsed.error), externalId);
        continue;
      }
      const listed = parsed.data;
      const externalId = postingId(listed) ?? listed.externalPath;
      builder.add({
        externalId,
        outline: JSON.stringify(listed),
        read: async () => {
          const detail = await http.json(api(listed.externalPath), Detail, boardFetchBelow("myworkdayjobs.com"));
          const company = employerIn(detail) ?? companyOfBoard(tenant);
          return postingOf(externalId, listed, detail.jobPostingInfo, company, pages);
        },
      });
    }
    const isWhole = items.length === total;
    // The order is not steady: where all rows came and one came twice, another did not, on a large site nearly always.
    return isCut || (isWhole && builder.size < total) ? builder.buildWindow() : builder.build(isWhole);
  },
});

interface Place {
  readonly tenant: string | undefined;
  readonly server: string | undefined;
  readonly site: string | undefined;
  readonly shared: boolean;
}

function placeIn(url: URL): Place | undefined {
  const own = /^([^.]+)\.([^.]+)\.myworkdayjobs\.com$/.exec(url.hostname);
  const common = /^([^.]+)\.myworkdaysite\.com$/.exec(url.hostname);
  if (own === null && common === null) return undefined;
  const [host, server] = own === null ? [undefined, common?.[1]] : [own[1], own[2]];
  const shared = own === null;
  if (pathPart(url, 0) === "wday") {
    if (pathPart(url, 1) !== "cxs") return undefined;
    return { tenant: pathPart(url, 2), server, site: pathPart(url, 3), shared };
  }
  const at = afterLocale(url, ["job", "jobs", "details"]);
  if (!shared) return { tenant: host, server, site: pathPart(url, at), shared };
  if (pathPart(url, at) !== "recruiting") return undefined;
  return { tenant: pathPart(url, at + 1), server, site: pathPart(url, at + 2), shared };
}

/** No host has an underscore in its name. */
function hostOf(tenant: string): string {
  return tenant.replaceAll("_", "-").toLowerCase();
}

/** Every host below the vendor's answers; 422 is how it says that there is no such tenant. */
function explain(error: unknown): never {
  if (error instanceof HttpError && error.fields.status === 422) {
    const asked = "expected a tenant that exists, got 422; a name with an underscore has a hyphen in its host";
    throw new SourceError("not-found", "workday", asked, error.fields, error);
  }
  throw error;
}

function postingOf(
  externalId: string,
  listed: Listed,
  info: PostingInfo,
  company: string,
  pages: string,
): SourcedPosting {
  return {
    externalId,
    url: info.externalUrl ?? pages + listed.externalPath,
    ...(info.startDate === undefined ? {} : { publishedAt: info.startDate }),
    title: listed.title,
    company,
    location: locationOf(info) ?? joinedLocations([listed.locationsText]),
    text: info.jobDescription ?? "",
    format: "html",
    ...stated({
      modes: modesOf(info.remoteType ?? listed.remoteType),
      employment: employmentsOf(info.timeType ?? listed.timeType),
    }),
  };
}

/** A legal entity, often with its number before it: `0100 Adit Tunnels AG`. */
function employerIn({ hiringOrganization }: Detail): string | undefined {
  return hiringOrganization?.name?.replace(/^\s*[A-Z]{0,4}\d{2,}\s*[-–:]?\s+/, "").trim() || undefined;
}

/** The country belongs to the first place, and helps where that is a bare name such as `Remote`. */
function locationOf({ location, additionalLocations, country }: PostingInfo): string | null {
  const first = location?.includes(",") ? location : placeText(location, country?.descriptor);
  return joinedLocations([first, ...(additionalLocations ?? [])]);
}
