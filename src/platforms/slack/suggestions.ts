import type { PlainTextOption } from "@slack/types";
import { type FormChoice, suggestions as suggestionsFor } from "../../../commands/subscription-form.ts";
import { plain } from "./line-buttons.ts";

const mostOptions = 100;
export const maxOptionValue = 150;
const maxOptionText = 75;

/**
 * What the menus of the form offer for what is typed into them.
 *
 * @param actionId The key of the field.
 * @param companies Known ones, best first.
 */
export function suggestions(
  actionId: string,
  typed: string,
  companies: readonly string[],
): { options: PlainTextOption[] } {
  const found = suggestionsFor(actionId, typed, mostOptions, companies);
  return { options: found.filter(({ value }) => value.length <= maxOptionValue).map(optionOf) };
}

export function optionOf({ value, label }: FormChoice): PlainTextOption {
  return { text: plain(label, maxOptionText), value };
}
