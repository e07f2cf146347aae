import { isJson, type Json, listOf, objectOf } from "./json.ts";
import { type Problem, refuse, refuseForm } from "./refusal.ts";
import type { DoubleState } from "./state.ts";
import type { DiscordChannel, DiscordGuild } from "./world.ts";

/** One call of Discord's API. */
export interface Call {
  readonly state: DoubleState;
  /** What stands in the place of `{channel_id}` and the others. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What Discord's own description says against the body. */
  readonly problems: readonly Problem[];
}

/** What a route answers: the body, undefined for none, or a body with a status of its own. */
export type Answer = Json | readonly unknown[] | Created | undefined;

export class Created {
  readonly body: Json;

  constructor(body: Json) {
    this.body = body;
  }
}

/** By method and path, as Discord's description writes them. */
export type Routes = Readonly<Record<string, (call: Call) => Answer>>;

/** The body as an object, of the shape that Discord's description asks for. @throws DiscordRefused. */
export function formOf({ body, problems }: Call): Json {
  if (!isJson(body)) {
    refuseForm([{ path: [], code: "MODEL_TYPE_CONVERT", message: "Only dictionaries may be used in a ModelType" }]);
  }
  refuseForm(problems);
  return objectOf(body);
}

/** The same for a list. */
export function formsOf({ body, problems }: Call): readonly Json[] {
  if (!Array.isArray(body)) {
    refuseForm([{ path: [], code: "LIST_TYPE_CONVERT", message: "Only iterables may be used in a ListType" }]);
  }
  refuseForm(problems);
  return listOf(body);
}

export function channelOf({ state, params }: Call): DiscordChannel {
  const channel = state.world.channels.get(snowflake(params["channel_id"]));
  if (channel === undefined || channel.isDeleted) refuse(10003);
  if (channel.guild === null && !channel.people.includes(state.world.app.id)) refuse(10003);
  if (channel.guild !== null && !isIn(state, channel.guild)) refuse(50001);
  return channel;
}

export function guildOf({ state, params }: Call): DiscordGuild {
  const guild = state.world.guilds.get(snowflake(params["guild_id"]));
  if (guild === undefined || guild.isUnavailable) refuse(10004);
  if (!isIn(state, guild.id)) refuse(50001);
  return guild;
}

/** Whether the bot is in a guild. */
export function isIn({ world }: DoubleState, guild: string): boolean {
  return world.guilds.get(guild)?.members.has(world.app.id) === true;
}

export function snowflake(text = ""): string {
  if (!/^\d{1,20}$/.test(text)) {
    refuseForm([{ path: [], code: "NUMBER_TYPE_COERCE", message: `Value "${text}" is not snowflake.` }]);
  }
  return text;
}
