import type { FetchedText } from "../http/http-client.ts";
import { messageOf } from "../errors.ts";
import { SourceError, type SourceErrorCode } from "./source.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/** Whether an answer is there to the end of its root: one that breaks off is read as far as it goes, and lacks the rest. */
export function isWhole({ text }: Pick<FetchedText, "text">, root: XmlElement): boolean {
  const tail = text.slice(-longestTail).trimEnd().toLowerCase();
  return tail.includes(`</${root.name}`) || (root.children.length === 0 && tail.endsWith("/>"));
}

/** Comments of caches, and what else stands behind the end. */
const longestTail = 10_000;

/**
 * The root of an XML answer.
 *
 * @param expected Names that it may have, in lower case.
 * @throws SourceError `schema` for what has too many elements or is nested too deeply; `code`, `schema` by default, for
 *   what is something else.
 */
export function xmlAnswer(
  { text, url }: FetchedText,
  source: string,
  expected: readonly string[],
  code: SourceErrorCode = "schema",
): XmlElement {
  let root: XmlElement | undefined;
  try {
    root = parseXml(text);
  } catch (error) {
    throw new SourceError("schema", source, messageOf(error), { url: url.origin }, error);
  }
  if (root !== undefined && expected.includes(root.name)) return root;
  const wanted = expected.map((name) => `<${name}>`).join(" or ");
  const got = root === undefined ? "no XML at all" : `<${root.name.slice(0, 40)}>`;
  throw new SourceError(code, source, `expected ${wanted} from ${url.host}, got ${got}`, { url: url.origin });
}
