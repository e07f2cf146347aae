import { UserError } from "../errors.ts";
import type { ChannelReference } from "../filter/delivery-settings.ts";
import { parseQuery } from "../filter/parse.ts";
import { printQuery } from "../filter/print.ts";

/** The text of a query with its channel called otherwise; as it is where it names none, or cannot be read any more. */
export function sentTo(to: ChannelReference, text: string): string {
  try {
    const { filter, delivery } = parseQuery(text);
    if (delivery.to?.startsWith("#") !== true) return text;
    return printQuery({ filter, delivery: { ...delivery, to } });
  } catch (error) {
    if (error instanceof UserError) return text;
    throw error;
  }
}
