import { ownersFor } from "../acting.ts";
import type { DiscordDouble } from "../discord-double.ts";
import { isJson, type Json, listOf, objectOf, textOf } from "../json.ts";
import { parseMarkdown, type Piece, type Reading } from "../markdown.ts";
import { may } from "../permissions.ts";
import type { RegisteredCommand } from "../state.ts";
import { NotPossible } from "../typed-options.ts";
import type { DiscordChannel, DiscordMessage, DiscordUser } from "../world.ts";

/** All that one person sees, as the page draws it. */
export function pageState(discord: DiscordDouble, asked: string) {
  const { world, state } = discord;
  const users = [...world.users.values()].filter(({ isBot, name }) => !isBot && !name.startsWith("owner of "));
  const user = users.find(({ id }) => id === asked) ?? users[0];
  if (user === undefined) throw new NotPossible("nobody is there");
  const channels = [...world.channels.values()].filter((one) => isSeen(discord, one, user));
  const names = [
    ...users.map(({ id, name }) => [id, name]),
    ...channels.map(({ id, name }) => [id, name]),
    ...[...world.guilds.values()].flatMap(({ roles }) => [...roles.values()].map(({ id, name }) => [id, name])),
  ];
  return {
    user: user.id,
    users: users.map(({ id, name }) => ({ id, name })),
    guilds: [...world.guilds.values()].map(({ id, name }) => ({ id, name })),
    channels: channels.map((channel) => channelState(discord, channel, user)),
    form: discord.forms(user).at(-1) ?? null,
    names: Object.fromEntries(names),
    violations: state.violations,
  };
}

function isSeen({ world }: DiscordDouble, channel: DiscordChannel, user: DiscordUser): boolean {
  return !channel.isDeleted && channel.kind !== "category" && may(world, channel, user.id, "ViewChannel");
}

function channelState(discord: DiscordDouble, channel: DiscordChannel, user: DiscordUser) {
  const { world } = discord;
  const { id, guild, kind, parent, tags, thread, people } = channel;
  const others = people
    .filter((one) => one !== user.id)
    .map((one) => (one === world.app.id ? world.app.name : world.users.get(one)?.name));
  return {
    id,
    guild,
    kind,
    parent,
    name: guild === null ? others.join(", ") : channel.name,
    isArchived: thread?.isArchived === true,
    tags: tags.filter((tag) => thread?.appliedTags.includes(tag.id) ?? true).map(({ name }) => name),
    applied: (thread?.appliedTags ?? []).map(
      (tag) => world.channels.get(parent ?? "")?.tags.find((one) => one.id === tag)?.name,
    ),
    commands: commandsState(discord, channel, user, 1),
    menu: commandsState(discord, channel, user, 3).map(({ name }) => name),
    messages: channel.messages
      .filter(({ only, isDeleted }) => !isDeleted && (only === undefined || only === user.id))
      .map((message) => messageState(discord, message)),
  };
}

/** Each verb with its options, of those commands that the person is shown there. */
function commandsState({ state }: DiscordDouble, channel: DiscordChannel, user: DiscordUser, type: number) {
  const known = [...state.commands.values()].filter(
    (one) => Number(one.definition["type"] ?? 1) === type && isShown(one),
  );
  function isShown(command: RegisteredCommand): boolean {
    try {
      ownersFor(state, command, user, channel);
      return true;
    } catch (error) {
      if (error instanceof NotPossible) return false;
      throw error;
    }
  }
  return known.flatMap(({ definition }) => verbsOf(definition, textOf(definition["name"])));
}

interface Verb {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Json[];
}

function verbsOf(level: Json, path: string): readonly Verb[] {
  const nested = listOf(level["options"]).filter(({ type }) => type === 1 || type === 2);
  if (nested.length > 0) return nested.flatMap((one) => verbsOf(one, `${path} ${textOf(one["name"])}`));
  return [{ name: path, description: textOf(level["description"]), options: listOf(level["options"]) }];
}

function messageState({ world }: DiscordDouble, message: DiscordMessage) {
  const { id, author, at, content, embeds, components, flags, only, editedAt, origin, attachments } = message;
  const isBot = author === world.app.id;
  return {
    id,
    at,
    author: isBot ? world.app.name : (world.users.get(author)?.name ?? "nobody"),
    isBot,
    isEdited: editedAt !== null,
    isPrivate: only !== undefined,
    isLoading: (flags & 128) !== 0,
    askedBy: origin === undefined ? null : (world.users.get(origin.user)?.name ?? null),
    pieces: parseMarkdown(content),
    embeds: (flags & 4) === 0 ? embeds.map(embedState) : [],
    components: components.map((one) => componentState(one, attachments)),
  };
}

function embedState(embed: Json) {
  const read = (value: unknown, reading: Reading): readonly Piece[] => parseMarkdown(textOf(value), reading);
  return {
    color: embed["color"] ?? null,
    url: embed["url"] ?? null,
    author: textOf(objectOf(embed["author"])["name"]),
    title: read(embed["title"], "inline"),
    description: read(embed["description"], "full"),
    fields: listOf(embed["fields"]).map(({ name, value, inline }) => ({
      name: read(name, "inline"),
      value: read(value, "full"),
      isInline: inline === true,
    })),
    footer: textOf(objectOf(embed["footer"])["text"]),
  };
}

function componentState(component: Json, attachments: readonly Json[]): Json {
  const accessory = component["accessory"];
  return {
    ...component,
    ...(typeof component["content"] === "string" ? { pieces: parseMarkdown(component["content"]) } : {}),
    ...(Array.isArray(component["components"])
      ? { components: listOf(component["components"]).map((one) => componentState(one, attachments)) }
      : {}),
    ...(Array.isArray(component["items"])
      ? { items: listOf(component["items"]).map((item) => pictureState(item, attachments)) }
      : {}),
    ...(isJson(accessory) ? { accessory: componentState(accessory, attachments) } : {}),
  };
}

function pictureState({ media, description }: Json, attachments: readonly Json[]): Json {
  const url = textOf(objectOf(media)["url"]);
  const file = attachments.find(({ filename }) => url === `attachment://${textOf(filename)}`);
  return { url: file === undefined ? url : `data:image/png;base64,${textOf(file["data"])}`, description };
}
