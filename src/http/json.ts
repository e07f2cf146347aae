import { z } from "zod";
import { HttpError, redactUrl } from "./http-error.ts";

/** Deeper than any honest answer, shallow enough for what walks over it afterwards. */
const depthLimit = 64;
const longestComplaint = 300;

/**
 * Parses JSON from outside and checks it against `schema`.
 *
 * @throws HttpError `schema` for what is no JSON, nested too deeply, or of another shape.
 */
export function parseJson<Schema extends z.ZodType>(text: string, schema: Schema, url: URL): z.output<Schema> {
  const address = redactUrl(url);
  let value: unknown;
  try {
    value = jsonOf(text);
  } catch (error) {
    // The parser's own words quote the body, and a stranger's bytes belong into no message.
    const why = error instanceof RangeError ? error.message : "it cannot be parsed";
    throw new HttpError("schema", `http: ${address} sent no usable JSON: ${why}`, { url: address }, error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const complaint = z.prettifyError(parsed.error).slice(0, longestComplaint);
  throw new HttpError("schema", `http: ${address} sent another shape: ${complaint}`, { url: address }, parsed.error);
}

/**
 * JSON of strangers as a value.
 *
 * @throws SyntaxError for what is no JSON, RangeError for what is nested more than 64 deep.
 */
export function jsonOf(text: string): unknown {
  if (isDeeperThan(depthLimit, text))
    throw new RangeError(`expected JSON nested at most ${depthLimit} deep, got deeper`);
  return JSON.parse(text);
}

/** Counts brackets outside of strings, before anything is built from them. */
function isDeeperThan(limit: number, json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) {
      isInString = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
