import { z } from "zod";
import { failure, type Reply, text } from "../../../commands/reply.ts";
import type { Subscription } from "../../../commands/services.ts";
import {
  editOf,
  formFields,
  formOf,
  type FormPlace,
  type FormValues,
  readForm,
} from "../../../commands/subscription-form.ts";

const draftSchema = z.object({
  /** Id of the one that is changed; null for a new one. */
  subscription: z.string().nullable(),
  /** What it is called: of a new one, where that was said before. */
  name: z.string().nullable(),
  /** Keys that the one that is changed has said so far. */
  before: z.array(z.string()),
  /** By key, as they stand in the form. */
  values: z.record(z.string(), z.string()),
  /** What no field of the form is for, in the language. */
  rest: z.string(),
});

/** What stands in a form before and after somebody typed into it, whether it can be read or not. */
export type FormDraft = Readonly<z.output<typeof draftSchema>>;

/** Keys with fields of their own, of the five that Discord draws at most; the last is for all else. */
export const drawnKeys = ["role", "level", "location", "lang"] as const;
const drawn: ReadonlySet<string> = new Set(drawnKeys);

/** A form for a new subscription. @param query That it begins with. @throws UserError where that cannot be read. */
export function newDraft({ query = "", name }: { readonly query?: string; readonly name?: string } = {}): FormDraft {
  return { ...divided(formOf(query)), subscription: null, name: name ?? null, before: [] };
}

/** A form that changes a subscription. Where it goes cannot be changed. @throws UserError where its query cannot be read any more. */
export function editDraft({ id, name, query }: Pick<Subscription, "id" | "name" | "query">): FormDraft {
  const { values, ...form } = formOf(query);
  const kept = new Map([...values].filter(([key]) => key !== "to"));
  return { ...divided({ ...form, values: kept }), subscription: id, name, before: [...kept.keys()] };
}

function divided({ values, rest }: FormValues): Pick<FormDraft, "values" | "rest"> {
  const own = [...values].filter(([key]) => drawn.has(key));
  const others = [...values].filter(([key]) => !drawn.has(key)).map(([key, value]) => `${key}:${value}`);
  return { values: Object.fromEntries(own), rest: [...(rest === "" ? [] : [rest]), ...others].join(" ") };
}

export type ReadDraft =
  | { readonly ok: true; readonly verb: "subscribe" | "edit"; readonly options: Readonly<Record<string, string>> }
  /** What is wrong, field by field. */
  | { readonly ok: false; readonly reply: Reply };

/** What a form asks for, as the options of its verb. */
export function readDraft({ subscription, name, before, values, rest }: FormDraft): ReadDraft {
  const filled = formFields.flatMap(({ key }) => (values[key] === undefined ? [] : [[key, values[key]] as const]));
  const read = readForm({ values: new Map(filled), rest, ...(subscription === null && name !== null ? { name } : {}) });
  if (!read.isRead) return { ok: false, reply: mistakes(read.errors) };
  if (subscription !== null) {
    const options = { subscription: `#${subscription}`, query: editOf(read.query, before) };
    return { ok: true, verb: "edit", options };
  }
  const named = read.name === undefined ? {} : { name: read.name };
  return { ok: true, verb: "subscribe", options: { query: read.query, ...named } };
}

/** "Role: Expected a role such as backend …": Discord's forms show no mistake in the field that it is in. */
function mistakes(errors: Readonly<Partial<Record<FormPlace, string>>>): Reply {
  const [first = "The form cannot be read.", ...others] = Object.entries(errors).map(
    ([place, message]) => `${titleOf(place)}: ${message}`,
  );
  return failure(first, ...others.map(text));
}

export const restTitle = "Anything else";

function titleOf(place: string): string {
  if (place === "rest") return restTitle;
  return formFields.find(({ key }) => key === place)?.label ?? "Name";
}

/** To be kept for as long as a button lives that opens the form again. */
export function printDraft(draft: FormDraft): string {
  return JSON.stringify(draft);
}

/** Null for what is no draft, or of another version of the bot. */
export function parseDraft(kept: string): FormDraft | null {
  try {
    return draftSchema.safeParse(JSON.parse(kept)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
