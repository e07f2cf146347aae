import type { Failure } from "../../delivery/platform.ts";
import { messageOf, RolecallError } from "../../errors.ts";

/** Nobody can read what is written any more: a closed pipe, a window that was shut. */
const gone: ReadonlySet<string> = new Set([
  "EPIPE",
  "EIO",
  "EBADF",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "ERR_STREAM_PREMATURE_CLOSE",
  "output-closed",
]);
/** The output takes nothing at the moment: a full disk behind a redirection, a busy terminal. */
const busy: ReadonlySet<string> = new Set(["EAGAIN", "EBUSY", "EDQUOT", "EINTR", "ENOBUFS", "ENOMEM", "ENOSPC"]);

/** What was thrown when the output is already known to be closed. */
export function outputClosed(cause?: unknown): RolecallError {
  return new RolecallError("output-closed", "Terminal: the output is closed, nothing can be shown there.", {}, cause);
}

/** What an error of the terminal means. A card that cannot be laid out is an error without a system's code. */
export function classifyTerminalError(error: unknown): Failure {
  const code = codeOf(error);
  if (code === undefined) {
    return { class: "message", code: "render", reason: `The card could not be shown: ${safeMessageOf(error)}` };
  }
  if (gone.has(code)) return { class: "process", code, reason: "The terminal's output was closed." };
  if (busy.has(code)) return { class: "transient", code, reason: "The terminal's output takes nothing at the moment." };
  return { class: "ambiguous", code, reason: `Writing to the terminal failed: ${safeMessageOf(error)}` };
}

/** Anything can be thrown, also what throws when it is looked at. */
function codeOf(error: unknown): string | undefined {
  try {
    if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
    return typeof error.code === "string" && error.code !== "" ? error.code : undefined;
  } catch {
    return undefined;
  }
}

function safeMessageOf(error: unknown): string {
  try {
    return messageOf(error);
  } catch {
    return "an error that cannot be read";
  }
}
