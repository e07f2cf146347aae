/** Components of messages and of modals, old and new: one table of kinds for both, and therefore one file. */
import { buttonStyles, componentKinds } from "./discord-numbers.ts";
import { createFormCheck, type FormCheck } from "./form-check.ts";
import { isGiven, isJson, type Json, listOf, textOf } from "./json.ts";
import type { Problem } from "./refusal.ts";

type Path = readonly (string | number)[];

const selects: readonly number[] = [
  componentKinds.stringSelect,
  componentKinds.userSelect,
  componentKinds.roleSelect,
  componentKinds.mentionableSelect,
  componentKinds.channelSelect,
];
const inLabels: readonly number[] = [
  componentKinds.textInput,
  ...selects,
  componentKinds.fileUpload,
  componentKinds.radioGroup,
  componentKinds.checkboxGroup,
  componentKinds.checkbox,
];
const inContainers: readonly number[] = [
  componentKinds.actionRow,
  componentKinds.section,
  componentKinds.textDisplay,
  componentKinds.mediaGallery,
  componentKinds.file,
  componentKinds.separator,
];
const mostTextInV2 = 4_000;
const mostComponents = 40;

/** What Discord would say of a message's components. */
export function problemsOfComponents(components: unknown, isV2: boolean): readonly Problem[] {
  const form = createFormCheck();
  const path = ["components"];
  form.length(path, components, { max: isV2 ? mostComponents : 5 });
  for (const [index, component] of listOf(components).entries()) {
    const known = isV2 ? [...inContainers, componentKinds.container] : [componentKinds.actionRow];
    checkTop(form, [...path, index], component, known);
  }
  const all = everyComponent(components);
  if (all.length > mostComponents) {
    form.add(
      path,
      "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
      `The total number of components must be ${mostComponents} or fewer.`,
    );
  }
  const text = all.reduce(
    (sum, { component }) =>
      sum + (component["type"] === componentKinds.textDisplay ? textOf(component["content"]).length : 0),
    0,
  );
  if (text > mostTextInV2) {
    form.add(
      path,
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
      `Total message component text exceeds maximum size of ${mostTextInV2}`,
    );
  }
  checkUnique(
    form,
    all.map(({ component, path: at }) => ({ component, path: [...path, ...at] })),
  );
  return form.problems;
}

/** What Discord would say of a form that is to be shown. */
export function problemsOfModal(modal: Json): readonly Problem[] {
  const form = createFormCheck();
  form.text(["data", "custom_id"], modal["custom_id"], { min: 1, max: 100, isRequired: true });
  form.text(["data", "title"], modal["title"], { min: 1, max: 45, isRequired: true });
  const path = ["data", "components"];
  form.length(path, modal["components"], { min: 1, max: 5 });
  for (const [index, component] of listOf(modal["components"]).entries()) {
    checkTop(
      form,
      [...path, index],
      component,
      [componentKinds.actionRow, componentKinds.label, componentKinds.textDisplay],
      true,
    );
  }
  checkUnique(
    form,
    everyComponent(modal["components"]).map(({ component, path: at }) => ({ component, path: [...path, ...at] })),
  );
  return form.problems;
}

/** A component with all that stand in it, and where. */
export function everyComponent(
  components: unknown,
  path: Path = [],
): readonly { readonly component: Json; readonly path: Path }[] {
  return listOf(components).flatMap((component, index) => {
    const at = [...path, index];
    const single = ["accessory", "component"].filter((name) => isJson(component[name]));
    return [
      { component, path: at },
      ...everyComponent(component["components"], [...at, "components"]),
      ...single.flatMap((name) =>
        everyComponent([component[name]]).map((one) => ({ ...one, path: [...at, name, ...one.path.slice(1)] })),
      ),
    ];
  });
}

