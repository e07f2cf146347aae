type Json = Readonly<Record<string, unknown>>;

interface Option {
  readonly text: unknown;
  readonly value: string;
}

/** What a person puts into a form, by block: a text, a time, the value of an option, or the values of several, or ids of files. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/**
 * The state of a form as Slack hands it over when it is submitted: what it began with, but for what a person changed.
 *
 * @param offered Options that the app has offered for external selects, by value.
 * @param fileOf A file that the person has uploaded, by its id.
 * @throws Error for what nobody could have filled in there.
 */
export function stateOf(
  view: Json,
  filled: Filled,
  offered: ReadonlyMap<string, unknown>,
  fileOf: (id: string) => Json,
): Json {
  const blocks = listOf(view["blocks"]).filter((block) => block["type"] === "input");
  const known = new Set(blocks.map((block) => String(block["block_id"])));
  for (const name of Object.keys(filled))
    if (!known.has(name)) throw new Error(`slack double: the form has no field ${name}`);
  const values = blocks.map((block) => {
    const element = block["element"] as Json;
    const state = elementState(element, filled[String(block["block_id"])], offered, fileOf);
    return [String(block["block_id"]), { [String(element["action_id"])]: state }];
  });
  return { values: Object.fromEntries(values) };
}

function elementState(
  element: Json,
  given: string | readonly string[] | undefined,
  offered: ReadonlyMap<string, unknown>,
  fileOf: (id: string) => Json,
): Json {
  const type = String(element["type"]);
  switch (type) {
    case "plain_text_input": {
      const value = given ?? element["initial_value"] ?? null;
      const max = element["max_length"];
      if (typeof max === "number" && typeof value === "string" && value.length > max) {
        throw new Error(`slack double: nobody can type more than ${max} characters there`);
      }
      return { type, value: value === "" ? null : value };
    }
    case "timepicker":
      return { type, selected_time: (given ?? element["initial_time"]) || null };
    case "static_select": {
      const options = listOf(element["options"]) as unknown as readonly Option[];
      if (given === "") return { type, selected_option: null };
      const chosen = given === undefined ? element["initial_option"] : options.find(({ value }) => value === given);
      if (given !== undefined && chosen === undefined) throw new Error(`slack double: ${String(given)} is not offered`);
      return { type, selected_option: chosen ?? null };
    }
    case "multi_static_select": {
      const options = listOf(element["options"]) as unknown as readonly Option[];
      if (given === undefined) return { type, selected_options: listOf(element["initial_options"]) };
      const chosen = [given].flat().map((value) => options.find((one) => one.value === value));
      if (chosen.includes(undefined)) throw new Error(`slack double: ${String(given)} is not all offered`);
      return { type, selected_options: chosen };
    }
    case "multi_external_select": {
      const initial = listOf(element["initial_options"]) as unknown as readonly Option[];
      if (given === undefined) return { type, selected_options: initial };
      const chosen = [given].flat().map((value) => initial.find((one) => one.value === value) ?? offered.get(value));
      const missing = [given].flat().find((_, index) => chosen[index] === undefined);
      if (missing !== undefined) throw new Error(`slack double: ${missing} was never offered`);
      return { type, selected_options: chosen };
    }
    case "file_input": {
      const ids = [given ?? []].flat();
      const most = Number(element["max_files"] ?? 10);
      if (ids.length > most) throw new Error(`slack double: nobody can hand over more than ${most} files there`);
      return { type, files: ids.map(fileOf) };
    }
    case "conversations_select":
      return { type, selected_conversation: (given ?? element["initial_conversation"]) || null };
    default:
      throw new Error(`slack double: nobody fills in a ${type} here yet`);
  }
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
