import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import { z } from "zod";
import { allWords, type FormField, formFields, listed } from "../../../commands/subscription-form.ts";
import { inert } from "../../delivery/card/inert.ts";
import { UserError } from "../../errors.ts";
import { drawnKeys, type FormDraft, restTitle } from "./form-draft.ts";

const limits = { title: 45, label: 45, description: 100, placeholder: 100, value: 4_000, options: 25 } as const;
const restId = "rest";

/**
 * A form of a subscription, with what stands in its draft. What it is for stands in its id, so that it can be sent whenever.
 *
 * @param guild The server whose subscription it is, where Discord will not name it: in direct conversations.
 * @throws UserError `form` for a draft that is too long for it.
 */
export function subscribeModal(draft: FormDraft, guild: string | null = null): APIModalInteractionResponseCallbackData {
  const tooLong = [...Object.values(draft.values), draft.rest].find((value) => value.length > limits.value);
  if (tooLong !== undefined) {
    throw new UserError(
      "form",
      `A field of the form holds ${limits.value} characters, and this needs ${tooLong.length}: use /jobs edit with the keys to change.`,
    );
  }
  const fields = drawnKeys.flatMap((key) => formFields.find((field) => field.key === key) ?? []);
  return {
    custom_id: idOf(draft, guild),
    title: inert(titleOf(draft), limits.title),
    components: [...fields.map((field) => labelOf(field, draft.values[field.key] ?? "")), restLabel(draft.rest)],
  };
}

function titleOf({ subscription, name }: FormDraft): string {
  if (subscription !== null) return `Edit ${name ?? ""}`;
  return name === null ? "New subscription" : `New subscription ${name}`;
}

function labelOf(field: FormField, value: string): APILabelComponent {
  return labelled(field.label, field.hint, menuOf(field, value) ?? inputOf(field.key, field.example, value));
}

function labelled(label: string, description: string, component: APIComponentInLabel): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: inert(label, limits.label),
    description: inert(description, limits.description),
    component,
  };
}

/** All values and their exclusions to choose from, where they are few and can say what stands there; else undefined. */
function menuOf(field: FormField, value: string): APIComponentInLabel | undefined {
  const options = allWords(field);
  const chosen = new Set(listed(value).map((one) => one.trim()));
  const canSay = [...chosen].every((one) => options.some((option) => option.value === one));
  if (options.length === 0 || options.length > limits.options || !canSay) return undefined;
  return {
    type: ComponentType.StringSelect,
    custom_id: field.key,
    required: false,
    min_values: 0,
    max_values: options.length,
    options: options.map((option) => ({ ...option, ...(chosen.has(option.value) ? { default: true } : {}) })),
  };
}

function inputOf(id: string, example: string, value: string, style = TextInputStyle.Short): APIComponentInLabel {
  return {
    type: ComponentType.TextInput,
    custom_id: id,
    style,
    required: false,
    max_length: limits.value,
    placeholder: inert(example, limits.placeholder),
    ...(value === "" ? {} : { value }),
  };
}

function restLabel(value: string): APILabelComponent {
  const example = "mode:remote pay:>=80k/yr,eur to:#jobs every:day";
  const hint = "As in a line of /jobs: key:value, -key:value, or plain words";
  return labelled(restTitle, hint, inputOf(restId, example, value, TextInputStyle.Paragraph));
}

const idPattern = /^form:(?:in:(?<guild>\d{5,20}):)?(?:new:(?<name>.*)|edit:(?<id>[^:]+):(?<keys>\w*))$/su;
const codeLength = 2;
/** Longer than a name may be: its mistake is told all the same. */
const longestName = 60;

/** `form:new:NAME`, `form:in:GUILD:edit:ID:KEYS`, with each key by its first two letters, which no two keys share. */
function idOf({ subscription, name, before }: FormDraft, guild: string | null): string {
  const form = guild === null ? "form" : `form:in:${guild}`;
  if (subscription === null) return `${form}:new:${(name ?? "").slice(0, longestName)}`;
  return `${form}:edit:${subscription}:${before.map((key) => key.slice(0, codeLength)).join("")}`;
}

const field = z.looseObject({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});
const submittedLabel = z.looseObject({ component: field });

/** A form as Discord hands it over. */
export interface Submission {
  readonly custom_id: string;
  readonly components: readonly unknown[];
}

/** The server that a form is about, which proves nothing; null where it names none. */
export function guildOfForm({ custom_id: customId }: Submission): string | null {
  return idPattern.exec(customId)?.groups?.["guild"] ?? null;
}

/** What was typed into a form; null for a form that is none of ours. */
export function submittedDraft({ custom_id: customId, components }: Submission): FormDraft | null {
  const { name, id, keys = "" } = idPattern.exec(customId)?.groups ?? {};
  if (name === undefined && id === undefined) return null;
  const values = new Map(
    components.flatMap((one) => {
      const { success, data } = submittedLabel.safeParse(one);
      return success
        ? [[data.component.custom_id, data.component.values?.join(",") ?? data.component.value ?? ""]]
        : [];
    }),
  );
  const { [restId]: rest = "", ...others } = Object.fromEntries(values);
  return {
    subscription: id ?? null,
    name: id === undefined ? name || null : `#${id}`,
    before: formFields.map(({ key }) => key).filter((key) => codesIn(keys).has(key.slice(0, codeLength))),
    values: others,
    rest,
  };
}

function codesIn(codes: string): ReadonlySet<string> {
  return new Set(codes.match(/../g) ?? []);
}
