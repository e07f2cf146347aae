import { jsonrepair } from "jsonrepair";
import { jsonOf } from "../http/json.ts";

/**
 * JSON that people wrote into pages: with comments, trailing commas, line breaks within strings, or wrapped as HTML's
 * comment. Undefined for what is none at all, or nested too deeply.
 */
export function tolerantJson(text: string): unknown {
  const bare = text.replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>|\]\]>)\s*$/g, "").trim();
  if (!/[[{]/.test(bare)) return undefined;
  try {
    return jsonOf(bare);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
  }
  try {
    return jsonOf(jsonrepair(bare));
  } catch {
    return undefined;
  }
}
