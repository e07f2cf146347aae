import { jsonrepair } from "jsonrepair";
import { jsonOf } from "../http/json.ts";

/** Letters of one page that may be repaired: where quotes are missing that takes the square of them, 0.4 s for these. */
const mostRepaired = 100_000;

/**
 * JSON that people wrote into the scripts of a page: with comments, trailing commas, line breaks within strings, or
 * wrapped as HTML's comment. In the order of the scripts; undefined for what is none at all, is nested too deeply, or
 * would take too long to repair.
 */
export function tolerantJsonIn(scripts: readonly string[]): readonly unknown[] {
  let left = mostRepaired;
  return scripts.map((script) => {
    const bare = script
      .replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, "")
      .trim()
      .replace(/(?:-->|(?:\/\/\s*)?\]\]>)$/, "")
      .trim();
    if (!/[[{]/.test(bare)) return undefined;
    try {
      return jsonOf(bare);
    } catch (error) {
      if (error instanceof RangeError || bare.length > left) return undefined;
    }
    left -= bare.length;
    try {
      return jsonOf(jsonrepair(bare));
    } catch {
      return undefined;
    }
  });
}