function checkTop(form: FormCheck, path: Path, component: Json, known: readonly number[], isModal = false): void {
  const type = Number(component["type"]);
  if (!known.includes(type)) {
    return form.add(
      [...path, "type"],
      "UNION_TYPE_CHOICES",
      `Value of field "type" must be one of (${known.join(", ")}).`,
    );
  }
  switch (type) {
    case componentKinds.actionRow:
      return checkRow(form, path, component, isModal);
    case componentKinds.label:
      return checkLabel(form, path, component);
    case componentKinds.textDisplay:
      return form.text([...path, "content"], component["content"], { min: 1, max: mostTextInV2, isRequired: true });
    case componentKinds.container:
      form.length([...path, "components"], component["components"], { min: 1, max: mostComponents });
      for (const [index, inner] of listOf(component["components"]).entries()) {
        checkTop(form, [...path, "components", index], inner, inContainers);
      }
      return;
    case componentKinds.mediaGallery:
      form.length([...path, "items"], component["items"], { min: 1, max: 10 });
      for (const [index, item] of listOf(component["items"]).entries()) {
        const at = [...path, "items", index];
        form.text([...at, "description"], item["description"], { min: 1, max: 1_024 });
        const { media } = item;
        if (!isJson(media)) form.add([...at, "media"], "BASE_TYPE_REQUIRED", "This field is required");
        else form.url([...at, "media", "url"], media["url"], ["http", "https", "attachment"]);
      }
      return;
    case componentKinds.section:
      form.length([...path, "components"], component["components"], { min: 1, max: 3 });
      for (const [index, inner] of listOf(component["components"]).entries()) {
        checkTop(form, [...path, "components", index], inner, [componentKinds.textDisplay]);
      }
      if (!isJson(component["accessory"]))
        form.add([...path, "accessory"], "BASE_TYPE_REQUIRED", "This field is required");
      else if (component["accessory"]["type"] === componentKinds.button)
        checkButton(form, [...path, "accessory"], component["accessory"]);
      return;
    default:
  }
}

function checkRow(form: FormCheck, path: Path, row: Json, isModal: boolean): void {
  const inner = listOf(row["components"]);
  form.length([...path, "components"], row["components"], { min: 1, max: 5 });
  const kinds = new Set(inner.map(({ type }) => (type === componentKinds.button ? "button" : "wide")));
  if (kinds.size > 1 || (kinds.has("wide") && inner.length > 1)) {
    form.add(
      [...path, "components"],
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
      "The specified component exceeds the maximum width",
    );
  }
  for (const [index, component] of inner.entries()) {
    const at = [...path, "components", index];
    const type = Number(component["type"]);
    if (isModal && type === componentKinds.textInput) {
      form.text([...at, "label"], component["label"], { min: 1, max: 45, isRequired: true });
      checkTextInput(form, at, component);
    } else if (!isModal && type === componentKinds.button) checkButton(form, at, component);
    else if (!isModal && selects.includes(type)) checkSelect(form, at, component);
    else form.add([...at, "type"], "COMPONENT_TYPE_INVALID", "The specified component type is invalid in this context");
  }
}

function checkLabel(form: FormCheck, path: Path, label: Json): void {
  form.text([...path, "label"], label["label"], { min: 1, max: 45, isRequired: true });
  form.text([...path, "description"], label["description"], { min: 1, max: 100 });
  const at = [...path, "component"];
  const { component } = label;
  if (!isJson(component)) return form.add(at, "BASE_TYPE_REQUIRED", "This field is required");
  const type = Number(component["type"]);
  if (!inLabels.includes(type)) {
    return form.add(
      [...at, "type"],
      "UNION_TYPE_CHOICES",
      `Value of field "type" must be one of (${inLabels.join(", ")}).`,
    );
  }
  if (type === componentKinds.textInput) {
    if (isGiven(component["label"])) {
      form.add(
        [...at, "label"],
        "COMPONENT_TEXT_INPUT_LABEL_NOT_ALLOWED",
        "A text input in a label has no label of its own",
      );
    }
    return checkTextInput(form, at, component);
  }
  if (selects.includes(type)) {
    if (component["disabled"] === true) {
      form.add([...at, "disabled"], "COMPONENT_DISABLED_NOT_ALLOWED", "A select in a modal cannot be disabled");
    }
    return checkSelect(form, at, component);
  }
  form.text([...at, "custom_id"], component["custom_id"], { min: 1, max: 100, isRequired: true });
  if (type === componentKinds.radioGroup) checkOptions(form, at, component, { min: 2, max: 10 });
  if (type === componentKinds.checkboxGroup) checkOptions(form, at, component, { min: 1, max: 10 });
}

