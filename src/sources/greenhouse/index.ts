import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, modesOf, stated } from "../stated.ts";
import { unescapedOnce } from "../escaped-html.ts";
import { payOf } from "./pay.ts";
import { Board, Job } from "./schema.ts";

const boardToken = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const hosts = new Set([
  "boards.greenhouse.io",
  "boards.eu.greenhouse.io",
  "job-boards.greenhouse.io",
  "job-boards.eu.greenhouse.io",
]);

/** Company boards hosted by Greenhouse: public JSON, no key, one page. */
export const greenhouse = defineSource({
  id: "greenhouse",
  title: "Greenhouse boards",
  docs: "https://developers.greenhouse.io/job-board.html",
  options: z.strictObject({
    board: z
      .string()
      .regex(boardToken, "expected the token in boards.greenhouse.io/<token>")
      .describe("Token of the board: the last part of boards.greenhouse.io/<board>"),
    baseUrl,
  }),
  board: ({ board }) => board,
  recognise(url) {
    const board = boardIf(boardToken, boardIn(url));
    return board === undefined ? undefined : { board };
  },
  async snapshot({ board, baseUrl }, { http }) {
    const path = `/v1/boards/${board}/jobs?content=true&pay_transparency=true`;
    const { jobs, meta } = await http.json(
      apiUrl("https://boards-api.greenhouse.io", baseUrl, path),
      Board,
      boardFetch,
    );
    const builder = new SnapshotBuilder();
    for (const [index, job] of jobs.entries()) builder.addItem(job, index, Job, (item) => postingOf(item, board));
    return builder.build(jobs.length === meta.total);
  },
});

function boardIn(url: URL): string | null | undefined {
  if (url.hostname === "boards-api.greenhouse.io") return pathPart(url, 2);
  if (!hosts.has(url.hostname)) return undefined;
  return pathPart(url, 0) === "embed" ? url.searchParams.get("for") : pathPart(url, 0);
}

function postingOf(job: Job, board: string): SourcedPosting {
  const company = job.company_name?.trim() ?? "";
  return {
    externalId: job.id,
    url: job.absolute_url,
    ...(job.first_published === undefined ? {} : { publishedAt: job.first_published }),
    title: job.title,
    company: company === "" ? companyOfBoard(board) : company,
    location: locationOf(job),
    text: unescapedOnce(job.content ?? ""),
    format: "html",
    ...stated({
      modes: modesOf(ownField(job, /^work(?:place|ing|site|\s*location)?[\s_-]*(?:type|model|mode|arrangement)$/i)),
      employment: employmentsOf(ownField(job, /^(?:employment|job|contract)[\s_-]*type$/i)),
      pay: payOf(job.pay_input_ranges ?? []),
    }),
  };
}

/** Boards that write `Hybrid` or `In-Office` as the location name their cities as offices. */
function locationOf({ location, offices }: Job): string | null {
  const named = (location?.name ?? "").split(";");
  const says = named.filter((name) => name.trim() !== "" && modesOf(name).length === 0);
  if (says.length > 0) return joinedLocations(named);
  return joinedLocations([...named, ...(offices ?? []).map((office) => office.location?.trim() || office.name)]);
}

/** The value of an employer's own field of a name, where it is one word or phrase. */
function ownField({ metadata }: Job, name: RegExp): string | undefined {
  const field = (metadata ?? []).find((each) => name.test(each.name?.trim() ?? ""));
  return typeof field?.value === "string" ? field.value : undefined;
}
