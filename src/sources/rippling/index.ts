import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { afterLocale, apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { type Rows, rowsByPosting } from "../rows.ts";
import { joinedSections } from "../html-sections.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, stated, widestPay } from "../stated.ts";
import { Detail, List, Row } from "./schema.ts";

const boardName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Company boards hosted by Rippling: public JSON, no key, one page, and a request for each new posting. */
export const rippling = defineSource({
  id: "rippling",
  title: "Rippling boards",
  docs: "https://developer.rippling.com/documentation/job-board-api",
  options: z.strictObject({
    board: z
      .string()
      .regex(boardName, "expected the name in ats.rippling.com/<name>/jobs")
      .describe("Name of the board: the first part of ats.rippling.com/<board>/jobs"),
    baseUrl,
  }),
  board: ({ board }) => board,
  recognise(url) {
    const board = boardIf(boardName, boardIn(url));
    return board === undefined ? undefined : { board };
  },
  async snapshot({ board, baseUrl }, { http }) {
    const ask = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
      await http.json(
        apiUrl("https://api.rippling.com", baseUrl, `/platform/api/ats/v1/board/${board}/jobs${path}`),
        schema,
        boardFetch,
      );
    const jobs = await ask("", List);
    const builder = new SnapshotBuilder();
    const rows = jobs.flatMap((job, index) => builder.parse(job, index, Row, "uuid") ?? []);
    for (const places of rowsByPosting(rows, ({ uuid }) => uuid)) {
      const externalId = places[0].uuid;
      builder.add({
        externalId,
        outline: JSON.stringify(places),
        read: async () => postingOf(places, await ask(`/${encodeURIComponent(externalId)}`, Detail), board),
      });
    }
    return builder.build();
  },
});

function boardIn(url: URL): string | undefined {
  if (url.hostname === "api.rippling.com") return pathPart(url, 5);
  if (url.hostname !== "ats.rippling.com") return undefined;
  return pathPart(url, 0) === "api" ? pathPart(url, 3) : pathPart(url, afterLocale(url, ["jobs"]));
}

function postingOf(places: Rows<Row>, detail: Detail, board: string): SourcedPosting {
  const [row] = places;
  const { description, employmentType, workLocations, payRangeDetails } = detail;
  return {
    externalId: row.uuid,
    url: row.url,
    ...(detail.createdOn === undefined ? {} : { publishedAt: detail.createdOn }),
    title: row.name,
    company: detail.companyName?.trim() || companyOfBoard(board),
    location:
      joinedLocations(places.map(({ workLocation }) => workLocation?.label)) ?? joinedLocations(workLocations ?? []),
    text: joinedSections([{ html: description?.role }, { html: description?.company }]),
    format: "html",
    ...stated({
      employment: employmentsOf(`${employmentType?.id ?? ""} ${employmentType?.label ?? ""}`),
      pay: widestPay(
        (payRangeDetails ?? []).map(({ rangeStart, rangeEnd, currency, frequency }) => ({
          min: rangeStart,
          max: rangeEnd,
          currency,
          period: periodIn(frequency),
        })),
      ),
    }),
  };
}
