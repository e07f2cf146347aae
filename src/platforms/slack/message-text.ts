import { z } from "zod";
import { typedText } from "./typed-text.ts";

const attachment = z.looseObject({
  pretext: z.string().nullish(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  fields: z.array(z.looseObject({ title: z.string().nullish(), value: z.string().nullish() })).nullish(),
  blocks: z.array(z.unknown()).nullish(),
});
const message = z.looseObject({
  text: z.string().nullish(),
  blocks: z.array(z.unknown()).nullish(),
  attachments: z.array(attachment).nullish(),
});
/** A block, a part of one, or a text in it. */
const part = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  fields: z.array(z.unknown()).optional(),
  elements: z.array(z.unknown()).optional(),
});

/** What is pressed or filled in is not what the message says. */
const notRead: ReadonlySet<string> = new Set(["actions", "input", "button"]);
/** Whose elements stand in one line; those of others are lines. */
const inLine: ReadonlySet<string> = new Set(["rich_text_section", "rich_text_quote", "rich_text_preformatted"]);

/**
 * What people read in a message: apps write into blocks and attachments what they leave out of its text. Empty for what is
 * no message.
 */
export function textOfMessage(given: unknown): string {
  const { data } = message.safeParse(given);
  const attached = (data?.attachments ?? []).flatMap(({ pretext, title, text, fields, blocks }) => [
    pretext,
    title,
    text,
    ...(fields ?? []).map((field) => lines([field.title, field.value])),
    ...(blocks ?? []).map(saidIn),
  ]);
  return typedText(lines([data?.text, ...(data?.blocks ?? []).map(saidIn), ...attached])).text;
}

function saidIn(given: unknown): string {
  if (typeof given === "string") return given;
  const { success, data } = part.safeParse(given);
  if (!success || notRead.has(data.type ?? "")) return "";
  const inner = (data.elements ?? []).map(saidIn);
  return lines([
    saidIn(data.text),
    ...(data.fields ?? []).map(saidIn),
    ...(inLine.has(data.type ?? "") ? [inner.join("")] : inner),
  ]);
}

function lines(said: readonly (string | null | undefined)[]): string {
  return said.filter(Boolean).join("\n");
}
