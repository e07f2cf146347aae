import { Routes } from "discord.js";
import { z } from "zod";
import type { Message } from "../../delivery/card/digest.ts";
import type { MessageReference } from "./address.ts";
import type { Api } from "./api.ts";
import { discordCode } from "./classify.ts";
import type { DiscordMessage } from "./discord-message.ts";
import { postOf } from "./forum-post.ts";
import type { ForumTag, Place } from "./place.ts";
import type { Places } from "./places.ts";

/** Forums, in which every opening is a post of its own. */
export interface Forums {
  /** @throws What Discord answers. */
  post(forum: string, message: Message, body: DiscordMessage, key: string): Promise<MessageReference>;
  /** A few words outside of any opening. @throws What Discord answers. */
  say(forum: string, body: DiscordMessage): Promise<void>;
}

const posted = z.looseObject({ id: z.string() });
const tagNeeded = 40067;
/** As many as Discord takes for one post. */
const mostTags = 5;

export function createForums(api: Api, places: Places, { hasTags }: { readonly hasTags: boolean }): Forums {
  async function create(forum: Place, name: string, tags: readonly string[], message: DiscordMessage): Promise<string> {
    const body = { name, message, ...(tags.length === 0 ? {} : { applied_tags: tags.slice(0, mostTags) }) };
    return posted.parse(await api.post(Routes.threads(forum.id), body)).id;
  }

  /** Those that fit the post; where the forum asks for one and none fits, the first that the bot may set. */
  function tagsFor(forum: Place, fitting: readonly ForumTag[]): readonly string[] {
    const wanted = hasTags ? fitting.filter(({ isModerated }) => !isModerated) : [];
    const any = forum.needsTag ? forum.tags.filter(({ isModerated }) => !isModerated).slice(0, 1) : [];
    return (wanted.length > 0 ? wanted : any).map(({ id }) => id);
  }

  /** As the forum is known; where it asks for a tag since, as it is now. Discord refused clearly, so nothing is there twice. */
  async function createThere(
    id: string,
    name: string,
    wanted: Message | null,
    message: DiscordMessage,
  ): Promise<string> {
    const known = await places.find(id);
    const fitting = (forum: Place) => (wanted === null ? [] : postOf(wanted, forum.tags).tags);
    try {
      return await create(known, name, tagsFor(known, fitting(known)), message);
    } catch (error) {
      if (discordCode(error) !== tagNeeded || known.needsTag) throw error;
      const forum = await places.look(id);
      return await create(forum, name, tagsFor(forum, fitting(forum)), message);
    }
  }

  return {
    async post(forum, message, body, key) {
      const thread = await createThere(forum, postOf(message, []).name, message, body);
      // The first message of a post has the post's id.
      return { channel: thread, message: thread, key };
    },
    async say(forum, body) {
      await createThere(forum, "Rolecall", null, body);
    },
  };
}
