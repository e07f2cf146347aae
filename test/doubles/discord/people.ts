/** What people do, and what a test arranges for them: one list, so that a test finds everything in one place. */
import { act, type Acted, ownersFor, ownersOf } from "./acting.ts";
import { appendMessage } from "./append-message.ts";
import type { Attachment } from "./attachments.ts";
import { addThread, makeDirect } from "./channel-routes.ts";
import { everyComponent } from "./component-rules.ts";
import { componentKinds, interactionKinds } from "./discord-numbers.ts";
import { filledComponents, type FormValues } from "./form-values.ts";
import { type Json, listOf, textOf } from "./json.ts";
import { allPermissions, bitsOf, everyonePermissions, may, type PermissionName } from "./permissions.ts";
import type { DoubleState, OpenForm, RegisteredCommand } from "./state.ts";
import { channelJson, guildCreateJson, guildJson, memberJson, messageJson, roleJson } from "./to-json.ts";
import { chosenCommand, commandData, type Filled, NotPossible, resolvedOf } from "./typed-options.ts";
import {
  aDiscordChannel,
  type ChannelKind,
  type DiscordChannel,
  type DiscordGuild,
  type DiscordMessage,
  type DiscordRole,
  type DiscordUser,
  type Overwrite,
} from "./world.ts";

/** What the bot may do in a guild unless a test says otherwise: what its invite link asks for. */
export const botPermissions: readonly PermissionName[] = [
  "ViewChannel",
  "SendMessages",
  "SendMessagesInThreads",
  "CreatePublicThreads",
  "EmbedLinks",
  "ReadMessageHistory",
];

export interface GuildOptions {
  readonly hasBot?: boolean;
  readonly botPermissions?: readonly PermissionName[];
  /** What everyone may do; the usual by default. */
  readonly everyone?: readonly PermissionName[];
  readonly locale?: string;
}

export interface ChannelOptions {
  readonly kind?: Exclude<ChannelKind, "direct" | "group" | "thread" | "announcement-thread" | "private-thread">;
  /** Of a forum. */
  readonly tags?: readonly (string | { readonly name: string; readonly isModerated: boolean })[];
  readonly requiresTag?: boolean;
  /** Seen only by those whom `allow` names; administrators see it anyway. */
  readonly isPrivate?: boolean;
  readonly slowModeSeconds?: number;
  readonly parent?: DiscordChannel;
}

/** Whose rights in a channel are meant: a person's, the bot's, a role's, or everyone's. */
export type Whose = DiscordUser | DiscordRole | "bot" | "everyone";

export interface MemberOptions {
  readonly permissions?: readonly PermissionName[];
  readonly locale?: string;
}

