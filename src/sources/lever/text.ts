import type { Job } from "./schema.ts";

/**
 * The whole posting as HTML. `description` is only its beginning: what the work is and whom they want stands in
 * `lists`, the rest in `additional` and `salaryDescription`.
 */
export function textOf(job: Job): string {
  const lists = (job.lists ?? []).map(({ text, content }) => {
    const heading = (text ?? "").trim();
    return `${heading === "" ? "" : `<h3>${escaped(heading)}</h3>`}<ul>${content ?? ""}</ul>`;
  });
  return [
    htmlOf(job.description, job.descriptionPlain),
    ...lists,
    htmlOf(job.additional, job.additionalPlain),
    job.salaryDescription ?? "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function htmlOf(html: string | null | undefined, plain: string | null | undefined): string {
  if ((html ?? "") !== "") return html ?? "";
  return escaped(plain ?? "").replace(/\n/g, "<br>");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
