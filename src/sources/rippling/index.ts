import { z } from "zod";
import type { Employment, SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, stated } from "../stated.ts";
import { Board, Detail, Row } from "./schema.ts";

const boardName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Company boards hosted by Rippling: public JSON, no key, one page, the text of each posting apart. */
export const rippling = defineSource({
  id: "rippling",
  title: "Rippling boards",
  options: z.strictObject({
    board: z
      .string()
      .regex(boardName, "expected the name in ats.rippling.com/<name>")
      .describe("Name of the board: the first part of ats.rippling.com/<board>/jobs"),
    baseUrl,
  }),
  board: ({ board }) => board,
  recognise(url) {
    const board = boardIf(boardName, boardIn(url));
    return board === undefined ? undefined : { board };
  },
  async snapshot({ board, baseUrl }, { http }) {
    const path = `/platform/api/ats/v1/board/${board}/jobs`;
    const jobs = await http.json(apiUrl("https://api.rippling.com", baseUrl, path), Board, boardFetch);
    const builder = new SnapshotBuilder();
    // A posting for three places is there three times, with one place each.
    const byId = new Map<string, Row[]>();
    for (const [index, job] of jobs.entries()) {
      const row = builder.parse(job, index, Row, "uuid");
      if (row !== undefined) byId.set(row.uuid, [...(byId.get(row.uuid) ?? []), row]);
    }
    for (const [externalId, rows] of byId) {
      builder.add({
        externalId,
        outline: JSON.stringify(rows),
        async read() {
          const url = apiUrl("https://api.rippling.com", baseUrl, `${path}/${encodeURIComponent(externalId)}`);
          return postingOf(rows, await http.json(url, Detail, boardFetch), companyOfBoard(board));
        },
      });
    }
    return builder.build();
  },
});

/** `ats.rippling.com/en-GB/acme/jobs` as well as without the language. */
function boardIn(url: URL): string | undefined {
  if (url.hostname === "api.rippling.com") return pathPart(url, 3) === "v1" ? pathPart(url, 5) : undefined;
  if (url.hostname !== "ats.rippling.com") return undefined;
  const first = pathPart(url, 0) ?? "";
  return /^[a-z]{2}-[A-Z]{2}$/.test(first) ? pathPart(url, 1) : first;
}

function postingOf(rows: readonly Row[], detail: Detail, board: string): SourcedPosting {
  const [row] = rows as readonly [Row];
  const { description, employmentType } = detail;
  return {
    externalId: row.uuid,
    url: row.url,
    ...(detail.createdOn === undefined ? {} : { publishedAt: detail.createdOn }),
    title: row.name,
    company: detail.companyName?.trim() || board,
    location: joinedLocations(rows.map(({ workLocation }) => workLocation?.label)),
    text: joinedSections([{ html: description?.role }, { html: description?.company }]),
    format: "html",
    ...stated({ employment: employmentIn(`${employmentType?.label ?? ""} ${employmentType?.id ?? ""}`) }),
  };
}

/** Spelt out, or in the vendor's own codes: `SALARIED_FT`, `HOURLY_PT`. */
function employmentIn(label: string): readonly Employment[] {
  const spelt = employmentsOf(label.replace(/_/g, " "));
  if (spelt.length > 0) return spelt;
  return /_FT\b/.test(label) ? ["full-time"] : /_PT\b/.test(label) ? ["part-time"] : [];
}
