import { Tokenizer } from "htmlparser2";

export interface HtmlVisitor {
  /** An opening tag. Names are in lower case; of an attribute that stands twice the first one counts. */
  readonly onTag?: (name: string, attributes: ReadonlyMap<string, string>) => void;
  /** Text with its entities decoded, in pieces. */
  readonly onText?: (text: string) => void;
  /** A closing tag, whether or not something of its name is open. */
  readonly onEnd?: (name: string) => void;
}

/**
 * Walks over the tags and texts of a page. It keeps no list of what is open, so that the time is linear in the length
 * however the tags are nested: htmlparser2's own `Parser` takes minutes for a page of tags that are never closed.
 */
export function readHtml(html: string, { onTag, onText, onEnd }: HtmlVisitor): void {
  let name = "";
  let attributes = new Map<string, string>();
  let attribute = "";
  let value = "";

  const endTag = () => onTag?.(name, attributes);
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => onText?.(html.slice(start, end)),
      ontextentity: (codePoint) => onText?.(String.fromCodePoint(codePoint)),
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = "";
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onclosetag: (start, end) => onEnd?.(html.slice(start, end).toLowerCase()),
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
