import { z } from "zod";
import type { SourcedPosting } from "../../posting/posting.ts";
import { apiUrl, baseUrl, boardFetch } from "../board-api.ts";
import { joinedLocations } from "../fields.ts";
import { filtersIn, isOn, pathIn, queryOf } from "../list-filters.ts";
import { remoteLocation } from "../remote-location.ts";
import { SnapshotBuilder } from "../snapshot-builder.ts";
import { defineSource } from "../source.ts";
import { stated, widestPay } from "../stated.ts";
import { Job, Legal, Listing } from "./schema.ts";

const tagName = /^[a-z0-9][a-z0-9+#.-]{0,49}$/;

/** The newest hundred or so postings of Remote OK, of all kinds or with one tag: public JSON, no key. */
export const remoteok = defineSource({
  id: "remoteok",
  title: "Remote OK",
  docs: "https://remoteok.com/api",
  terms: { minEveryMs: 3_600_000, credit: "Remote OK" },
  options: z.strictObject({
    tag: z
      .string()
      .regex(tagName, "expected a tag of Remote OK in lower case, such as golang")
      .optional()
      .describe("Only postings with this tag: golang of remoteok.com/remote-golang-jobs; all kinds by default"),
    baseUrl,
  }),
  board: ({ tag }) => tag ?? "all",
  recognise(url) {
    if (!isOn(url, "remoteok.com") && !isOn(url, "remoteok.io")) return undefined;
    const path = pathIn(url);
    const tag = /^remote-(.+)-jobs$/.exec(path)?.[1] ?? filtersIn(url, ["tag"]).tag;
    if (tag !== undefined) return tagName.test(tag) && /^(?:api|remote-.+-jobs)$/.test(path) ? { tag } : undefined;
    return ["", "api", "remote-jobs", "remote-jobs.rss"].includes(path) ? {} : undefined;
  },
  async snapshot({ tag, baseUrl }, { http }) {
    const path = tag === undefined ? "/api" : `/api?${queryOf({ tag })}`;
    const items = await http.json(apiUrl("https://remoteok.com", baseUrl, path), Listing, boardFetch);
    const builder = new SnapshotBuilder();
    for (const [index, item] of items.entries()) {
      if (index === 0 && Legal.safeParse(item).success) continue;
      builder.addItem(item, index, Job, postingOf);
    }
    return builder.buildWindow();
  },
});

function postingOf(job: Job): SourcedPosting {
  const text = withoutProof(job.description ?? "");
  const isRemote = !saysOtherwise([job.position, job.location ?? "", text].join("\n"));
  const places = [job.location?.replace(/[\s,]+$/, "")];
  return {
    externalId: job.id,
    url: job.url,
    ...(typeof job.apply_url === "string" ? { applyUrl: job.apply_url } : {}),
    ...(typeof job.epoch === "number" ? { publishedAt: job.epoch * 1000 } : {}),
    title: job.position,
    company: job.company?.trim() || null,
    location: isRemote ? remoteLocation(places) : joinedLocations(places),
    text,
    format: "html",
    ...stated({
      modes: isRemote ? ["remote"] : [],
      pay: widestPay([{ min: job.salary_min, max: job.salary_max, currency: "USD", period: "year" }]),
    }),
  };
}

/** What the board appends to every text to tell people from programs: it holds the address of whoever asks. */
const proof =
  /\s*Please mention the word \S{1,60} (?:and tag \S{1,100} )?when applying to show you read the job post[^.]{0,200}\.(?: This is a beta feature[^.]{0,200}\.)?(?: Companies can search these words[^.]{0,200}\.)?/g;

function withoutProof(text: string): string {
  return text.replace(proof, "").replace(/(?:\s|<br\s?\/?>)+$/, "");
}

/** The board is one of remote work, but not all that is on it is. */
function saysOtherwise(text: string): boolean {
  return /\b(?:hybrid|on-?site|in[- ]office)\b/i.test(text);
}
