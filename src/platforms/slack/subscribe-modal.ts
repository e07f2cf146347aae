import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import type { Reply } from "../../../commands/reply.ts";
import type { Subscription } from "../../../commands/services.ts";
import {
  allWords,
  type FormChoice,
  type FormField,
  formFields,
  formOf,
  listed,
} from "../../../commands/subscription-form.ts";
import { UserError } from "../../errors.ts";
import { plain } from "./line-buttons.ts";
import { renderReplyBlocks } from "./render-reply.ts";
import { inertLines, richText, section, span } from "./rich-text.ts";
import { maxOptionValue, optionOf } from "./suggestions.ts";

const mostBlocks = 100;
const mostOptions = 100;
/** Characters that a field for text holds. */
export const mostText = 3_000;
const maxTitle = 24;
export const restBlock = "rest";
export const nameBlock = "name";
/** Of the channel that is meant by `toChannel`. */
export const channelBlock = "channel";
/** In the field of where to: not a word of the language, whose channels have names. */
export const toChannel = "channel";
const destinations = [
  { value: "me", label: "A direct message to me" },
  { value: toChannel, label: "The channel chosen below" },
];

export interface SubscribeModalOptions {
  /** A query that it begins with. */
  readonly prefill?: string;
  readonly name?: string;
  /** One that is to be changed; without it the form makes a new one. */
  readonly subscription?: Pick<Subscription, "id" | "name" | "query">;
}

/**
 * The form of a subscription. Each block's id is the key that it is for.
 *
 * @throws UserError where the query cannot be read, or is too long for the form.
 */
export function subscribeModal({ prefill = "", name, subscription }: SubscribeModalOptions): ModalView {
  const before = formOf(subscription?.query ?? prefill);
  // Where it goes cannot be changed.
  const fields = formFields.filter(({ key }) => subscription === undefined || key !== "to");
  const rest: string[] = before.rest === "" ? [] : [before.rest];
  const blocks = fields.flatMap((field): readonly InputBlock[] => {
    const value = before.values.get(field.key);
    const filled = value === undefined ? undefined : inputOf(field, value);
    if (value !== undefined && filled === undefined) rest.push(`${field.key}:${value}`);
    const block = blockOf(field, filled ?? inputOf(field, ""));
    return field.kind === "place" ? [block, channelInput()] : [block];
  });
  return {
    type: "modal",
    callback_id: subscription === undefined ? "subscribe" : "edit",
    private_metadata: JSON.stringify({
      id: subscription?.id,
      keys: subscription === undefined ? [] : [...before.values.keys()].filter((key) => key !== "to"),
    }),
    title: plain(subscription === undefined ? "New subscription" : `Edit ${subscription.name}`, maxTitle),
    submit: plain(subscription === undefined ? "Subscribe" : "Save"),
    close: plain("Cancel"),
    blocks: [...(subscription === undefined ? [nameInput(name)] : []), ...blocks, restInput(rest.join(" "))],
  };
}

function blockOf({ key, label, hint }: FormField, element: InputBlock["element"] | undefined): InputBlock {
  return {
    type: "input",
    block_id: key,
    optional: true,
    label: plain(label),
    hint: plain(hint, 150),
    element: element ?? { type: "plain_text_input", action_id: key },
  };
}

/** The field with a value in it; undefined where the field cannot hold it. */
function inputOf(field: FormField, value: string): InputBlock["element"] | undefined {
  const { key, kind, choices, example } = field;
  const placeholder = plain(example, 150);
  switch (kind) {
    case "words": {
      const items = listed(value);
      const all = allWords(field);
      if (all.length > 0) return menuOf(key, all, items);
      if (items.length > mostOptions || items.some((item) => item.length > maxOptionValue)) return undefined;
      const initial = items.map((item) => optionOf(choiceOf(item)));
      return {
        type: "multi_external_select",
        action_id: key,
        min_query_length: 1,
        placeholder: plain(`Type to search, such as ${example}`, 150),
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      };
    }
    case "choice":
      return selectOf(key, "Choose one", choices, value);
    case "place":
      return selectOf(key, "A direct message to me", destinations, value);
    case "time":
      return { type: "timepicker", action_id: key, ...(value === "" ? {} : { initial_time: value }) };
    case "text":
      if (value.length > mostText) return undefined;
      return {
        type: "plain_text_input",
        action_id: key,
        max_length: mostText,
        placeholder,
        ...(value === "" ? {} : { initial_value: value }),
      };
  }
}

