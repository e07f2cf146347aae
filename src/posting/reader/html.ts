/**
 * HTML to lines in one pass, without a tree: the cost is linear in the length however the tags are nested. Markup of
 * strangers is adversarial, and a parser that keeps a list of every open element is quadratic on 100,000 nested tags.
 */
import { Tokenizer } from "htmlparser2";
import type { RawLine } from "./raw-lines.ts";
import { rawLine, tidy } from "./raw-lines.ts";

/** Elements nested deeper than this are read as text without structure. */
const depthLimit = 512;
const longestBoldHeading = 100;

const dropped = new Set(
  "script style noscript template svg math head title iframe object canvas audio video map select option textarea button dialog".split(
    " ",
  ),
);
const furniture = new Set(["nav", "footer", "aside"]);
const inline = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr img picture source".split(
    " ",
  ),
);
const voids = new Set("area base br col embed frame hr img input link meta param source track wbr".split(" "));
const bold = new Set(["b", "strong"]);

interface Element {
  readonly name: string;
  readonly isDropped: boolean;
  readonly isFurniture: boolean;
}

/** The lines of a page, its scripts, menus and hidden parts gone or marked as furniture. */
export function rawLinesOfHtml(html: string): readonly RawLine[] {
  const lines = new LineWriter();
  const open: Element[] = [];
  let beyondLimit = 0;
  let droppedDepth = 0;
  let furnitureDepth = 0;
  let tag = "";
  let attribute = "";
  let isHidden = false;

  const pop = (element: Element): void => {
    if (element.isDropped) droppedDepth -= 1;
    if (element.isFurniture) furnitureDepth -= 1;
    if (droppedDepth === 0) lines.close(element.name);
    lines.isFurniture = furnitureDepth > 0;
  };
  const push = (): void => {
    if (tag === "br" || tag === "hr") {
      if (droppedDepth === 0) lines.breakLine();
      return;
    }
    if (voids.has(tag)) return;
    for (let top = open.at(-1); top !== undefined && isEndedBy(top.name, tag); top = open.at(-1)) {
      open.pop();
      pop(top);
    }
    if (open.length >= depthLimit) {
      beyondLimit += 1;
      if (droppedDepth === 0 && !inline.has(tag)) lines.breakLine();
      return;
    }
    const element = { name: tag, isDropped: dropped.has(tag) || isHidden, isFurniture: furniture.has(tag) };
    open.push(element);
    if (droppedDepth === 0 && !element.isDropped) lines.open(tag);
    if (element.isDropped) droppedDepth += 1;
    if (element.isFurniture) {
      furnitureDepth += 1;
      lines.isFurniture = true;
    }
  };
  const closeTag = (name: string): void => {
    if (voids.has(name)) return;
    if (beyondLimit > 0) {
      beyondLimit -= 1;
      return;
    }
    const at = open.findLastIndex((element) => element.name === name);
    if (at === -1) return;
    for (const element of open.splice(at).toReversed()) pop(element);
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => {
        if (droppedDepth === 0) lines.write(html.slice(start, end));
      },
      ontextentity: (codePoint) => {
        if (droppedDepth === 0) lines.write(String.fromCodePoint(codePoint));
      },
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        isHidden = false;
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        if (attribute === "hidden") isHidden = true;
      },
      onattribdata: (start, end) => {
        if (attribute === "aria-hidden" && html.slice(start, end) === "true") isHidden = true;
        if (attribute === "style" && /display\s{0,9}:\s{0,9}none/i.test(html.slice(start, end))) isHidden = true;
      },
      onattribentity: () => undefined,
      onattribend: () => undefined,
      onopentagend: push,
      onselfclosingtag: push,
      onclosetag: (start, end) => closeTag(html.slice(start, end).toLowerCase()),
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return lines.end();
}

/** Elements whose end tag authors may leave out: `<li>` ends the `<li>` before it, any block ends a `<p>`. */
function isEndedBy(open: string, next: string): boolean {
  if (open === "p") return !inline.has(next);
  if (open === "li") return next === "li";
  if (open === "td" || open === "th") return next === "td" || next === "th" || next === "tr";
  if (open === "tr") return next === "tr";
  return (open === "dt" || open === "dd") && (next === "dt" || next === "dd");
}

/** Collects the words of one line at a time, with the rank and emphasis that the elements around them give it. */
class LineWriter {
  isFurniture = false;
  readonly #lines: RawLine[] = [];
  #pieces: string[] = [];
  #boldLetters = 0;
  #letters = 0;
  #boldDepth = 0;
  #rank = 0;
  #isBullet = false;
  #isNumbered = false;
  #apart = false;
  readonly #lists: string[] = [];

  open(name: string): void {
    if (bold.has(name)) this.#boldDepth += 1;
    if (inline.has(name)) return;
    this.breakLine();
    if (/^h[1-6]$/.test(name)) this.#rank = Number(name[1]);
    if (name === "ul" || name === "ol") this.#lists.push(name);
    if (name === "li") {
      this.#isBullet = true;
      this.#isNumbered = this.#lists.at(-1) === "ol";
    }
    if (name === "p" || name === "div" || name === "section") this.#apart = true;
  }

  close(name: string): void {
    if (bold.has(name)) this.#boldDepth = Math.max(0, this.#boldDepth - 1);
    if (inline.has(name)) return;
    this.breakLine();
    if (name === "ul" || name === "ol") this.#lists.pop();
    if (/^h[1-6]$/.test(name)) this.#rank = 0;
    if (name === "li") this.#isBullet = false;
    this.#apart = true;
  }

  write(text: string): void {
    this.#pieces.push(text);
    const letters = text.replace(/[\s:]+/g, "").length;
    this.#letters += letters;
    if (this.#boldDepth > 0) this.#boldLetters += letters;
  }

  breakLine(): void {
    const content = tidy(this.#pieces.join(""));
    const isBold = this.#letters > 0 && this.#letters === this.#boldLetters;
    this.#pieces = [];
    this.#letters = 0;
    this.#boldLetters = 0;
    if (content === "") return;
    const typed = rawLine(content, this.#apart);
    const rank = this.#rank > 0 ? this.#rank : isBold && content.length <= longestBoldHeading ? 7 : typed.rank;
    const isBullet = this.#isBullet || typed.kind === "bullet";
    this.#lines.push({
      ...typed,
      rank: isBullet && this.#rank === 0 ? 0 : rank,
      kind: isBullet && this.#rank === 0 ? "bullet" : rank > 0 ? "heading" : "paragraph",
      numbered: typed.numbered || (this.#isBullet && this.#isNumbered),
      furniture: this.isFurniture,
    });
    this.#isBullet = false;
    this.#apart = false;
  }

  end(): readonly RawLine[] {
    this.breakLine();
    return this.#lines;
  }
}
