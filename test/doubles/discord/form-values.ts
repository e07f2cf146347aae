import { everyComponent } from "./component-rules.ts";
import { componentKinds } from "./discord-numbers.ts";
import { type Json, listOf, objectOf, textOf } from "./json.ts";
import { NotPossible } from "./typed-options.ts";

/** What a person fills into a form, by custom ids. */
export type FormValues = Readonly<Record<string, string | readonly string[] | boolean>>;

/**
 * The components of a form as Discord hands them over, filled in.
 *
 * @throws NotPossible for what Discord's own programs would not send: a required field left empty, a text too long.
 */
export function filledComponents(modal: Json, values: FormValues): readonly Json[] {
  const known = everyComponent(modal["components"]).flatMap(({ component }) => textOf(component["custom_id"]) || []);
  const unknown = Object.keys(values).find((id) => !known.includes(id));
  if (unknown !== undefined) throw new NotPossible(`the form has no ${unknown}; it has ${known.join(", ")}`);
  return listOf(modal["components"]).map((component, index) => {
    const id = component["id"] ?? index + 1;
    const { type } = component;
    if (type === componentKinds.textDisplay) return { type, id };
    if (type === componentKinds.label) return { type, id, component: filled(objectOf(component["component"]), values) };
    return { type, id, components: listOf(component["components"]).map((one) => filled(one, values)) };
  });
}

function filled(field: Json, values: FormValues): Json {
  const id = textOf(field["custom_id"]);
  const kept = { type: field["type"], id: field["id"] ?? 1, custom_id: id };
  const isRequired = field["required"] !== false;
  const given = values[id];
  if (field["type"] === componentKinds.textInput) {
    const value = typeof given === "string" ? given : textOf(field["value"]);
    checkText(id, field, value, isRequired);
    return { ...kept, value };
  }
  if (field["type"] === componentKinds.checkbox)
    return { ...kept, value: typeof given === "boolean" ? given : field["default"] === true };
  const preset = listOf(field["options"])
    .filter(({ default: isChosen }) => isChosen === true)
    .map(({ value }) => textOf(value));
  const chosen = given === undefined ? preset : typeof given === "object" ? given : [String(given)];
  checkChosen(id, field, chosen, isRequired);
  if (field["type"] === componentKinds.radioGroup) return { ...kept, value: chosen[0] ?? null };
  return { ...kept, values: chosen };
}

function checkText(id: string, field: Json, value: string, isRequired: boolean): void {
  const [least, most] = [Number(field["min_length"] ?? 0), Number(field["max_length"] ?? 4_000)];
  if (value === "" && isRequired) throw new NotPossible(`the form's ${id} is required`);
  if (value !== "" && (value.length < least || value.length > most)) {
    throw new NotPossible(`the form's ${id}: expected ${least} to ${most} characters, got ${value.length}`);
  }
}

function checkChosen(id: string, field: Json, chosen: readonly string[], isRequired: boolean): void {
  const options = listOf(field["options"]).map(({ value }) => textOf(value));
  const strange = field["options"] === undefined ? undefined : chosen.find((one) => !options.includes(one));
  if (strange !== undefined) throw new NotPossible(`the form's ${id}: ${strange} is none of ${options.join(", ")}`);
  const least = Number(field["min_values"] ?? 1);
  const most = Number(field["max_values"] ?? 1);
  if (chosen.length > most || (chosen.length < least && (isRequired || chosen.length > 0))) {
    throw new NotPossible(`the form's ${id}: expected ${least} to ${most} of its options, got ${chosen.length}`);
  }
}