/** One of few; undefined where the value is none of them. */
function selectOf(
  key: string,
  placeholder: string,
  choices: readonly FormChoice[],
  value: string,
): InputBlock["element"] | undefined {
  const options = choices.map(optionOf);
  const initial = options.find((option) => option.value === value);
  if (value !== "" && initial === undefined) return undefined;
  return {
    type: "static_select",
    action_id: key,
    placeholder: plain(placeholder),
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** Several of few, with what only a line could say: `go+rust`. Undefined where that is too much. */
function menuOf(key: string, all: readonly FormChoice[], items: readonly string[]): InputBlock["element"] | undefined {
  const written = items.filter((item) => all.every(({ value }) => value !== item));
  const options = [...all, ...written.map(choiceOf)].map(optionOf);
  if (options.length > mostOptions || items.some((item) => item.length > maxOptionValue)) return undefined;
  const initial = options.filter(({ value }) => value !== undefined && items.includes(value));
  return {
    type: "multi_static_select",
    action_id: key,
    placeholder: plain("Choose any"),
    options,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

function choiceOf(value: string): FormChoice {
  return { value, label: value.replace(/^-/, "not ") };
}

/** Only somebody who is in a private channel is offered it. */
function channelInput(): InputBlock {
  return {
    type: "input",
    block_id: channelBlock,
    optional: true,
    label: plain("Channel"),
    hint: plain(
      "Counts where a channel is chosen above. For a thread, write to: with the link of a message below",
      150,
    ),
    element: {
      type: "conversations_select",
      action_id: channelBlock,
      placeholder: plain("Choose a channel"),
      default_to_current_conversation: true,
      filter: { include: ["public", "private"], exclude_bot_users: true },
    },
  };
}

function nameInput(name: string | undefined): InputBlock {
  return {
    type: "input",
    block_id: nameBlock,
    optional: true,
    label: plain("Name"),
    hint: plain("What to call it; made from what it looks for when left out", 150),
    element: {
      type: "plain_text_input",
      action_id: nameBlock,
      max_length: 32,
      ...(name === undefined ? {} : { initial_value: name }),
    },
  };
}

/** @throws UserError `form` where the rest of a subscription is longer than Slack takes. */
function restInput(value: string): InputBlock {
  if (value.length > mostText) {
    const limit = mostText.toLocaleString("en");
    const needed = value.length.toLocaleString("en");
    throw new UserError(
      "form",
      `A field of the form holds ${limit} characters, and this needs ${needed}: use /jobs edit with the keys to change.`,
    );
  }
  return {
    type: "input",
    block_id: restBlock,
    optional: true,
    label: plain("Anything else"),
    hint: plain("As in a line of /jobs: key:value, -key:value, or plain words", 150),
    element: {
      type: "plain_text_input",
      action_id: restBlock,
      multiline: true,
      max_length: mostText,
      ...(value === "" ? {} : { initial_value: value }),
    },
  };
}

/** What came of a form, in its place. */
export function resultModal(reply: Reply): ModalView {
  const blocks = renderReplyBlocks(reply);
  const left = blocks.length - mostBlocks + 1;
  const shown: KnownBlock[] =
    left <= 1
      ? [...blocks]
      : [...blocks.slice(0, mostBlocks - 1), richText(section(span(`${left} more parts do not fit here.`)))];
  return { type: "modal", title: plain("Rolecall"), close: plain("Close"), blocks: shown };
}

/** Something to look at while it takes longer than a form may stay open. */
export function workingModal(title: string): ModalView {
  const said = inertLines("One moment …", 100);
  return {
    type: "modal",
    title: plain(title, maxTitle),
    close: plain("Close"),
    blocks: [richText(section(span(said)))],
  };
}
