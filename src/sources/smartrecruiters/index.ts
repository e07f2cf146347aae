import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, flaggedModes, stated } from "../stated.ts";
import { Detail, Page, Row } from "./schema.ts";

const companyId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const hosts = new Set(["careers.smartrecruiters.com", "jobs.smartrecruiters.com"]);
const perPage = 100;
/** Ten thousand postings; the largest board that was seen has half of that. */
const mostPages = 100;

/** Company boards hosted by SmartRecruiters: public JSON in pages, no key, the text of each posting apart. */
export const smartrecruiters = defineSource({
  id: "smartrecruiters",
  title: "SmartRecruiters boards",
  docs: "https://developers.smartrecruiters.com/docs/posting-api",
  options: z.strictObject({
    company: z
      .string()
      .regex(companyId, "expected the name in careers.smartrecruiters.com/<name>")
      .describe("Name of the company: the last part of careers.smartrecruiters.com/<company>"),
    baseUrl,
  }),
  board: ({ company }) => company,
  recognise(url) {
    const isApi = url.hostname === "api.smartrecruiters.com";
    if (!isApi && !hosts.has(url.hostname)) return undefined;
    const company = boardIf(companyId, pathPart(url, isApi ? 2 : 0));
    return company === undefined ? undefined : { company };
  },
  async snapshot({ company, baseUrl }, { http, progress }) {
    const address = (path: string) =>
      apiUrl("https://api.smartrecruiters.com", baseUrl, `/v1/companies/${company}${path}`);
    const builder = new SnapshotBuilder();
    let read = 0;
    let total = 0;
    for (let page = 0; page < mostPages; page++) {
      const url = address(`/postings?limit=${perPage}&offset=${page * perPage}`);
      const { content, totalFound } = await http.json(url, Page, boardFetch);
      total = totalFound;
      // It answers so for every company that it has never heard of, too; only this says which of both it is.
      if (page === 0 && totalFound === 0) await http.json(address("/departments"), z.unknown(), boardFetch);
      for (const [index, row] of content.entries()) {
        builder.addItem(row, read + index, Row, (item) => ({
          externalId: item.id,
          outline: JSON.stringify(item),
          async read() {
            const detail = await http.json(address(`/postings/${encodeURIComponent(item.id)}`), Detail, boardFetch);
            return postingOf(item, detail, company);
          },
        }));
      }
      read += content.length;
      progress(read, total);
      if (content.length === 0 || read >= total) break;
    }
    // Pages drift while they are read: a posting that slipped from one to another was seen twice, or not at all.
    return builder.build(builder.size >= total);
  },
});

function postingOf(row: Row, detail: Detail, board: string): SourcedPosting {
  const { location } = row;
  const sections = detail.jobAd?.sections;
  const all = [
    sections?.companyDescription,
    sections?.jobDescription,
    sections?.qualifications,
    sections?.additionalInformation,
  ];
  return {
    externalId: row.id,
    url: detail.postingUrl ?? `https://jobs.smartrecruiters.com/${board}/${row.id}`,
    ...(typeof detail.applyUrl === "string" ? { applyUrl: detail.applyUrl } : {}),
    ...(row.releasedDate === undefined ? {} : { publishedAt: row.releasedDate }),
    title: row.name,
    company: row.company?.name?.trim() || companyOfBoard(board),
    location: joinedLocations([
      location?.fullLocation ?? placeText(location?.city, location?.region, location?.country?.toUpperCase()),
    ]),
    text: joinedSections(all.map((section) => ({ heading: section?.title, html: section?.text }))),
    format: "html",
    ...stated({
      modes: flaggedModes({ remote: location?.remote, hybrid: location?.hybrid }),
      employment: employmentsOf(row.typeOfEmployment?.label),
    }),
  };
}
