import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from "discord.js";
import { z } from "zod";
import type { Command, Takes } from "../../../commands/command.ts";
import { type TypedKey, typedKeys } from "../../../commands/typed-keys.ts";
import { definitionSize, mostCharacters } from "./definition-size.ts";
import { localisedName, localisedText } from "./localisation/index.ts";

export const commandName = "jobs";
export const likeThisName = "Find jobs like this";
const summary = "Be told of new job postings first, once, and why";

const mostOptions = 25;
const mostText = 100;

/** What of a command's option its JSON Schema tells. */
const optionSchema = z.looseObject({
  description: z.string().default(""),
  enum: z.array(z.string()).optional(),
  maxLength: z.number().optional(),
});
const optionsSchema = z.looseObject({
  properties: z.record(z.string(), optionSchema),
  required: z.array(z.string()).default([]),
});

export interface DefinitionOptions {
  /** For one server alone, where Discord takes no word on where else it may be used. */
  readonly isForGuild?: boolean;
}

/**
 * All that is registered with Discord: `/jobs` with every verb as a subcommand, and the entry in the menu of messages. Keys that
 * do not fit into Discord's limits, the least important first, have no option of their own and go by `query`.
 */
export function definition(
  commands: readonly Command[],
  { isForGuild = false }: DefinitionOptions = {},
): RESTPostAPIApplicationCommandsJSONBody[] {
  const where = isForGuild ? {} : everywhere;
  let jobs = jobsWith(commands, mostOptions);
  for (let most = mostOptions - 1; definitionSize(jobs) > mostCharacters && most >= 0; most--) {
    jobs = jobsWith(commands, most);
  }
  return [
    { ...jobs, ...where },
    { type: ApplicationCommandType.Message, name: likeThisName, ...localisedName(likeThisName), ...where },
  ];
}

/**
 * In servers, in the conversation with the bot and in those of others; installed by a server or by a person. With no default
 * permissions: everybody may follow openings for themselves, and a server narrows that in its own settings.
 */
const everywhere = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

function jobsWith(commands: readonly Command[], mostKeys: number) {
  return {
    type: ApplicationCommandType.ChatInput,
    // The same in every language: it is what answers and help say.
    name: commandName,
    ...described(summary),
    options: commands.map((command) => subcommand(command, mostKeys)),
  } satisfies RESTPostAPIApplicationCommandsJSONBody;
}

function subcommand(command: Command, mostKeys: number): APIApplicationCommandSubcommandOption {
  const own = ownOptions(command);
  const taken = new Set(own.map(({ name }) => name));
  const keys = Object.values(command.takes)
    .flatMap((takes) => typedKeys(takes))
    .filter(({ key }) => !taken.has(key))
    .slice(0, Math.min(mostKeys, mostOptions - own.length))
    .map(keyOption);
  const all = [...own, ...keys];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: command.verb,
    ...localisedName(command.verb),
    ...described(command.summary),
    ...(all.length === 0 ? {} : { options: all }),
  };
}

/** Those that the command declares, the required first, as Discord wants them. */
function ownOptions({ options, takes }: Command): readonly APIApplicationCommandBasicOption[] {
  const { properties, required } = optionsSchema.parse(z.toJSONSchema(options));
  const all = Object.entries(properties).map(([name, { description, enum: values, maxLength }]) => {
    const how = takes[name] ?? "word";
    // What keys can fill in, nobody has to type.
    if (how === "file") return fileOption(name, description, required.includes(name));
    const isRequired = required.includes(name) && typedKeys(how).length === 0;
    return stringOption({
      name,
      description,
      isRequired,
      choices: (values ?? []).map((value) => ({ value, label: value })),
      isCompleted: isCompleted(how),
      ...(maxLength === undefined ? {} : { maxLength }),
    });
  });
  return [...all.filter((one) => one.required), ...all.filter((one) => !one.required)];
}

function isCompleted(takes: Takes): boolean {
  return takes !== "word" && takes !== "name" && takes !== "text";
}

function keyOption({ key, summary: description, choices, isCompleted: completes }: TypedKey) {
  return stringOption({ name: key, description, isRequired: false, choices, isCompleted: completes });
}

function fileOption(name: string, description: string, isRequired: boolean): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.Attachment,
    name,
    ...localisedName(name),
    ...described(description),
    ...(isRequired ? { required: true } : {}),
  };
}

interface StringOption {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly choices: TypedKey["choices"];
  readonly isCompleted: boolean;
  readonly maxLength?: number;
}

function stringOption(option: StringOption): APIApplicationCommandBasicOption {
  const { name, description, isRequired, choices, maxLength } = option;
  const common = {
    type: ApplicationCommandOptionType.String as const,
    name,
    ...localisedName(name),
    ...described(description),
    ...(isRequired ? { required: true } : {}),
  };
  if (choices.length > 0 && choices.length <= mostOptions) return { ...common, choices: choices.map(choiceOf) };
  const longest = maxLength === undefined ? {} : { max_length: maxLength };
  return option.isCompleted ? { ...common, ...longest, autocomplete: true } : { ...common, ...longest };
}

function choiceOf({ value, label }: TypedKey["choices"][number]): APIApplicationCommandOptionChoice<string> {
  const localised = localisedText(label);
  return { name: label, value, ...(localised === undefined ? {} : { name_localizations: localised }) };
}

function described(text: string) {
  const description = text.slice(0, mostText);
  const localised = localisedText(text);
  return { description, ...(localised === undefined ? {} : { description_localizations: localised }) };
}
