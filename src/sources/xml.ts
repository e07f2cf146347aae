import { Parser } from "htmlparser2";

/** An element with what is in it. Names are in lower case, with their prefix: `tt:location`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** Deeper than any feed is, shallow enough for what walks over it. */
const depthLimit = 64;
/** Six of each address in the longest sitemap that there may be. A tree of more takes gigabytes. */
const mostElements = 300_000;

/**
 * XML of strangers, read as it is meant: a stray `&` is one, what is never closed ends with its parent. Nothing is
 * declared by it: a document type is passed over, and only the predefined entities are known.
 *
 * @returns The root element; undefined where there is none.
 * @throws RangeError for what is nested more than 64 deep, or has more than 300,000 elements.
 */
export function parseXml(text: string): XmlElement | undefined {
  const top: { name: string; attributes: Record<string, string>; children: XmlNode[] } = open("", {});
  const path = [top];
  let elements = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (path.length > depthLimit)
          throw new RangeError(`expected XML nested at most ${depthLimit} deep, got deeper`);
        elements += 1;
        if (elements > mostElements) throw new RangeError(`expected at most ${mostElements} elements of XML, got more`);
        const element = open(name.toLowerCase(), attributes);
        path.at(-1)?.children.push(element);
        path.push(element);
      },
      ontext(data) {
        path.at(-1)?.children.push(data);
      },
      onclosetag() {
        path.pop();
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseAttributeNames: true },
  );
  parser.end(text);
  return top.children.find(isElement);
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== "string";
}

/** The children of a name, in their order. */
export function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter(isElement).filter((child) => child.name === name);
}

/** The first child of a name. */
export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child): child is XmlElement => isElement(child) && child.name === name);
}

/** All elements of a name below an element, outermost first; what is within one of them is not looked at. */
export function* elementsIn({ children }: XmlElement, name: string): Generator<XmlElement> {
  for (const child of children.filter(isElement)) {
    if (child.name === name) yield child;
    else yield* elementsIn(child, name);
  }
}

/** The text of an element as people read it, trimmed; undefined where there is none. */
export function textIn(element: XmlElement | undefined): string | undefined {
  const text = element === undefined ? "" : plainText(element).trim();
  return text === "" ? undefined : text;
}

/** The text of the first child of a name, trimmed. */
export function childText(element: XmlElement, name: string): string | undefined {
  return textIn(childOf(element, name));
}

/**
 * What is in an element as HTML: the text in it, which is how feeds carry HTML, with the tags of what was not escaped
 * written out again.
 */
export function markupIn({ children }: XmlElement): string {
  return children
    .map((child) => (isElement(child) ? `<${child.name}>${markupIn(child)}</${child.name}>` : child))
    .join("");
}

function plainText({ children }: XmlElement): string {
  return children.map((child) => (isElement(child) ? plainText(child) : child)).join("");
}

function open(name: string, attributes: Record<string, string>) {
  return { name, attributes, children: [] as XmlNode[] };
}
