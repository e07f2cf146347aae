import { Parser } from "htmlparser2";
import { UserError } from "../../src/errors.ts";
import type { Address, Foreign } from "./foreign.ts";

/** More than a reader's longest list. */
const mostOutlines = 5_000;

/** Whether it is a list, or a part of one: outlines without head and end. */
export function isOpml(text: string): boolean {
  return /<opml[\s>]/i.test(text.slice(0, 2_000)) || /^\s*<\/?(?:body|outline)[\s>/]/i.test(text);
}

/**
 * The feeds of an OPML 1 or 2 list, however its folders are nested.
 *
 * @throws UserError `import` for more than 5,000 outlines.
 */
export function readOpml(text: string): Foreign {
  const addresses: Address[] = [];
  const left: { what: string; why: string }[] = [];
  let outlines = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== "outline") return;
        outlines += 1;
        if (outlines > mostOutlines) {
          throw new UserError("import", `At most ${mostOutlines.toLocaleString("en")} outlines can be taken at once.`);
        }
        const { xmlurl: url, title, text: label } = attributes;
        const calledThere = (title?.trim() || label?.trim()) ?? "";
        if (url === undefined) return;
        if (URL.canParse(url) && /^https?:/i.test(url)) addresses.push({ url, calledThere });
        else left.push({ what: calledThere || url, why: `its address is none: ${url.slice(0, 100)}` });
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(text);
  return { wishes: [], addresses, left };
}