function checkTextInput(form: FormCheck, path: Path, input: Json): void {
  form.text([...path, "custom_id"], input["custom_id"], { min: 1, max: 100, isRequired: true });
  form.choice([...path, "style"], input["style"], [1, 2]);
  form.integer([...path, "min_length"], input["min_length"], { min: 0, max: 4_000 });
  form.integer([...path, "max_length"], input["max_length"], { min: 1, max: 4_000 });
  form.text([...path, "placeholder"], input["placeholder"], { max: 100 });
  const { min_length: least, max_length: most } = input;
  form.text([...path, "value"], input["value"], { max: typeof most === "number" ? most : 4_000 });
  if (typeof least === "number" && typeof most === "number" && least > most) {
    form.add(
      [...path, "min_length"],
      "COMPONENT_MIN_LENGTH_EXCEEDS_MAX",
      "The minimum length is greater than the maximum length",
    );
  }
}

function checkButton(form: FormCheck, path: Path, button: Json): void {
  const { style, label, emoji, url, custom_id: id } = button;
  form.choice([...path, "style"], style, [1, 2, 3, 4, 5, 6]);
  form.text([...path, "label"], label, { max: 80 });
  form.text([...path, "custom_id"], id, { min: 1, max: 100 });
  form.url([...path, "url"], url, ["http", "https", "discord"], 512);
  if (style === buttonStyles.premium) return;
  if (textOf(label).trim() === "" && !isJson(emoji)) {
    form.add([...path, "label"], "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required");
  }
  if (style === buttonStyles.link) {
    if (!isGiven(url)) form.add([...path, "url"], "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
    if (isGiven(id))
      form.add(
        [...path, "custom_id"],
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
        "A custom id and url cannot both be specified",
      );
    return;
  }
  if (!isGiven(id)) form.add([...path, "custom_id"], "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required");
  if (isGiven(url)) form.add([...path, "url"], "BUTTON_COMPONENT_INVALID_URL", "A url is only for a link button");
}

function checkSelect(form: FormCheck, path: Path, select: Json): void {
  form.text([...path, "custom_id"], select["custom_id"], { min: 1, max: 100, isRequired: true });
  form.text([...path, "placeholder"], select["placeholder"], { max: 150 });
  form.integer([...path, "min_values"], select["min_values"], { min: 0, max: 25 });
  form.integer([...path, "max_values"], select["max_values"], { min: 1, max: 25 });
  if (select["type"] === componentKinds.stringSelect) checkOptions(form, path, select, { min: 1, max: 25 });
}

function checkOptions(
  form: FormCheck,
  path: Path,
  select: Json,
  limits: { readonly min: number; readonly max: number },
): void {
  const options = listOf(select["options"]);
  form.length([...path, "options"], select["options"], limits);
  for (const [index, option] of options.entries()) {
    const at = [...path, "options", index];
    form.text([...at, "label"], option["label"], { min: 1, max: 100, isRequired: true });
    form.text([...at, "value"], option["value"], { min: 1, max: 100, isRequired: true });
    form.text([...at, "description"], option["description"], { max: 100 });
    if (options.findIndex(({ value }) => value === option["value"]) < index) {
      form.add(
        [...at, "value"],
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
      );
    }
  }
  const most = Number(select["max_values"] ?? 1);
  const least = Number(select["min_values"] ?? 1);
  const chosen = options.filter(({ default: isChosen }) => isChosen === true).length;
  if (most > Math.max(options.length, 1) || least > most) {
    form.add(
      [...path, "max_values"],
      "SELECT_COMPONENT_MAX_VALUES_INVALID",
      "The number of values does not fit the options",
    );
  }
  if (chosen > most)
    form.add(
      [...path, "options"],
      "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
      "There are more default options than may be chosen",
    );
}

function checkUnique(form: FormCheck, all: readonly { readonly component: Json; readonly path: Path }[]): void {
  const seen = new Set<unknown>();
  for (const { component, path } of all) {
    const id = component["custom_id"];
    if (!isGiven(id)) continue;
    if (seen.has(id))
      form.add([...path, "custom_id"], "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    seen.add(id);
  }
}
