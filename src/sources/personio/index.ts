import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, companyOfBoard } from "../board-api.ts";
import { companyIn, companyOption } from "../company-host.ts";
import { joinedLocations } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { childOf, childrenOf, childText, markupIn, textIn, type XmlElement } from "../xml.ts";
import { xmlAnswer } from "../xml-answer.ts";
import { Position } from "./schema.ts";

const tlds = ["de", "com"] as const;

/** Company boards hosted by Personio: public XML, no key, one page. */
export const personio = defineSource({
  id: "personio",
  title: "Personio boards",
  docs: "https://developer.personio.de/docs/retrieving-open-job-positions",
  options: z.strictObject({
    company: companyOption("jobs.personio.de"),
    tld: z.enum(tlds).default("de").describe("Whether the board is on jobs.personio.de or jobs.personio.com"),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "expected two letters, such as en")
      .optional()
      .describe("In which language to read the postings, such as en; the company's own when left out"),
    baseUrl,
  }),
  board: ({ company, tld, language }) =>
    [tld === "com" ? `com/${company}` : company, language].filter(Boolean).join("/"),
  recognise(url) {
    const found = companyIn(
      url,
      tlds.map((tld) => `jobs.personio.${tld}`),
    );
    if (found === undefined) return undefined;
    const { company } = found;
    const language = url.searchParams.get("language") ?? "";
    return {
      company,
      ...(found.domain.endsWith(".com") ? { tld: "com" as const } : {}),
      ...(/^[a-z]{2}$/.test(language) ? { language } : {}),
    };
  },
  async snapshot({ company, tld, language, baseUrl }, { http }) {
    const host = `https://${company}.jobs.personio.${tld}`;
    const query = language === undefined ? "" : `?language=${language}`;
    const answer = await http.text(apiUrl(host, baseUrl, `/xml${query}`), { ...boardFetch, accept: "application/xml" });
    const root = xmlAnswer(answer, "personio", ["workzag-jobs"]);
    const builder = new SnapshotBuilder();
    for (const [index, position] of childrenOf(root, "position").entries()) {
      builder.addItem(fieldsOf(position), index, Position, (item) => postingOf(item, company, host + "/job/", query));
    }
    return builder.build();
  },
});

function fieldsOf(position: XmlElement): unknown {
  const additional = childOf(position, "additionaloffices");
  const descriptions = childOf(position, "jobdescriptions");
  return {
    id: childText(position, "id"),
    name: childText(position, "name"),
    subcompany: childText(position, "subcompany"),
    offices: [...childrenOf(position, "office"), ...(additional ? childrenOf(additional, "office") : [])].flatMap(
      (office) => textIn(office) ?? [],
    ),
    employmentType: childText(position, "employmenttype"),
    schedule: childText(position, "schedule"),
    createdAt: childText(position, "createdat"),
    sections: (descriptions ? childrenOf(descriptions, "jobdescription") : []).map((section) => {
      const value = childOf(section, "value");
      return { heading: childText(section, "name"), html: value === undefined ? "" : markupIn(value) };
    }),
  };
}

function postingOf(position: Position, board: string, address: string, query: string): SourcedPosting {
  const { employmentType = "", schedule = "" } = position;
  return {
    externalId: position.id,
    url: `${address}${encodeURIComponent(position.id)}${query}`,
    ...(position.createdAt === undefined ? {} : { publishedAt: position.createdAt }),
    title: position.name,
    company: position.subcompany ?? companyOfBoard(board),
    location: joinedLocations(position.offices),
    text: joinedSections(position.sections),
    format: "html",
    ...stated({
      employment: employmentsOf(`${employmentType} ${schedule}`.replace("working_student", "working student")),
    }),
  };
}
