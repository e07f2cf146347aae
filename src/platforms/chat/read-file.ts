import { checkFileSize, mostFileBytes, textOfFile } from "../../../commands/given-file.ts";
import { hostOf } from "../../http/host-of.ts";
import { messageOf, RolecallError, UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";

/** One address that holds a file, never one that a person wrote. */
export interface FileRequest {
  readonly url: string;
  /** Decoded bytes; more than these are an error with the code `too-large`. */
  readonly maxBytes: number;
  /** `host:port` that may be a private one, because the operator named it. */
  readonly allowHosts: readonly string[];
  /** Headers for this origin alone. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** Fetches text without leaving the origin. @throws RolecallError with a code of the HTTP client's: `too-large`, `not-found`, `gone`. */
export type FetchFile = (request: FileRequest) => Promise<string>;

/** A file that somebody has handed to a platform, as the platform itself tells of it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: number;
  readonly url: string;
}

export interface FileReading {
  /** As people call it. */
  readonly platform: string;
  /** Where the platform keeps files, such as `https://cdn.discordapp.com`: nothing else is fetched. */
  readonly origins: readonly string[];
  /** Of the operator's own stand-in for the platform. */
  readonly allowHosts?: readonly string[];
  readonly credentials?: Readonly<Record<string, string>>;
  readonly fetchFile: FetchFile;
  readonly log: Log;
}

/** Of the HTTP client; what is only asked for too often is there all the same. */
function isGone({ code, fields }: RolecallError): boolean {
  return (
    code === "not-found" ||
    code === "gone" ||
    (code === "blocked" && fields["status"] !== 429 && fields["reason"] !== "held")
  );
}

/**
 * Reads a file that somebody has handed over.
 *
 * @throws UserError `file` where it is too large, no text, or cannot be had; RolecallError `file-address` where it is said to lie
 *   where the platform keeps none.
 */
export async function readGivenFile({ name, bytes, url }: GivenFile, reading: FileReading): Promise<string> {
  const { platform, origins, allowHosts = [], credentials = {}, fetchFile, log } = reading;
  checkFileSize(name, bytes);
  const origin = URL.canParse(url) ? new URL(url).origin : "none";
  if (!origins.includes(origin)) {
    const expected = `expected a file at ${origins.join(" or ")}, got one at ${origin}`;
    throw new RolecallError("file-address", `${platform}: ${expected}.`, { origin });
  }
  return textOfFile(name, await fetched());

  async function fetched(): Promise<string> {
    try {
      return await fetchFile({ url, maxBytes: mostFileBytes, allowHosts, credentials });
    } catch (error) {
      if (!(error instanceof RolecallError)) throw error;
      const { code } = error;
      // It was said to be smaller than it is.
      if (code === "too-large") checkFileSize(name, mostFileBytes + 1);
      log.warn({ code, error: messageOf(error), platform }, "a file that was handed over could not be fetched");
      throw new UserError(
        "file",
        isGone(error)
          ? `${platform} has ${name} no more: hand it over anew.`
          : `${platform} does not give out ${name} just now: try again in a minute.`,
      );
    }
  }
}

/**
 * Where a platform keeps files, and what may be private of that.
 *
 * @param keeps Origin of its files.
 * @param platform Origin of the platform itself.
 * @param apiUrl Where it is asked: the platform, or what the operator has put in its place.
 */
export function fileOrigins(
  keeps: string,
  platform: string,
  apiUrl: string,
): { readonly origins: readonly string[]; readonly allowHosts: readonly string[] } {
  const { origin } = new URL(apiUrl);
  // What stands in for the platform keeps its files itself.
  const own = origin === platform ? [] : [origin];
  return { origins: [keeps, ...own], allowHosts: own.map(hostOf) };
}
