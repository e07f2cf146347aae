import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, modesOf, stated } from "../stated.ts";
import { Detail, Page, Row } from "./schema.ts";

const host = /^(?<tenant>[a-z0-9][a-z0-9_-]{0,99})\.(?<server>wd\d{1,3})\.myworkdayjobs\.com$/i;
const siteName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
/** More is refused. */
const perPage = 20;
/** Many tenants show no more, and begin anew behind it. */
const mostShown = 2_000;

/** Company boards hosted by Workday: the JSON behind their careers pages, in small pages, the text of each posting apart. */
export const workday = defineSource({
  id: "workday",
  title: "Workday boards",
  // A hundred requests for a large board, none of which can say that nothing changed.
  terms: { minEveryMs: 4 * 3_600_000 },
  options: z.strictObject({
    tenant: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/i, "expected the first part of <tenant>.wd5.myworkdayjobs.com")
      .describe("Name of the company: the first part of <tenant>.wd5.myworkdayjobs.com"),
    server: z
      .string()
      .regex(/^wd\d{1,3}$/i, "expected wd and a number, such as wd5")
      .describe("Which of Workday's servers it is on: the second part of <tenant>.<server>.myworkdayjobs.com"),
    site: z
      .string()
      .regex(siteName, "expected the name behind <tenant>.wd5.myworkdayjobs.com/")
      .describe("Name of the careers site: the part behind <tenant>.wd5.myworkdayjobs.com/, without the language"),
    baseUrl,
  }),
  board: ({ tenant, site }) => `${tenant}/${site}`,
  recognise(url) {
    const named = host.exec(url.hostname)?.groups;
    const site = boardIf(siteName, siteIn(url));
    if (named === undefined || site === undefined) return undefined;
    return { tenant: named["tenant"] ?? "", server: named["server"] ?? "", site };
  },
  async snapshot({ tenant, server, site, baseUrl }, { http, progress }) {
    const vendor = `https://${tenant}.${server}.myworkdayjobs.com`;
    const address = (path: string) => apiUrl(vendor, baseUrl, `/wday/cxs/${tenant}/${site}${path}`);
    const builder = new SnapshotBuilder();
    let total = 0;
    let read = 0;
    while (read < mostShown) {
      const body = { appliedFacets: {}, limit: perPage, offset: read, searchText: "" };
      const page = await http.json(address("/jobs"), Page, { ...boardFetch, body });
      // Later pages of some tenants say 0.
      if (read === 0) total = page.total ?? 0;
      for (const [index, job] of page.jobPostings.entries()) {
        builder.addItem(job, read + index, Row, (row) => ({
          externalId: idOf(row),
          outline: JSON.stringify(row),
          async read() {
            const detail = await http.json(address(encodeURI(row.externalPath)), Detail, boardFetch);
            return postingOf(row, detail, `${vendor}/${site}${row.externalPath}`, companyOfBoard(tenant));
          },
        }));
      }
      read += page.jobPostings.length;
      progress(read, total);
      if (page.jobPostings.length === 0 || read >= total) break;
    }
    return builder.build(builder.size >= total && total < mostShown);
  },
});

/** `/en-US/Careers/job/…`, `/Careers`, or the address of the interface. */
function siteIn(url: URL): string | undefined {
  const first = pathPart(url, 0) ?? "";
  if (first === "wday") return pathPart(url, 1) === "cxs" ? pathPart(url, 3) : undefined;
  return /^[a-z]{2}(?:-[A-Za-z]{2,4})?$/.test(first) && pathPart(url, 1) !== undefined ? pathPart(url, 1) : first;
}

/** The requisition's number, which the path ends with: its other parts change with title and place. */
function idOf({ externalPath }: Row): string {
  return /_([^_/]*\d[^_/]*)$/.exec(externalPath)?.[1] ?? externalPath;
}

function postingOf(row: Row, detail: Detail, page: string, company: string): SourcedPosting {
  const info = detail.jobPostingInfo;
  return {
    externalId: idOf(row),
    url: info.externalUrl ?? page,
    ...(info.startDate === undefined ? {} : { publishedAt: info.startDate }),
    title: info.title?.trim() || row.title,
    company: detail.hiringOrganization?.name?.trim() || company,
    location: locationOf(row, info),
    text: info.jobDescription ?? "",
    format: "html",
    ...stated({ modes: modesOf(info.remoteType), employment: employmentsOf(info.timeType) }),
  };
}

/** The list rolls several places up into "3 Locations"; the detail names them, and the country only where they do not. */
function locationOf(row: Row, info: Detail["jobPostingInfo"]): string | null {
  const named = joinedLocations([info.location, ...(info.additionalLocations ?? [])]);
  return named ?? joinedLocations([row.locationsText, info.country?.descriptor]);
}
