import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyAt, companyOption, companyOfBoard } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { sectionsAsHtml } from "../sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, intervalPeriod, stated, widestPay } from "../stated.ts";
import { childrenOf, documentOf } from "../xml.ts";
import { fieldsOf, Position } from "./schema.ts";

const domains = { de: "jobs.personio.de", com: "jobs.personio.com" } as const;

/** Company boards hosted by Personio: public XML, no key, one page. */
export const personio = defineSource({
  id: "personio",
  title: "Personio boards",
  docs: "https://developer.personio.de/docs/retrieving-open-job-positions",
  options: z.strictObject({
    company: companyOption(domains.de),
    domain: z.enum(["de", "com"]).default("de").describe("Ending of the board's address: jobs.personio.de or .com"),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "expected two letters, such as en")
      .optional()
      .describe("Language in which to ask for texts, two letters; by default the company's own"),
    baseUrl,
  }),
  board: ({ company }) => company,
  recognise(url) {
    for (const domain of ["de", "com"] as const) {
      const company = companyAt(url, domains[domain]);
      if (company !== undefined) return domain === "de" ? { company } : { company, domain };
    }
    return undefined;
  },
  async snapshot({ company, domain, language, baseUrl }, { http }) {
    const site = `https://${company}.${domains[domain]}`;
    const query = language === undefined ? "" : `?language=${language}`;
    const { text } = await http.text(apiUrl(site, baseUrl, `/xml${query}`), {
      ...boardFetch,
      accept: "application/xml, text/xml",
    });
    const { root, isWhole } = documentOf(text, "workzag-jobs", "personio");
    const builder = new SnapshotBuilder();
    for (const [index, position] of childrenOf(root, "position").entries()) {
      builder.addItem(fieldsOf(position), index, Position, (item) =>
        postingOf(item, company, `${site}/job/${encodeURIComponent(item.id)}${query}`),
      );
    }
    return builder.build(isWhole);
  },
});

function postingOf(position: Position, company: string, url: string): SourcedPosting {
  const { employmentType, schedule } = position;
  const { min, max, currency, interval } = position.salary;
  return {
    externalId: position.id,
    url,
    ...(position.createdAt === undefined ? {} : { publishedAt: position.createdAt }),
    title: position.name,
    company: position.subcompany ?? companyOfBoard(company),
    location: joinedLocations(position.offices),
    text: sectionsAsHtml(position.sections),
    format: "html",
    ...stated({
      employment: employmentsOf(`${employmentType ?? ""} ${schedule ?? ""}`),
      pay: widestPay([{ min, max, currency, period: intervalPeriod(interval) }]),
    }),
  };
}
