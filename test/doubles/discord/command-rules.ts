import { Locale } from "discord.js";
import { optionKinds } from "./discord-numbers.ts";
import { createFormCheck, type FormCheck } from "./form-check.ts";
import { isGiven, isJson, type Json, listOf, textOf } from "./json.ts";
import { type Problem } from "./refusal.ts";

type Path = readonly (string | number)[];

const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const locales: ReadonlySet<string> = new Set(Object.values(Locale));
const chatInput = 1;
const mostCharacters = 8_000;
const nesting: readonly number[] = [optionKinds.subcommand, optionKinds.group];
const withChoices: readonly number[] = [optionKinds.string, optionKinds.integer, optionKinds.number];
/** Of what kind there may be how many commands. */
const mostCommands: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** What Discord would say of all commands of an application at once. */
export function problemsOfCommands(commands: readonly Json[]): readonly Problem[] {
  const form = createFormCheck();
  const seen = new Set<string>();
  for (const [index, command] of commands.entries()) {
    const key = `${String(command["type"] ?? 1)} ${textOf(command["name"])}`;
    if (seen.has(key))
      form.add([index], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    seen.add(key);
  }
  for (const [kind, most] of Object.entries(mostCommands)) {
    if (commands.filter(({ type }) => String(type ?? 1) === kind).length > most) {
      form.add([], "APPLICATION_COMMANDS_TOO_MANY", `Maximum number of application commands reached (${most})`);
    }
  }
  const each = commands.flatMap((command, index) =>
    problemsOfCommand(command).map((problem) => ({ ...problem, path: [index, ...problem.path] })),
  );
  return [...form.problems, ...each];
}

/** What Discord would say of the definition of a command. */
export function problemsOfCommand(command: Json): readonly Problem[] {
  const form = createFormCheck();
  const type = Number(command["type"] ?? chatInput);
  form.choice(["type"], type, [1, 2, 3]);
  if (type === chatInput) {
    checkNamed(form, [], command);
    checkOptions(form, [], command["options"], [optionKinds.subcommand, optionKinds.group]);
  } else {
    form.text(["name"], command["name"], { min: 1, max: 32, isRequired: true });
    checkLocalised(form, ["name_localizations"], command["name_localizations"], 32);
    if (textOf(command["description"]) !== "" || listOf(command["options"]).length > 0) {
      form.add(
        ["description"],
        "APPLICATION_COMMAND_CONTEXT_MENU_INVALID",
        "Context menu commands cannot have a description or options",
      );
    }
  }
  if (commandSize(command) > mostCharacters) {
    form.add([], "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${mostCharacters})`);
  }
  for (const [name, choices] of [
    ["contexts", [0, 1, 2]],
    ["integration_types", [0, 1]],
  ] as const) {
    const value = command[name];
    if (!isGiven(value)) continue;
    form.length([name], value, { min: 1, max: choices.length });
    if (Array.isArray(value)) for (const [index, one] of value.entries()) form.choice([name, index], one, choices);
  }
  const permissions = command["default_member_permissions"];
  if (isGiven(permissions) && !/^\d+$/.test(String(permissions))) {
    form.add(
      ["default_member_permissions"],
      "BITFIELD_TYPE_CONVERT",
      `Could not convert "${String(permissions)}" to a bitfield.`,
    );
  }
  return form.problems;
}

/**
 * How large Discord finds a command: names, descriptions and values of it, its options and choices; of a text that is
 * localised, its longest form.
 */
export function commandSize(command: Json): number {
  const own = ["name", "description"].map((name) => longest(command[name], command[`${name}_localizations`]));
  const value = typeof command["value"] === "string" ? command["value"].length : 0;
  const inner = [...listOf(command["options"]), ...listOf(command["choices"])].map(commandSize);
  return [...own, value, ...inner].reduce((sum, size) => sum + size, 0);
}

function longest(text: unknown, localisations: unknown): number {
  const others = isJson(localisations) ? Object.values(localisations) : [];
  return Math.max(...[text, ...others].map((one) => textOf(one).length));
}

function checkNamed(form: FormCheck, path: Path, named: Json): void {
  checkName(form, [...path, "name"], named["name"]);
  form.text([...path, "description"], named["description"], { min: 1, max: 100, isRequired: true });
  checkLocalised(form, [...path, "name_localizations"], named["name_localizations"], 32, checkName);
  checkLocalised(form, [...path, "description_localizations"], named["description_localizations"], 100);
}

function checkName(form: FormCheck, path: Path, name: unknown): void {
  form.text(path, name, { min: 1, max: 32, isRequired: true });
  if (typeof name !== "string" || name === "") return;
  if (!chatName.test(name) || name !== name.toLowerCase()) {
    form.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
}

function checkLocalised(form: FormCheck, path: Path, localised: unknown, max: number, check?: typeof checkName): void {
  if (!isJson(localised)) return;
  for (const [locale, text] of Object.entries(localised)) {
    if (!locales.has(locale)) {
      form.add([...path, locale], "BASE_TYPE_CHOICES", `Value must be one of {${[...locales].join(", ")}}.`);
    } else if (check !== undefined) check(form, [...path, locale], text);
    else form.text([...path, locale], text, { min: 1, max, isRequired: true });
  }
}

function checkOptions(form: FormCheck, path: Path, options: unknown, mayNest: readonly number[]): void {
  const at = [...path, "options"];
  const all = listOf(options);
  form.length(at, options, { max: 25 });
  const isNested = all.some(({ type }) => nesting.includes(Number(type)));
  let hasOptional = false;
  for (const [index, option] of all.entries()) {
    const here = [...at, index];
    const type = Number(option["type"]);
    form.choice([...here, "type"], option["type"], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    checkNamed(form, here, option);
    if (all.findIndex(({ name }) => name === option["name"]) < index) {
      form.add(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
    }
    if (isNested !== nesting.includes(type) || (nesting.includes(type) && !mayNest.includes(type))) {
      form.add(
        [...here, "type"],
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        "Sub-command and sub-command group option types are mutually exclusive to all other types",
      );
    }
    if (option["required"] === true && hasOptional) {
      form.add(
        here,
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        "Required options must be placed before non-required options",
      );
    }
    hasOptional ||= option["required"] !== true;
    if (nesting.includes(type)) {
      checkOptions(form, here, option["options"], type === optionKinds.group ? [optionKinds.subcommand] : []);
    } else checkValues(form, here, option, type);
  }
}

function checkValues(form: FormCheck, path: Path, option: Json, type: number): void {
  const choices = listOf(option["choices"]);
  form.length([...path, "choices"], option["choices"], { max: 25 });
  if (choices.length > 0 && !withChoices.includes(type)) {
    form.add(
      [...path, "choices"],
      "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
      "Choices are not allowed for this type of option",
    );
  }
  if (option["autocomplete"] === true && (choices.length > 0 || !withChoices.includes(type))) {
    form.add(
      [...path, "autocomplete"],
      "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
      "Autocomplete is not allowed beside choices, nor for this type of option",
    );
  }
  for (const [index, choice] of choices.entries()) {
    const at = [...path, "choices", index];
    form.text([...at, "name"], choice["name"], { min: 1, max: 100, isRequired: true });
    checkLocalised(form, [...at, "name_localizations"], choice["name_localizations"], 100);
    if (type === optionKinds.string) form.text([...at, "value"], choice["value"], { max: 100, isRequired: true });
    else if (typeof choice["value"] !== "number")
      form.add([...at, "value"], "NUMBER_TYPE_COERCE", `Value "${String(choice["value"])}" is not int.`);
    if (choices.findIndex(({ name }) => name === choice["name"]) < index) {
      form.add(at, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name already exists");
    }
  }
  form.integer([...path, "min_length"], option["min_length"], { min: 0, max: 6_000 });
  form.integer([...path, "max_length"], option["max_length"], { min: 1, max: 6_000 });
}
