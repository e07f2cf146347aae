import { problemsOfCommand, problemsOfCommands } from "./command-rules.ts";
import { isGiven, type Json, listOf } from "./json.ts";
import { refuse, refuseForm } from "./refusal.ts";
import { type Answer, type Call, Created, formOf, formsOf, guildOf, isIn, type Routes } from "./route.ts";
import type { RegisteredCommand } from "./state.ts";
import { applicationJson, guildJson, selfJson, userJson } from "./to-json.ts";

/** The application itself, who it is, and its commands, global and of a guild. */
export const applicationRoutes: Routes = {
  "GET /gateway": ({ state }) => ({ url: state.gateway.url }),
  "GET /gateway/bot": ({ state: { gateway } }) => ({
    url: gateway.url,
    shards: gateway.shards,
    session_start_limit: {
      total: gateway.total,
      remaining: gateway.remaining,
      reset_after: gateway.resetAfterMs,
      max_concurrency: gateway.concurrency,
    },
  }),
  "GET /users/@me": ({ state }) => selfJson(state.world),
  "GET /users/{user_id}": ({ state, params }) =>
    userJson(state.world.users.get(params["user_id"] ?? "") ?? refuse(10013)),
  "GET /users/@me/guilds": ({ state }) =>
    [...state.world.guilds.values()]
      .filter(({ id }) => isIn(state, id))
      .map((guild) => ({ ...guildJson(guild, state.world.app.id), owner: false, permissions: "0" })),
  "DELETE /users/@me/guilds/{guild_id}"(call) {
    const guild = guildOf(call);
    guild.members.delete(call.state.world.app.id);
    call.state.emit("GUILD_DELETE", { id: guild.id }, { guild: guild.id });
    call.state.changed();
    return undefined;
  },
  "GET /applications/@me": myself,
  "GET /oauth2/applications/@me": myself,
  "GET /applications/{application_id}": myself,
  ...commandRoutes("/applications/{application_id}/commands"),
  ...commandRoutes("/applications/{application_id}/guilds/{guild_id}/commands"),
};

function myself({ state }: Call): Json {
  const guilds = [...state.world.guilds.keys()].filter((id) => isIn(state, id));
  return applicationJson(state.world, guilds.length);
}

function commandRoutes(path: string): Routes {
  return {
    [`GET ${path}`](call) {
      const isFull = call.query.get("with_localizations") === "true";
      return registered(call).map((one) => commandJson(call, one, isFull));
    },
    [`PUT ${path}`](call) {
      const wanted = formsOf(call);
      refuseForm(problemsOfCommands(wanted));
      const before = registered(call);
      for (const { id } of before) call.state.commands.delete(id);
      const kept = wanted.map((definition) =>
        register(
          call,
          definition,
          before.find((one) => isSame(one.definition, definition)),
        ),
      );
      call.state.changed();
      return kept.map((one) => commandJson(call, one, true));
    },
    [`POST ${path}`](call) {
      const definition = formOf(call);
      refuseForm(problemsOfCommand(definition));
      const before = registered(call);
      const same = before.find((one) => isSame(one.definition, definition));
      if (same === undefined) refuseForm(problemsOfCommands([...before.map((one) => one.definition), definition]));
      const answer = commandJson(call, register(call, definition, same), true);
      call.state.changed();
      return same === undefined ? new Created(answer) : answer;
    },
    [`GET ${path}/{command_id}`]: (call) => commandJson(call, commandOf(call), true),
    [`PATCH ${path}/{command_id}`](call) {
      const before = commandOf(call);
      const definition = { ...before.definition, ...formOf(call) };
      refuseForm(problemsOfCommand(definition));
      const answer = commandJson(call, register(call, definition, before), true);
      call.state.changed();
      return answer;
    },
    [`DELETE ${path}/{command_id}`](call): Answer {
      call.state.commands.delete(commandOf(call).id);
      call.state.changed();
      return undefined;
    },
  };
}

function scopeOf(call: Call): string | null {
  if (call.params["application_id"] !== call.state.world.app.id) refuse(20012);
  if (call.params["guild_id"] === undefined) return null;
  return guildOf(call).id;
}

function registered(call: Call): readonly RegisteredCommand[] {
  const scope = scopeOf(call);
  return [...call.state.commands.values()].filter(({ guild }) => guild === scope);
}

function commandOf(call: Call): RegisteredCommand {
  const command = registered(call).find(({ id }) => id === call.params["command_id"]);
  return command ?? refuse(10063);
}

function isSame(one: Json, other: Json): boolean {
  return one["name"] === other["name"] && (one["type"] ?? 1) === (other["type"] ?? 1);
}

function register(call: Call, definition: Json, before: RegisteredCommand | undefined): RegisteredCommand {
  const { world, commands } = call.state;
  const id = before?.id ?? world.nextId();
  const isUnchanged = before !== undefined && JSON.stringify(before.definition) === JSON.stringify(definition);
  const version = isUnchanged ? before.version : world.nextId();
  const command = { id, version, guild: scopeOf(call), definition };
  commands.set(id, command);
  return command;
}

/** A command as Discord gives it back: with what it adds, and without what says nothing. */
function commandJson({ state }: Call, { id, version, guild, definition }: RegisteredCommand, isFull: boolean): Json {
  const { options, ...rest } = definition;
  const permissions = rest["default_member_permissions"];
  const localisations = ["name_localizations", "description_localizations"].map((name) => [name, rest[name] ?? null]);
  return {
    id,
    application_id: state.world.app.id,
    version,
    default_member_permissions: isGiven(permissions) ? String(permissions) : null,
    type: rest["type"] ?? 1,
    name: rest["name"],
    ...(isFull ? Object.fromEntries(localisations) : {}),
    description: rest["description"] ?? "",
    ...(guild === null ? { dm_permission: rest["dm_permission"] ?? true } : { guild_id: guild }),
    contexts: rest["contexts"] ?? null,
    integration_types: rest["integration_types"] ?? [0],
    nsfw: rest["nsfw"] === true,
    ...(listOf(options).length > 0 ? { options: listOf(options).map((option) => optionJson(option, isFull)) } : {}),
  };
}

function optionJson(option: Json, isFull: boolean): Json {
  const inner = ["options", "choices"].flatMap((name) => {
    const all = listOf(option[name]).map((one) => optionJson(one, isFull));
    return all.length > 0 ? [[name, all]] : [];
  });
  const said = Object.entries(option).filter(
    ([name, value]) =>
      isGiven(value) &&
      value !== false &&
      !["options", "choices"].includes(name) &&
      (isFull || !name.endsWith("_localizations")),
  );
  return { ...Object.fromEntries(said), ...Object.fromEntries(inner) };
}
