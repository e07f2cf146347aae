import type { PostedClause } from "../filter.ts";
import { evidenceFor, fail, type Finding, pass, type PostingView, unknown } from "./finding.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The age by what the source says, else by the date in the text, whose whole day counts. Without either, what we have
 * known for longer than asked is too old, and the rest is unknown: we may have come late.
 */
export function testPosted({ maxAgeHours }: PostedClause, posting: PostingView, now: number): Finding {
  const { publishedAt, firstSeenAt, reading } = posting;
  const evidence = evidenceFor(posting, "posted");
  const isRecent = (time: number): boolean => now - time <= maxAgeHours * hourMs;
  if (publishedAt !== null) return dated(isRecent(publishedAt), dayOf(publishedAt), []);
  const day = reading.facts.posted === null ? Number.NaN : Date.parse(reading.facts.posted);
  if (!Number.isNaN(day)) return dated(isRecent(day + dayMs), dayOf(day), evidence);
  return isRecent(firstSeenAt) ? unknown("date not stated") : fail(`known since ${dayOf(firstSeenAt)}`, []);
}

function dated(isRecent: boolean, day: string, evidence: Finding["evidence"]): Finding {
  return isRecent ? pass(`posted ${day}`, evidence) : fail(`posted ${day}`, evidence);
}

function dayOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "at a time that is none" : date.toISOString().slice(0, 10);
}
