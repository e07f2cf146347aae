import { UserError } from "../src/errors.ts";

/** Bytes of a file that somebody hands over: the longest lists of feed readers have less. */
export const mostFileBytes = 256 * 1024;

const kibibyte = 1024;
/** All that no text holds, and what stands where bytes could not be read as text. */
const strange = /[^\P{Cc}\t\n\f\r]|\uFFFD/u;

/** @throws UserError `file` where it is larger than can be taken. */
export function checkFileSize(name: string, bytes: number): void {
  if (bytes <= mostFileBytes) return;
  throw new UserError(
    "file",
    `Expected a file of at most ${mostFileBytes / kibibyte} KiB, ${name} has ${Math.ceil(bytes / kibibyte).toLocaleString("en")}: ` +
      "split it, and hand over the parts.",
  );
}

/** What a file says, as an option that takes a file holds it. @throws UserError `file` where it is no text, or empty. */
export function textOfFile(name: string, text: string): string {
  if (strange.test(text)) throw new UserError("file", `Expected a text such as OPML or JSON, ${name} is none.`);
  if (text.trim() === "") throw new UserError("file", `Expected a file with something in it, ${name} is empty.`);
  return text;
}
