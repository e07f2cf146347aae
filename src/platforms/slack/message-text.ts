import { z } from "zod";
import { typedText } from "./typed-text.ts";

const section = z.looseObject({ text: z.union([z.string(), z.looseObject({ text: z.string() })]) });
const message = z.looseObject({
  text: z.string().nullish(),
  blocks: z.array(z.unknown()).nullish(),
  attachments: z.array(z.looseObject({ title: z.string().nullish(), text: z.string().nullish() })).nullish(),
});

/**
 * What people read in a message: apps write into blocks and attachments what they leave out of its text. Empty for what is
 * no message.
 */
export function textOfMessage(given: unknown): string {
  const { data } = message.safeParse(given);
  const inBlocks = (data?.blocks ?? []).flatMap((block) => {
    const text = section.safeParse(block).data?.text;
    return text === undefined ? [] : [typeof text === "string" ? text : text.text];
  });
  const attached = (data?.attachments ?? []).flatMap(({ title, text }) => [title ?? "", text ?? ""]);
  return typedText([data?.text ?? "", ...inBlocks, ...attached].filter((text) => text !== "").join("\n")).text;
}
