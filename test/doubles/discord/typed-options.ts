import { optionKinds } from "./discord-numbers.ts";
import { type Json, listOf, textOf } from "./json.ts";
import { resolvedAttachments } from "./attachments.ts";
import type { DoubleState, RegisteredCommand } from "./state.ts";
import { channelJson, memberJson, roleJson, userJson } from "./to-json.ts";
import { permissionsIn } from "./permissions.ts";
import type { DiscordChannel, DiscordGuild, DiscordUser, World } from "./world.ts";

/** What a person fills in, by the names of the options; channels, people and roles by their ids. */
export type Filled = Readonly<Record<string, string | number | boolean>>;

/** Options that are chosen, and travel as ids. */
const byId: readonly number[] = [optionKinds.user, optionKinds.channel, optionKinds.role, optionKinds.mentionable];

/** Thrown for what Discord's own programs would not let a person do. */
export class NotPossible extends Error {
  constructor(why: string) {
    super(`discord double: ${why}`);
    this.name = "NotPossible";
  }
}

/** A command with the way to one of its verbs: `jobs list`, or `list` where only one command has it. */
export interface ChosenCommand {
  readonly command: RegisteredCommand;
  readonly name: string;
  /** From the command's own options down to the verb's. */
  readonly way: readonly Json[];
}

export function chosenCommand(commands: readonly RegisteredCommand[], path: string): ChosenCommand {
  const words = path.split(" ").filter((word) => word !== "");
  const named = commands.filter(({ definition }) => definition["name"] === words[0]);
  const parents = commands.filter(({ definition }) =>
    listOf(definition["options"]).some((option) => option["name"] === words[0] && isNested(option)),
  );
  const [command] = named.length > 0 ? named : parents;
  if (command === undefined) {
    const known = commands.map(({ definition }) => textOf(definition["name"])).join(", ");
    throw new NotPossible(`/${path} is not registered there; known are ${known || "none"}`);
  }
  const way: Json[] = [];
  let level = command.definition;
  for (const word of named.length > 0 ? words.slice(1) : words) {
    const next = listOf(level["options"]).find((option) => option["name"] === word && isNested(option));
    if (next === undefined) throw new NotPossible(`/${path}: ${word} is no verb of it`);
    way.push(next);
    level = next;
  }
  if (listOf(level["options"]).some(isNested)) throw new NotPossible(`/${path}: a verb of it has to be chosen`);
  return { command, name: textOf(command.definition["name"]), way };
}

function isNested({ type }: Json): boolean {
  return type === optionKinds.subcommand || type === optionKinds.group;
}

