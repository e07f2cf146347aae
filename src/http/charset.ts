import { isUtf8 } from "node:buffer";
import htmlEncodingSniffer from "html-encoding-sniffer";
import { MIMEType } from "node:util";

/**
 * Text of bytes whose encoding is told by a byte order mark, the `Content-Type`, an XML prolog or a `<meta>`, in this
 * order. What says nothing is UTF-8 if it can be, else windows-1252, as browsers take it.
 */
export function textOf(bytes: Buffer, contentType: string | undefined): string {
  const type = mimeOf(contentType);
  const label = type?.params.get("charset") ?? undefined;
  const encoding = htmlEncodingSniffer(bytes, {
    xml: isXml(bytes, type),
    defaultEncoding: isUtf8(bytes) ? "UTF-8" : "windows-1252",
    ...(label === undefined ? {} : { transportLayerEncodingLabel: label }),
  });
  return decoderOf(encoding).decode(bytes);
}

function isXml(bytes: Buffer, type: MIMEType | undefined): boolean {
  return /(?:^|\+)xml$/.test(type?.subtype ?? "") || bytes.subarray(0, 64).toString("latin1").includes("<?xml");
}

function mimeOf(contentType: string | undefined): MIMEType | undefined {
  try {
    return contentType === undefined ? undefined : new MIMEType(contentType);
  } catch {
    return undefined;
  }
}

/** A rare encoding that this build of Node does not have is read as the one that loses least. */
function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
