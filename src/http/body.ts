import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { HttpError, redactUrl } from "./http-error.ts";
import { headerOf, type TransportResponse } from "./transport.ts";

/** What this client can decode, and so all that it asks for. */
export const acceptedEncodings = "gzip, br";

const growth = 256 * 1024;

/**
 * Reads a body and stops at `maxBytes`, counted after decompression: a small compressed body can hold gigabytes.
 *
 * @throws HttpError `too-large`, or `schema` for an encoding that was not asked for. What the stream throws passes
 * through.
 */
export async function readBody(
  response: TransportResponse,
  url: URL,
  maxBytes: number,
  isCut = false,
): Promise<Buffer> {
  const { body, headers } = response;
  const tooLarge = () => largerThan(maxBytes, url);
  // Grows in place: a board of 30 MB that is gathered in pieces and then joined is there twice.
  const space = new ArrayBuffer(0, { maxByteLength: maxBytes });
  let bytes = 0;
  const collect = async (decoded: AsyncIterable<Buffer>) => {
    for await (const chunk of decoded) {
      const end = bytes + chunk.length;
      if (end > maxBytes && !isCut) throw tooLarge();
      const part = chunk.subarray(0, maxBytes - bytes);
      if (bytes + part.length > space.byteLength) space.resize(Math.min(maxBytes, end + growth));
      new Uint8Array(space, bytes, part.length).set(part);
      bytes += part.length;
      if (end > maxBytes) break;
    }
  };
  const encoding = headerOf(headers, "content-encoding")?.trim().toLowerCase() ?? "identity";
  switch (encoding) {
    case "identity":
    case "":
      if (!isCut && Number(headerOf(headers, "content-length")) > maxBytes) {
        discard(response);
        throw tooLarge();
      }
      await pipeline(body, collect);
      break;
    case "gzip":
    case "x-gzip":
      await pipeline(body, createGunzip(), collect);
      break;
    case "br":
      await pipeline(body, createBrotliDecompress(), collect);
      break;
    default:
      discard(response);
      throw new HttpError(
        "schema",
        `http: expected an answer in gzip, br or no encoding from ${redactUrl(url)}, got "${encoding.slice(0, 40)}"`,
        { url: redactUrl(url), status: response.status },
      );
  }
  space.resize(bytes);
  return Buffer.from(space);
}

export function largerThan(maxBytes: number, url: URL): HttpError {
  return new HttpError("too-large", `http: expected at most ${maxBytes} bytes from ${redactUrl(url)}, got more`, {
    url: redactUrl(url),
  });
}

/** Gives up on a body that nobody wants to read; its connection goes with it. */
export function discard({ body }: TransportResponse): void {
  body.on("error", () => {});
  body.destroy();
}
