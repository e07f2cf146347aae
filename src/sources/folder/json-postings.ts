import { createHash } from "node:crypto";
import { messageOf } from "../../errors.ts";
import { jsonOf } from "../../http/json.ts";
import type { SourcedPosting } from "../../posting/posting.ts";
import { complaintOf, type SnapshotBuilder } from "../snapshot-builder.ts";
import { FilePosting } from "./schema.ts";

/** Takes the postings of a JSON file: one object, or an array of them. */
export function addJson(path: string, text: string, builder: SnapshotBuilder): void {
  const value = parsed(path, text, builder);
  if (value === undefined) return;
  if (!Array.isArray(value)) return addPosting(path, value, path, builder);
  for (const [index, item] of value.entries()) addPosting(`${path}[${index}]`, item, undefined, builder);
}

/** Takes the postings of a JSON Lines file, one object a line; blank lines count as none. */
export function addJsonLines(path: string, text: string, builder: SnapshotBuilder): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const where = `${path}:${index + 1}`;
    const value = parsed(where, line, builder);
    if (value !== undefined) addPosting(where, value, undefined, builder);
  }
}

function parsed(where: string, text: string, builder: SnapshotBuilder): unknown {
  try {
    return jsonOf(text);
  } catch (error) {
    builder.lose(where, `expected JSON: ${messageOf(error)}`);
    return undefined;
  }
}

/** @param ownId The id of a posting that has a file to itself. */
function addPosting(where: string, value: unknown, ownId: string | undefined, builder: SnapshotBuilder): void {
  const result = FilePosting.safeParse(value);
  if (!result.success) return builder.lose(where, complaintOf(result.error));
  const item = result.data;
  if (item.text.trim() === "") return builder.lose(where, "text: expected words, got none");
  builder.add(postingOf(item, item.id ?? ownId ?? idFor(item)));
}

function postingOf(item: FilePosting, externalId: string): SourcedPosting {
  return {
    externalId,
    url: item.url ?? null,
    ...(typeof item.publishedAt === "number" ? { publishedAt: item.publishedAt } : {}),
    title: item.title,
    company: item.company,
    location: item.location,
    text: item.text,
    format: item.format ?? "plain",
  };
}

/**
 * An id for a posting that has none, the same wherever it stands in its file. The text is left out, so that an edit
 * is a change and not another posting, unless nothing else tells one posting from the next.
 */
function idFor({ title, company, location, url, text }: FilePosting): string {
  const names = [title, company, location, url].map((part) => part ?? "");
  const parts = names.every((part) => part === "") ? [text] : names;
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);
}