/** The data of an interaction, as filled in. @param focused The option that is being typed, for completion. */
export function commandData(
  { world, attachments }: DoubleState,
  { command, name, way }: ChosenCommand,
  filled: Filled,
  { user, guild }: { readonly user: DiscordUser; readonly guild: DiscordGuild | undefined },
  focused?: string,
): Json {
  const options = listOf((way.at(-1) ?? command.definition)["options"]);
  const given = Object.entries(filled).map(([option, value]) => {
    const known = options.find((one) => one["name"] === option);
    if (known === undefined) throw new NotPossible(`/${name} has no option ${option} there`);
    if (option !== focused) checkValue(option, known, value);
    return {
      type: known["type"],
      name: option,
      value: chosenValue(known, value),
      ...(option === focused ? { focused: true } : {}),
    };
  });
  const missing = options.find((one) => one["required"] === true && filled[textOf(one["name"])] === undefined);
  if (missing !== undefined && focused === undefined)
    throw new NotPossible(`/${name}: ${textOf(missing["name"])} is required`);
  const nested = way
    .toReversed()
    .reduce<readonly Json[]>((inner, step) => [{ type: step["type"], name: step["name"], options: inner }], given);
  const ids = given.filter(({ type }) => byId.includes(Number(type))).map(({ value }) => String(value));
  const files = given
    .filter(({ type }) => type === optionKinds.attachment)
    .map(({ value }) => attachments.of(user, String(value)));
  if (files.includes(undefined)) throw new NotPossible(`/${name}: ${user.name} has uploaded no such file`);
  const resolved = { ...resolvedOf(world, guild, ids), ...resolvedAttachments(files) };
  return {
    id: command.id,
    name,
    type: command.definition["type"] ?? 1,
    ...(command.guild === null ? {} : { guild_id: command.guild }),
    ...(nested.length > 0 ? { options: nested } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

/** A choice may be named as people read it; what is sent is its value. */
function chosenValue(option: Json, value: string | number | boolean): unknown {
  return listOf(option["choices"]).find(({ name }) => name === value)?.["value"] ?? value;
}

function checkValue(name: string, option: Json, value: string | number | boolean): void {
  const type = Number(option["type"]);
  const choices = listOf(option["choices"]);
  const wanted = typesOfValues[type] ?? "string";
  if (typeof value !== wanted) throw new NotPossible(`${name}: expected a ${wanted}, got ${typeof value} ${value}`);
  if (choices.length > 0 && !choices.some((one) => one["value"] === value || one["name"] === value)) {
    throw new NotPossible(`${name}: ${value} is none of ${choices.map((one) => one["value"]).join(", ")}`);
  }
  if (type === optionKinds.integer && !Number.isInteger(value))
    throw new NotPossible(`${name}: ${value} is no integer`);
  if (typeof value === "string") {
    const [least, most] = [Number(option["min_length"] ?? 0), Number(option["max_length"] ?? 6_000)];
    if (value.length < least || value.length > most) {
      throw new NotPossible(`${name}: expected ${least} to ${most} characters, got ${value.length}`);
    }
  }
  if (typeof value === "number") {
    const [least, most] = [Number(option["min_value"] ?? -Infinity), Number(option["max_value"] ?? Infinity)];
    if (value < least || value > most) throw new NotPossible(`${name}: expected ${least} to ${most}, got ${value}`);
  }
}

const typesOfValues: Readonly<Record<number, string>> = {
  [optionKinds.integer]: "number",
  [optionKinds.number]: "number",
  [optionKinds.boolean]: "boolean",
};

/** What ids stand for: channels, people, roles, as interactions carry them. */
export function resolvedOf(world: World, guild: DiscordGuild | undefined, ids: readonly string[]): Json {
  const channels = ids.flatMap((id) => world.channels.get(id) ?? []);
  const users = ids.flatMap((id) => world.users.get(id) ?? []);
  const members = ids.flatMap((id) => guild?.members.get(id) ?? []);
  const roles = ids.flatMap((id) => guild?.roles.get(id) ?? []);
  if (channels.length + users.length + roles.length < ids.length) {
    throw new NotPossible(`one of ${ids.join(", ")} is no channel, person or role`);
  }
  const parts = {
    channels: channels.map((one) => [one.id, partialChannel(world, one)]),
    users: users.map((one) => [one.id, userJson(one)]),
    members: members.map((one) => [one.user, { ...memberJson(world, one), user: undefined, permissions: "0" }]),
    roles: guild === undefined ? [] : roles.map((one) => [one.id, roleJson(one, guild, world.app.id)]),
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, all]) => (all.length > 0 ? [[name, Object.fromEntries(all)]] : [])),
  );
}

/** A channel as interactions carry it, with the rights of whoever acts. */
export function partialChannel(world: World, channel: DiscordChannel, user?: DiscordUser): Json {
  const rights = user === undefined ? 0n : permissionsIn(world, channel, user.id);
  return { ...channelJson(world, channel), permissions: String(rights) };
}

export function actingMember(world: World, channel: DiscordChannel, user: DiscordUser): Json {
  const member = world.guilds.get(channel.guild ?? "")?.members.get(user.id);
  if (member === undefined) throw new NotPossible(`${user.name} is not in the guild of #${channel.name}`);
  return { ...memberJson(world, member), permissions: String(permissionsIn(world, channel, user.id)) };
}