export function createPeople(state: DoubleState) {
  const { world } = state;
  const bot = world.app.id;

  function tellChannel(event: "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE", channel: DiscordChannel): void {
    state.emit(event, channelJson(world, channel), channel);
    state.changed();
  }

  function tellThread(thread: DiscordChannel): void {
    state.emit("THREAD_UPDATE", channelJson(world, thread), thread);
    state.changed();
  }

  function tellRole(guild: DiscordGuild, role: DiscordRole): void {
    state.emit("GUILD_ROLE_UPDATE", { guild_id: guild.id, role: roleJson(role, guild, bot) }, { guild: guild.id });
    state.changed();
  }

  function guildOf(channel: DiscordChannel): DiscordGuild {
    const guild = world.guilds.get(channel.guild ?? "");
    if (guild === undefined) throw new NotPossible(`#${channel.name} is in no guild`);
    return guild;
  }

  function overwriteOf(channel: DiscordChannel, whose: Whose) {
    const guild = guildOf(channel);
    const isRole = typeof whose === "object" && "permissions" in whose;
    const id = whose === "everyone" ? guild.id : whose === "bot" ? bot : whose.id;
    const kind = whose === "everyone" || isRole ? "role" : "member";
    const known = channel.overwrites.find((one) => one.id === id);
    if (known !== undefined) return known;
    const made: Overwrite = { id, kind, allow: 0n, deny: 0n };
    channel.overwrites.push(made);
    return made;
  }

  function demandSeeing(user: DiscordUser, channel: DiscordChannel): void {
    if (channel.isDeleted || !may(world, channel, user.id, "ViewChannel")) {
      throw new NotPossible(`${user.name} does not see #${channel.name}`);
    }
  }

  function commandsFor(channel: DiscordChannel, type: number): readonly RegisteredCommand[] {
    return [...state.commands.values()].filter(
      ({ guild, definition }) =>
        (guild === null || guild === channel.guild) && Number(definition["type"] ?? 1) === type,
    );
  }

  function channelOf({ channel }: DiscordMessage): DiscordChannel {
    const found = world.channels.get(channel);
    if (found === undefined) throw new NotPossible("that message's channel is not there");
    return found;
  }

  function componentIn(message: DiscordMessage, customId: string): Json {
    const all = everyComponent(message.components).map(({ component }) => component);
    const found = all.find((one) => one["custom_id"] === customId);
    if (found === undefined || message.isDeleted) {
      const known = all.flatMap((one) => textOf(one["custom_id"]) || []);
      throw new NotPossible(`no ${customId} on that message; it has ${known.join(", ") || "nothing to press"}`);
    }
    if (found["disabled"] === true) throw new NotPossible(`${customId} cannot be pressed`);
    return found;
  }

  async function useComponent(user: DiscordUser, message: DiscordMessage, component: Json, more: Json): Promise<Acted> {
    const channel = channelOf(message);
    demandSeeing(user, channel);
    if (message.only !== undefined && message.only !== user.id) throw new NotPossible("that is another one's answer");
    const id = textOf(component["custom_id"]);
    const data = { custom_id: id, component_type: component["type"], id: component["id"], ...more };
    const owners = ownersOf(state, message, user, channel);
    return await act(state, {
      user,
      channel,
      kind: interactionKinds.component,
      what: `press ${id}`,
      data,
      owners,
      source: message,
    });
  }

  const people = {
    user(name: string, { locale = "en-US" }: { readonly locale?: string } = {}): DiscordUser {
      const user = { id: world.nextId(), name, isBot: false, locale, closesDirect: false, hasApp: false };
      world.users.set(user.id, user);
      return user;
    },
    guild(name: string, options: GuildOptions = {}): DiscordGuild {
      const id = world.nextId();
      const owner = people.user(`owner of ${name}`);
      const { everyone } = options;
      const all = {
        id,
        name: "@everyone",
        permissions: everyone === undefined ? everyonePermissions : bitsOf(everyone),
        isManaged: false,
      };
      const own: DiscordRole = {
        id: world.nextId(),
        name: world.app.name,
        permissions: bitsOf(options.botPermissions ?? botPermissions),
        isManaged: true,
      };
      const guild: DiscordGuild = {
        id,
        name,
        owner: owner.id,
        locale: options.locale ?? "en-US",
        roles: new Map([[id, all]]),
        members: new Map([[owner.id, { user: owner.id, roles: new Set(), joinedAt: state.now() }]]),
        systemChannel: null,
        isUnavailable: false,
        botRole: own.id,
      };
      guild.roles.set(own.id, own);
      world.guilds.set(id, guild);
      if (options.hasBot !== false) people.invite(guild);
      return guild;
    },
    role(guild: DiscordGuild, name: string, permissions: readonly PermissionName[] = []): DiscordRole {
      const role = { id: world.nextId(), name, permissions: bitsOf(permissions), isManaged: false };
      guild.roles.set(role.id, role);
      state.emit("GUILD_ROLE_CREATE", { guild_id: guild.id, role: roleJson(role, guild, bot) }, { guild: guild.id });
      state.changed();
      return role;
    },
    /** Somebody new in a guild, with a role of their own for the rights that they have beside everyone's. */
    member(guild: DiscordGuild, name: string, { permissions = [], locale = "en-US" }: MemberOptions = {}): DiscordUser {
      const user = people.user(name, { locale });
      people.join(guild, user, permissions.length > 0 ? [people.role(guild, `rights of ${name}`, permissions)] : []);
      return user;
    },
    join(guild: DiscordGuild, user: DiscordUser, roles: readonly DiscordRole[] = []): void {
      guild.members.set(user.id, { user: user.id, roles: new Set(roles.map(({ id }) => id)), joinedAt: state.now() });
      state.changed();
    },
    leave(guild: DiscordGuild, user: DiscordUser): void {
      guild.members.delete(user.id);
      state.changed();
    },
    channel(guild: DiscordGuild, name: string, options: ChannelOptions = {}): DiscordChannel {
      const { kind = "text", tags = [], requiresTag = false, isPrivate = false, slowModeSeconds = 0, parent } = options;
      const made = aDiscordChannel({
        id: world.nextId(),
        guild: guild.id,
        kind,
        name,
        parent: parent?.id ?? null,
        slowModeSeconds,
        requiresTag,
        tags: tags.map((tag) => ({
          id: world.nextId(),
          name: typeof tag === "string" ? tag : tag.name,
          isModerated: typeof tag === "string" ? false : tag.isModerated,
        })),
        overwrites: isPrivate ? [{ id: guild.id, kind: "role", allow: 0n, deny: bitsOf(["ViewChannel"]) }] : [],
      });
      world.channels.set(made.id, made);
      tellChannel("CHANNEL_CREATE", made);
      return made;
    },
    /** A thread that a person has opened. */
    thread(parent: DiscordChannel, name: string, owner: DiscordUser): DiscordChannel {
      const kind = parent.kind === "announcement" ? "announcement-thread" : "thread";
      return addThread(state, parent, { id: world.nextId(), kind, name, owner: owner.id, appliedTags: [] });
    },
    /** The conversation of a person with the bot, as it is when the person begins it. */
    direct(user: DiscordUser): DiscordChannel {
      return world.direct(user.id) ?? makeDirect(state, user.id);
    },
    /** A conversation of people without the bot. */
    group(...users: readonly DiscordUser[]): DiscordChannel {
      const kind = users.length > 2 ? "group" : "direct";
      const made = aDiscordChannel({
        id: world.nextId(),
        guild: null,
        kind,
        name: "",
        people: users.map(({ id }) => id),
      });
      world.channels.set(made.id, made);
      state.changed();
      return made;
    },
    say(user: DiscordUser, channel: DiscordChannel, content: string): DiscordMessage {
      demandSeeing(user, channel);
      return appendMessage(state, channel, { content }, { author: user.id });
    },
    remove(message: DiscordMessage): void {
      message.isDeleted = true;
      state.changed();
    },
    /** Installs the app for oneself. */
    install(user: DiscordUser): void {
      user.hasApp = true;
      state.changed();
    },
    uninstall(user: DiscordUser): void {
      user.hasApp = false;
      state.changed();
    },

    /** Uploads a file, to be filled in by its id. @param livesMs How long its address is good. */
    upload: (user: DiscordUser, name: string, content: string | Buffer, livesMs?: number): Attachment =>
      state.attachments.add(user, name, content, livesMs),
    /** Types a command: `slash(ann, jobs, "jobs list")`, or `"list"` where only one command has that verb. */
    async slash(user: DiscordUser, channel: DiscordChannel, path: string, filled: Filled = {}): Promise<Acted> {
      demandSeeing(user, channel);
      const chosen = chosenCommand(commandsFor(channel, 1), path);
      const owners = ownersFor(state, chosen.command, user, channel);
      const data = commandData(state, chosen, filled, { user, guild: world.guilds.get(channel.guild ?? "") });
      return await act(state, {
        user,
        channel,
        kind: interactionKinds.command,
        what: `slash ${path}`,
        data,
        owners,
      });
    },
    /** Types into an option. @returns What is offered; empty where nothing came in time. */
    async autocomplete(
      user: DiscordUser,
      channel: DiscordChannel,
      path: string,
      focused: string,
      filled: Filled,
    ): Promise<readonly { readonly name: string; readonly value: string | number }[]> {
      demandSeeing(user, channel);
      const chosen = chosenCommand(commandsFor(channel, 1), path);
      const option = listOf((chosen.way.at(-1) ?? chosen.command.definition)["options"]).find(
        ({ name }) => name === focused,
      );
      if (option?.["autocomplete"] !== true) throw new NotPossible(`/${path}: ${focused} is not completed`);
      const { answer } = await act(state, {
        user,
        channel,
        kind: interactionKinds.completion,
        what: `complete ${path} ${focused}`,
        data: commandData(
          state,
          chosen,
          { [focused]: "", ...filled },
          { user, guild: world.guilds.get(channel.guild ?? "") },
          focused,
        ),
        owners: ownersFor(state, chosen.command, user, channel),
      });
      return listOf(answer?.data["choices"]).map(({ name, value }) => ({
        name: String(name),
        value: typeof value === "number" ? value : String(value),
      }));
    },
    /** Presses a button. */
    async press(user: DiscordUser, message: DiscordMessage, customId: string): Promise<Acted> {
      const button = componentIn(message, customId);
      if (button["type"] !== componentKinds.button) throw new NotPossible(`${customId} is no button`);
      return await useComponent(user, message, button, {});
    },
    /** Chooses from a menu: values, or ids of people, roles and channels. */
    async select(
      user: DiscordUser,
      message: DiscordMessage,
      customId: string,
      values: readonly string[],
    ): Promise<Acted> {
      const select = componentIn(message, customId);
      const isOfWords = select["type"] === componentKinds.stringSelect;
      const options = listOf(select["options"]).map(({ value }) => value);
      const strange = isOfWords ? values.find((value) => !options.includes(value)) : undefined;
      if (strange !== undefined) throw new NotPossible(`${customId} offers no ${strange}, but ${options.join(", ")}`);
      const [least, most] = [Number(select["min_values"] ?? 1), Number(select["max_values"] ?? 1)];
      if (values.length < least || values.length > most) {
        throw new NotPossible(`${customId}: expected ${least} to ${most} options, got ${values.length}`);
      }
      const guild = world.guilds.get(channelOf(message).guild ?? "");
      const more = isOfWords ? {} : { resolved: resolvedOf(world, guild, values) };
      return await useComponent(user, message, select, { values, ...more });
    },
    /** Sends a form; what is not given stays as it was filled in beforehand. */
    async submit(form: OpenForm, values: FormValues = {}): Promise<Acted> {
      if (!form.isOpen) throw new NotPossible("that form is not open");
      const { user, channel, source, modal } = form;
      const id = textOf(modal["custom_id"]);
      const components = filledComponents(modal, values);
      const owners = ownersOf(state, source, user, channel);
      const data = { custom_id: id, components };
      const acted = await act(state, {
        user,
        channel,
        kind: interactionKinds.form,
        what: `submit ${id}`,
        data,
        owners,
        source,
      });
      if (acted.answer !== undefined) form.isOpen = false;
      state.changed();
      return acted;
    },
    closeForm(form: OpenForm): void {
      form.isOpen = false;
      state.changed();
    },
    /** Uses a command of a message's menu. */
    async messageCommand(user: DiscordUser, message: DiscordMessage, name: string): Promise<Acted> {
      const channel = channelOf(message);
      demandSeeing(user, channel);
      const command = commandsFor(channel, 3).find(({ definition }) => definition["name"] === name);
      if (command === undefined) throw new NotPossible(`the menu of messages has no ${name}`);
      const data = {
        id: command.id,
        name,
        type: 3,
        target_id: message.id,
        resolved: { messages: { [message.id]: messageJson(world, message) } },
      };
      const owners = ownersFor(state, command, user, channel);
      return await act(state, {
        user,
        channel,
        kind: interactionKinds.command,
        what: `menu ${name}`,
        data,
        owners,
      });
    },

    /** Adds the bot to a guild. */
    invite(guild: DiscordGuild): void {
      guild.members.set(bot, { user: bot, roles: new Set([guild.botRole]), joinedAt: state.now() });
      state.emit("GUILD_CREATE", guildCreateJson(world, guild), { guild: guild.id });
      state.changed();
    },
    /** Removes the bot from a guild; its commands there go with it. */
    kick(guild: DiscordGuild): void {
      guild.members.delete(bot);
      for (const command of state.commands.values()) if (command.guild === guild.id) state.commands.delete(command.id);
      state.emit("GUILD_DELETE", { id: guild.id }, { guild: guild.id });
      state.changed();
    },
    /** A guild cannot be reached: an outage of Discord's, after which it comes back. */
    loseGuild(guild: DiscordGuild): void {
      guild.isUnavailable = true;
      state.emit("GUILD_DELETE", { id: guild.id, unavailable: true }, { guild: guild.id });
    },
    regainGuild(guild: DiscordGuild): void {
      guild.isUnavailable = false;
      state.emit("GUILD_CREATE", guildCreateJson(world, guild), { guild: guild.id });
    },
    renameGuild(guild: DiscordGuild, name: string): void {
      guild.name = name;
      state.emit("GUILD_UPDATE", guildJson(guild, bot), { guild: guild.id });
      state.changed();
    },
    /** Changes what the role that came with the bot lets it do. */
    permitBot(guild: DiscordGuild, permissions: readonly PermissionName[]): void {
      const role = guild.roles.get(guild.botRole);
      if (role === undefined) throw new NotPossible("the bot's role is not there");
      role.permissions = bitsOf(permissions);
      tellRole(guild, role);
    },
    permitRole(guild: DiscordGuild, role: DiscordRole, permissions: readonly PermissionName[]): void {
      role.permissions = bitsOf(permissions);
      tellRole(guild, role);
    },
    /** Gives the bot a role beside its own. */
    giveBot(guild: DiscordGuild, role: DiscordRole): void {
      const me = guild.members.get(bot);
      if (me === undefined) throw new NotPossible(`the bot is not in ${guild.name}`);
      me.roles.add(role.id);
      state.emit("GUILD_MEMBER_UPDATE", { guild_id: guild.id, ...memberJson(world, me) }, { guild: guild.id });
    },
    /** Allows something in one channel. */
    allow(channel: DiscordChannel, whose: Whose, ...names: readonly PermissionName[]): void {
      const overwrite = overwriteOf(channel, whose);
      overwrite.allow |= bitsOf(names);
      overwrite.deny &= allPermissions & ~bitsOf(names);
      tellChannel("CHANNEL_UPDATE", channel);
    },
    deny(channel: DiscordChannel, whose: Whose, ...names: readonly PermissionName[]): void {
      const overwrite = overwriteOf(channel, whose);
      overwrite.deny |= bitsOf(names);
      overwrite.allow &= allPermissions & ~bitsOf(names);
      tellChannel("CHANNEL_UPDATE", channel);
    },
    closeDirect(user: DiscordUser): void {
      user.closesDirect = true;
    },
    openDirect(user: DiscordUser): void {
      user.closesDirect = false;
    },
    archive(thread: DiscordChannel, { isLocked = false }: { readonly isLocked?: boolean } = {}): void {
      if (thread.thread === null) throw new NotPossible(`#${thread.name} is no thread`);
      thread.thread.isArchived = true;
      thread.thread.archivedAt = state.now();
      thread.thread.isLocked ||= isLocked;
      tellThread(thread);
    },
    unarchive(thread: DiscordChannel): void {
      if (thread.thread === null) throw new NotPossible(`#${thread.name} is no thread`);
      thread.thread.isArchived = false;
      thread.thread.isLocked = false;
      tellThread(thread);
    },
    slowMode(channel: DiscordChannel, seconds: number): void {
      channel.slowModeSeconds = seconds;
      tellChannel("CHANNEL_UPDATE", channel);
    },
    /** Takes a tag from a forum. */
    removeTag(forum: DiscordChannel, name: string): void {
      forum.tags = forum.tags.filter((tag) => tag.name !== name);
      tellChannel("CHANNEL_UPDATE", forum);
    },
    rename(channel: DiscordChannel, name: string): void {
      channel.name = name;
      if (channel.thread === null) tellChannel("CHANNEL_UPDATE", channel);
      else tellThread(channel);
    },
    deleteChannel(channel: DiscordChannel): void {
      channel.isDeleted = true;
      const { id, guild, parent, thread, kind } = channel;
      if (thread === null) return tellChannel("CHANNEL_DELETE", channel);
      const type = channelJson(world, channel)["type"];
      state.emit("THREAD_DELETE", { id, guild_id: guild, parent_id: parent, type: type ?? kind }, channel);
      state.changed();
    },
    linkTo: (message: DiscordMessage): string =>
      `https://discord.com/channels/${channelOf(message).guild ?? "@me"}/${message.channel}/${message.id}`,
  };
  return people;
}
