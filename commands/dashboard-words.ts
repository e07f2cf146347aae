import type { Dashboard } from "../src/charts/dashboard.ts";
import { list, type ReplyPart, text } from "./reply.ts";

/** All that a dashboard shows, in words. */
export function dashboardWords({
  title,
  subtitle,
  summary,
}: Dashboard): readonly Exclude<ReplyPart, { kind: "dashboard" }>[] {
  return [text(`${title}: ${subtitle}.`), list(summary)];
}
