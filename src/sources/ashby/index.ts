import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch, boardIf, companyOfBoard, pathPart } from "../board-api.ts";
import { joinedLocations, placeText } from "../fields.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { employmentsOf, periodIn, modesOf, stated, widestPay } from "../stated.ts";
import { Board, Job, Unlisted } from "./schema.ts";

/** Names may hold dots, blanks and capitals; whether case matters differs from board to board. */
const boardName = /^[\p{L}\p{N}][\p{L}\p{N} ._&'()+-]{0,99}$/u;

/** Company boards hosted by Ashby: public JSON, no key, one page. */
export const ashby = defineSource({
  id: "ashby",
  title: "Ashby boards",
  docs: "https://developers.ashbyhq.com/docs/public-job-posting-api",
  options: z.strictObject({
    board: z
      .string()
      .regex(boardName, "expected the name in jobs.ashbyhq.com/<name>")
      .describe("Name of the board: the last part of jobs.ashbyhq.com/<board>"),
    baseUrl,
  }),
  board: ({ board }) => board,
  recognise(url) {
    const at = ["jobs.ashbyhq.com", "api.ashbyhq.com"].indexOf(url.hostname);
    if (at === -1) return undefined;
    const board = boardIf(boardName, pathPart(url, at === 0 ? 0 : 2));
    return board === undefined ? undefined : { board };
  },
  async snapshot({ board, baseUrl }, { http }) {
    const path = `/posting-api/job-board/${encodeURIComponent(board)}?includeCompensation=true`;
    const { jobs } = await http.json(apiUrl("https://api.ashbyhq.com", baseUrl, path), Board, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, job] of jobs.entries()) {
      if (Unlisted.safeParse(job).success) continue;
      builder.addItem(job, index, Job, (item) => postingOf(item, board));
    }
    return builder.build();
  },
});

function postingOf(job: Job, board: string): SourcedPosting {
  const { descriptionHtml, descriptionPlain } = job;
  const hasHtml = (descriptionHtml ?? "") !== "";
  return {
    externalId: job.id,
    url: job.jobUrl,
    ...(typeof job.applyUrl === "string" ? { applyUrl: job.applyUrl } : {}),
    ...(job.publishedAt === undefined ? {} : { publishedAt: job.publishedAt }),
    title: job.title,
    company: companyOfBoard(board),
    location: locationOf(job),
    text: (hasHtml ? descriptionHtml : descriptionPlain) ?? "",
    format: hasHtml ? "html" : "plain",
    ...stated({ modes: modesIn(job), employment: employmentsOf(job.employmentType), pay: payIn(job) }),
  };
}

/** Addresses stand in only where no location is named: `Europe` comes with an address in the United States. */
function locationOf({ location, secondaryLocations, address }: Job): string | null {
  const named = joinedLocations([location, ...(secondaryLocations ?? []).map((each) => each.location)]);
  if (named !== null) return named;
  const { addressLocality, addressRegion, addressCountry } = address?.postalAddress ?? {};
  return placeText(addressLocality, addressRegion, addressCountry);
}

/** `isRemote` is true of hybrid work too, so it counts only where nothing better is said. */
function modesIn({ workplaceType, isRemote }: Job) {
  if ((workplaceType ?? "") !== "") return modesOf(workplaceType);
  return isRemote === true ? modesOf("remote") : [];
}

function payIn({ compensation, shouldDisplayCompensationOnJobPostings }: Job) {
  if (shouldDisplayCompensationOnJobPostings === false) return null;
  const salaries = (compensation?.summaryComponents ?? []).filter(
    ({ compensationType }) => compensationType === "Salary",
  );
  return widestPay(
    salaries.map(({ minValue, maxValue, currencyCode, interval }) => ({
      min: minValue,
      max: maxValue,
      currency: currencyCode,
      period: periodIn(interval),
    })),
  );
}
