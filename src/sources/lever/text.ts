import { joinedSections, plainAsHtml } from "../html-sections.ts";
import type { Job } from "./schema.ts";

/**
 * The whole posting as HTML. `description` is only its beginning: what the work is and whom they want stands in
 * `lists`, the rest in `additional` and `salaryDescription`.
 */
export function textOf(job: Job): string {
  return joinedSections([
    { html: htmlOf(job.description, job.descriptionPlain) },
    ...(job.lists ?? []).map(({ text, content }) => ({ heading: text, html: `<ul>${content ?? ""}</ul>` })),
    { html: htmlOf(job.additional, job.additionalPlain) },
    { html: job.salaryDescription },
  ]);
}

function htmlOf(html: string | null | undefined, plain: string | null | undefined): string {
  return (html ?? "") === "" ? plainAsHtml(plain) : (html ?? "");
}
