import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetchBelow, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, stated, widestPay } from "../stated.ts";
import { childrenOf } from "../xml.ts";
import { isWhole, xmlAnswer } from "../xml-answer.ts";
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
    const found = companyIn(url, Object.values(domains));
    if (found === undefined) return undefined;
    return found.domain === domains.de
      ? { company: found.company }
      : { company: found.company, domain: "com" as const };
  },
  async snapshot({ company, domain, language, baseUrl }, { http }) {
    const site = `https://${company}.${domains[domain]}`;
    const query = language === undefined ? "" : `?language=${language}`;
    const answer = await http.text(apiUrl(site, baseUrl, `/xml${query}`), {
      ...boardFetchBelow("personio"),
      accept: "application/xml, text/xml",
    });
    const root = xmlAnswer(answer, "personio", ["workzag-jobs"]);
    const builder = new SnapshotBuilder();
    for (const [index, position] of childrenOf(root, "position").entries()) {
      builder.addItem(fieldsOf(position), index, Position, (item) =>
        postingOf(item, company, `${site}/job/${encodeURIComponent(item.id)}${query}`),
      );
    }
    return builder.build(isWhole(answer, root));
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
    text: joinedSections(position.sections),
    format: "html",
    ...stated({
      employment: employmentsOf(`${employmentType ?? ""} ${schedule ?? ""}`),
      pay: widestPay([{ min, max, currency, period: periodIn(interval) }]),
    }),
  };
}
