import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Reply } from "../../../commands/reply.ts";
import type { Subscription } from "../../../commands/services.ts";
import {
  editOf,
  type FormField,
  formFields,
  formOf,
  type FormValues,
  listed,
  readForm,
} from "../../../commands/subscription-form.ts";
import { inert } from "../../delivery/card/inert.ts";
import { plain } from "./line-buttons.ts";
import { renderReplyBlocks } from "./render-reply.ts";
import { inertLines, richText, section, span } from "./rich-text.ts";
import { maxOptionValue, optionOf } from "./suggestions.ts";

const mostBlocks = 100;
const mostOptions = 100;
const mostText = 3_000;
const maxTitle = 24;
const maxError = 300;
const restBlock = "rest";
const nameBlock = "name";

/** What a form is for, kept in it: whose, and which keys it began with. */
const metadata = z.object({ id: z.string().optional(), keys: z.array(z.string()).default([]) });

export interface SubscribeModalOptions {
  /** A query that it begins with. */
  readonly prefill?: string;
  readonly name?: string;
  /** A channel that it is for, where no query says so. */
  readonly channel?: string;
  /** One that is to be changed; without it the form makes a new one. */
  readonly subscription?: Pick<Subscription, "id" | "name" | "query">;
}

/** The form of a subscription. Each block's id is the key that it is for. */
export function subscribeModal(options: SubscribeModalOptions): ModalView {
  const { prefill = "", name, channel, subscription } = options;
  const before = formOf(subscription?.query ?? [prefill, channel === undefined ? "" : `to:${channel}`].join(" "));
  // Where it goes cannot be changed.
  const fields = formFields.filter(({ key }) => subscription === undefined || key !== "to");
  const rest: string[] = [];
  const blocks = fields.map((field): InputBlock => {
    const value = before.values.get(field.key);
    const filled = value === undefined ? undefined : inputOf(field, value);
    if (value !== undefined && filled === undefined) rest.push(`${field.key}:${value}`);
    return blockOf(field, filled ?? inputOf(field, ""));
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
function inputOf({ key, kind, choices, example }: FormField, value: string): InputBlock["element"] | undefined {
  const placeholder = plain(example, 150);
  switch (kind) {
    case "words": {
      const items = listed(value);
      if (items.length > mostOptions || items.some((item) => item.length > maxOptionValue)) return undefined;
      const initial = items.map((item) => optionOf({ value: item, label: item.replace(/^-/, "not ") }));
      return {
        type: "multi_external_select",
        action_id: key,
        min_query_length: 1,
        placeholder: plain(`Type to search, such as ${example}`, 150),
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      };
    }
    case "choice": {
      const options = choices.map(optionOf);
      const initial = options.find((option) => option.value === value);
      if (value !== "" && initial === undefined) return undefined;
      return {
        type: "static_select",
        action_id: key,
        placeholder: plain("Choose one"),
        options,
        ...(initial === undefined ? {} : { initial_option: initial }),
      };
    }
    case "time":
      return { type: "timepicker", action_id: key, ...(value === "" ? {} : { initial_time: value }) };
    case "text":
      if (value.length > mostText) return undefined;
      return {
        type: "plain_text_input",
        action_id: key,
        placeholder,
        ...(value === "" ? {} : { initial_value: value }),
      };
  }
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

function restInput(value: string): InputBlock {
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
      ...(value === "" ? {} : { initial_value: value }),
    },
  };
}

/** What a submitted form holds, as Slack hands it over. */
export interface SubmittedView {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, SubmittedValue>>>>;
  };
}

interface SubmittedValue {
  readonly value?: string | null;
  readonly selected_time?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
}

export type ReadModal =
  | { readonly ok: true; readonly command: "subscribe" | "edit"; readonly options: Readonly<Record<string, string>> }
  /** By block. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** What a form asks for, as the options of its verb, or what is wrong in which field. */
export function readModal({ callback_id: kind, private_metadata: kept, state }: SubmittedView): ReadModal {
  const text = (block: string) => valueOf(Object.values(state.values[block] ?? {})[0] ?? {});
  const filled: FormValues = {
    name: text(nameBlock),
    values: new Map(formFields.map(({ key }) => [key, text(key)] as const).filter(([, value]) => value !== "")),
    rest: text(restBlock),
  };
  const read = readForm(filled);
  if (!read.isRead) {
    const entries = Object.entries(read.errors).map(([place, error]) => [place, inert(error, maxError)]);
    return { ok: false, errors: Object.fromEntries(entries) };
  }
  if (kind !== "edit") {
    const { query, name } = read;
    return { ok: true, command: "subscribe", options: { query, ...(name === undefined ? {} : { name }) } };
  }
  const { id = "", keys } = metadata.parse(JSON.parse(kept));
  return { ok: true, command: "edit", options: { subscription: `#${id}`, query: editOf(read.query, keys) } };
}

function valueOf({
  value,
  selected_time: time,
  selected_option: one,
  selected_options: several,
}: SubmittedValue): string {
  if (several !== undefined && several !== null) return several.flatMap((option) => option.value ?? []).join(",");
  return value ?? time ?? one?.value ?? "";
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
