import { z } from "zod";
import type { Mode, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { placeText } from "../fields.ts";
import { readPages } from "../pages.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource, SourceError } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Detail, List, Listed } from "./schema.ts";

const companyName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const limits = { size: 100, most: 10_000 };

/** Company boards hosted by SmartRecruiters: public JSON, no key, pages of 100, a request for each new posting. */
export const smartrecruiters = defineSource({
  id: "smartrecruiters",
  title: "SmartRecruiters boards",
  docs: "https://developers.smartrecruiters.com/docs/posting-api",
  options: z.strictObject({
    company: z
      .string()
      .regex(companyName, "expected the name in careers.smartrecruiters.com/<name>")
      .describe("Name of the company: the first part of careers.smartrecruiters.com/<company>"),
    baseUrl,
  }),
  board: ({ company }) => company,
  recognise(url) {
    const company = boardIf(companyName, companyIn(url));
    return company === undefined ? undefined : { company };
  },
  async snapshot({ company, baseUrl }, context) {
    const { http } = context;
    const ask = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
      await http.json(apiUrl("https://api.smartrecruiters.com", baseUrl, `/v1/companies/${company}${path}`), schema, {
        ...boardFetch,
        isPart: true,
      });
    const { items, total, isCut } = await readPages(limits, context, async (offset) => {
      const page = await ask(`/postings?limit=${limits.size}&offset=${offset}`, List);
      return { items: page.content, total: page.totalFound };
    });
    // The list is empty for companies that do not exist, too; their departments are not found.
    if (total === 0) await ask("/departments", z.unknown());
    const builder = new SnapshotBuilder();
    for (const [index, item] of items.entries()) {
      builder.addItem(item, index, Listed, (listed) => ({
        externalId: listed.id,
        outline: JSON.stringify(listed),
        read: async () => postingOf(listed, await ask(`/postings/${encodeURIComponent(listed.id)}`, Detail), company),
      }));
    }
    return isCut ? builder.buildWindow() : builder.build(items.length === total && builder.size === total);
  },
});

function companyIn(url: URL): string | undefined {
  if (url.hostname === "api.smartrecruiters.com") return pathPart(url, 2);
  if (!["jobs.smartrecruiters.com", "careers.smartrecruiters.com"].includes(url.hostname)) return undefined;
  const first = pathPart(url, 0);
  // The form for applicants, /oneclick-ui/company/<company>/publication/<id>, and the vendor's search over all companies.
  if (first === "oneclick-ui") return pathPart(url, 2);
  return first === "sr-jobs" ? undefined : first;
}

function postingOf(listed: Listed, detail: Detail, company: string): SourcedPosting {
  if (detail.active === false) {
    throw new SourceError("gone", "smartrecruiters", `expected ${listed.id} to be active, got one that is not`);
  }
  const { jobDescription, qualifications, additionalInformation, companyDescription } = detail.jobAd?.sections ?? {};
  const { typeOfEmployment } = listed;
  return {
    externalId: listed.id,
    url: detail.postingUrl ?? `https://jobs.smartrecruiters.com/${company}/${encodeURIComponent(listed.id)}`,
    ...(typeof detail.applyUrl === "string" ? { applyUrl: detail.applyUrl } : {}),
    ...(listed.releasedDate === undefined ? {} : { publishedAt: listed.releasedDate }),
    title: listed.name,
    company: listed.company?.name?.trim() || companyOfBoard(company),
    location: locationOf(listed),
    text: joinedSections(
      [companyDescription, jobDescription, qualifications, additionalInformation].map((section) => ({
        heading: section?.title,
        html: section?.text,
      })),
    ),
    format: "html",
    ...stated({
      modes: modesIn(listed),
      employment: employmentsOf(typeOfEmployment?.label || typeOfEmployment?.id),
    }),
  };
}

function locationOf({ location }: Listed): string | null {
  const { city, region, country, fullLocation } = location ?? {};
  return placeText(...(fullLocation ?? "").split(",")) ?? placeText(city, region, country?.toUpperCase());
}

/** Neither is what employers get who say nothing. */
function modesIn({ location }: Listed): readonly Mode[] {
  if (location?.hybrid === true) return ["hybrid"];
  return location?.remote === true ? ["remote"] : [];
}
