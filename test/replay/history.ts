/** Which postings stood on which boards on which day: as it was captured, or made up in the same shape. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Random } from "../../src/clock.ts";

export const vendors = ["ashby", "greenhouse", "lever"] as const;
export type Vendor = (typeof vendors)[number];

export interface ReplayedPosting {
  readonly id: string;
  readonly title: string;
  readonly location: string | null;
  readonly publishedAt: string | null;
  /** By day from 0 on. */
  readonly days: ReadonlySet<number>;
}

export interface ReplayedBoard {
  readonly vendor: Vendor;
  readonly name: string;
  readonly postings: readonly ReplayedPosting[];
}

export interface History {
  readonly days: number;
  readonly boards: readonly ReplayedBoard[];
}

const folder = new URL("../../../shared/data/replay/", import.meta.url);

const Captured = z.object({
  job_uid: z.string(),
  source: z.enum(vendors),
  company: z.string(),
  title: z.string(),
  location_raw: z.string().nullish(),
  published_at: z.string().nullish(),
});
const Presence = z.object({ job_uid: z.string(), first_day: z.iso.date(), last_day: z.iso.date(), ndays: z.int() });

/** The captured history; undefined where ../shared is missing. */
export function capturedHistory(): History | undefined {
  if (!existsSync(folder)) return undefined;
  const presences = new Map(linesOf("presence.jsonl", Presence).map((presence) => [presence.job_uid, presence]));
  const days = [...presences.values()].flatMap(({ first_day, last_day }) => [dayOf(first_day), dayOf(last_day)]);
  const firstDay = Math.min(...days);
  const byBoard = Map.groupBy(linesOf("jobs.jsonl", Captured), ({ source, company }) => `${source}:${company}`);
  const boards = [...byBoard.values()].flatMap((jobs): ReplayedBoard[] => {
    const [first] = jobs;
    if (first === undefined) return [];
    const postings = jobs.map((job): ReplayedPosting => {
      const presence = presences.get(job.job_uid);
      if (presence === undefined) throw new Error(`replay: expected to know when ${job.job_uid} was there`);
      return {
        id: job.job_uid.slice(`${job.source}:${job.company}:`.length),
        title: job.title,
        location: job.location_raw ?? null,
        publishedAt: job.published_at ?? null,
        days: presentDays(dayOf(presence.first_day) - firstDay, dayOf(presence.last_day) - firstDay, presence.ndays),
      };
    });
    return [{ vendor: first.source, name: first.company, postings }];
  });
  return { boards, days: Math.max(...days) - firstDay + 1 };
}

/** Boards whose postings come, go and come back. */
export function inventedHistory(boardCount: number, days: number, random: Random): History {
  const boards = Array.from({ length: boardCount }, (_, index): ReplayedBoard => {
    const count = 10 + Math.floor(random.next() * 30);
    return {
      vendor: vendors[index % vendors.length] ?? "ashby",
      name: `board-${index}`,
      postings: Array.from({ length: count }, (_, n) => inventedPosting(`${index}${n}`, days, random)),
    };
  });
  return { boards, days };
}

function inventedPosting(id: string, days: number, random: Random): ReplayedPosting {
  const isOld = random.next() < 0.8;
  const first = isOld ? 0 : Math.floor(random.next() * days);
  const last = random.next() < 0.7 ? days - 1 : first + Math.floor(random.next() * (days - first));
  const span = last - first + 1;
  const present = random.next() < 0.1 ? Math.max(1, Math.floor(span * random.next())) : span;
  return {
    id,
    title: `Engineer ${id}`,
    location: random.next() < 0.5 ? "Berlin, Germany" : null,
    publishedAt: null,
    days: presentDays(first, last, present),
  };
}

/** What was away for some days in between was so in their middle. */
function presentDays(first: number, last: number, count: number): ReadonlySet<number> {
  const span = last - first + 1;
  const before = Math.max(1, Math.floor(count / 2));
  const days = Array.from({ length: span }, (_, at) => first + at);
  return new Set(count >= span ? days : days.filter((_, at) => at < before || at >= span - (count - before)));
}

function linesOf<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema>[] {
  return readFileSync(new URL(file, folder), "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}
